//! The numbers a partner can be given, and the one table that names, bounds and explains them.
//!
//! The table serves specs such as `partner(e=0.3, trust=0.5)` and difficulty levels: whoever reads one walks the table and
//! hard-codes nothing. It is not a model: what each number does is in [`crate::mind`].

use std::fmt;

use crate::Archetype;

/// The numbers behind a partner's behaviour. Defaults are the archetype's ([`Archetype::parameters`]).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Parameters {
    /// Concession exponent.
    pub e: f64,
    /// Reciprocity.
    pub rho: f64,
    /// Openness.
    pub open: f64,
    /// Patience at the start.
    pub patience: f64,
    /// Trust at the start.
    pub trust: f64,
    /// Pull of a first offer.
    pub kappa: f64,
    /// Insult margin.
    pub delta: f64,
    /// Slack of the ratchet.
    pub ratchet: f64,
    /// Temperature of acceptance.
    pub temperature: f64,
    /// Readiness to bluff.
    pub bluff: f64,
    /// Gain of heat.
    pub heat: f64,
    /// What warmth counts for.
    pub warmth: f64,
    /// What anger and disappointment at what was done count for.
    pub anger: f64,
    /// What anger at the person costs.
    pub affront: f64,
    /// What is kept to the end.
    pub keep: f64,
    /// How far a seed moves the rates.
    pub jitter: f64,
}

/// One line of the table of parameters.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name one types.
    pub name: &'static str,
    /// The least value.
    pub low: f64,
    /// The greatest value.
    pub high: f64,
    /// Whether it is a rate: those are what a seed's jitter moves.
    pub is_rate: bool,
    /// What it does, in a sentence.
    pub doc: &'static str,
    pub(crate) slot: fn(&mut Parameters) -> &mut f64,
}

macro_rules! parameter {
    ($name:ident, $low:literal ..= $high:literal, $is_rate:literal, $doc:literal) => {
        Parameter {
            name: stringify!($name),
            low: $low,
            high: $high,
            is_rate: $is_rate,
            doc: $doc,
            slot: |parameters| &mut parameters.$name,
        }
    };
}

/// Every parameter, in the order of [`Parameters`].
pub static TABLE: &[Parameter] = &[
    parameter!(e, 0.02..=10.0, true, "how early it concedes: below 1 late (boulware), above 1 early (conceder)"),
    parameter!(rho, 0.0..=1.0, true, "how much of what it was given it gives back, times trust"),
    parameter!(open, 0.0..=1.0, false, "how likely it is to answer a question without any trust"),
    parameter!(patience, 0.05..=1.0, false, "patience at the start; at 0 it walks away"),
    parameter!(trust, 0.0..=1.0, false, "trust at the start"),
    parameter!(kappa, 0.0..=1.0, true, "how far a credible first offer pulls its aspiration"),
    parameter!(
        delta,
        0.0..=1.0,
        true,
        "how far below its BATNA a first offer may be before it is an insult, in utility"
    ),
    parameter!(ratchet, 0.0..=1.0, true, "how far below the best offer it has had it may still go, times firmness"),
    parameter!(temperature, 0.001..=1.0, true, "how uncertain acceptance is near its target, in utility"),
    parameter!(
        bluff,
        0.0..=1.0,
        false,
        "how likely it is, distrusting, to overstate an issue that matters little to it"
    ),
    parameter!(heat, 0.0..=3.0, false, "what every gain of heat is multiplied by"),
    parameter!(warmth, 0.0..=2.0, false, "what a warm tone counts for: 0 for nothing, 1 as usual"),
    parameter!(
        anger,
        -1.0..=2.0,
        false,
        "how far anger or disappointment at what was done makes it yield: 1 as usual, below 0 it stiffens"
    ),
    parameter!(affront, 0.0..=2.0, false, "what anger at the person costs in trust and heat: 1 as usual"),
    parameter!(
        keep,
        0.0..=0.5,
        true,
        "what share of its ambition it still asks for in the last round: 0 takes whatever beats its BATNA"
    ),
    parameter!(jitter, 0.0..=0.5, false, "how far each seed moves the rates, as a share of each"),
];

/// Why a parameter cannot be set.
#[derive(Clone, PartialEq, Debug)]
pub enum ParameterError {
    /// There is no parameter of this name.
    Unknown(String),
    /// The value is not a number of the parameter's range.
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// The least value.
        low: f64,
        /// The greatest value.
        high: f64,
    },
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "a partner has no parameter `{name}`"),
            Self::OutOfRange { name, low, high } => write!(f, "`{name}` must be from {low} to {high}"),
        }
    }
}

impl std::error::Error for ParameterError {}

impl Parameter {
    /// The parameter with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLE.iter().find(|p| p.name == name)
    }

    /// Its value.
    #[must_use]
    pub fn of(&self, parameters: &Parameters) -> f64 {
        let mut copy = *parameters;
        *(self.slot)(&mut copy)
    }

    /// Its default for an archetype.
    #[must_use]
    pub fn default_of(&self, archetype: Archetype) -> f64 {
        self.of(&archetype.parameters())
    }
}

impl Parameters {
    /// What a persona's numbers differ from: neither quick nor slow, neither open nor guarded.
    pub const EVEN: Self = Self {
        e: 0.6,
        rho: 0.5,
        open: 0.5,
        patience: 0.8,
        trust: 0.5,
        kappa: 0.45,
        delta: 0.12,
        ratchet: 0.15,
        temperature: 0.025,
        bluff: 0.0,
        heat: 1.0,
        warmth: 1.0,
        anger: 1.0,
        affront: 1.0,
        keep: 0.15,
        jitter: 0.2,
    };

    /// Sets a parameter by name.
    ///
    /// # Errors
    /// When there is no such parameter or the value is outside its range; nothing is changed then.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), ParameterError> {
        let parameter = Parameter::named(name).ok_or_else(|| ParameterError::Unknown(name.into()))?;
        if !(parameter.low..=parameter.high).contains(&value) {
            return Err(ParameterError::OutOfRange { name: parameter.name, low: parameter.low, high: parameter.high });
        }
        *(parameter.slot)(self) = value;
        Ok(())
    }

    /// The same numbers with those outside the table's ranges moved to the nearest end, and what is no number to the low
    /// end: no partner computes with a NaN.
    #[must_use]
    pub fn in_range(mut self) -> Self {
        for parameter in TABLE {
            let slot = (parameter.slot)(&mut self);
            *slot = if slot.is_nan() { parameter.low } else { slot.clamp(parameter.low, parameter.high) };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_reaches_every_field_and_refuses_the_rest() {
        let mut p = Archetype::Hyperscaler.parameters();
        for (at, parameter) in TABLE.iter().enumerate() {
            let value = parameter.low + (parameter.high - parameter.low) * (at as f64 + 1.37) / 20.0;
            p.set(parameter.name, value).unwrap();
            assert_eq!(parameter.of(&p), value);
            assert!(p.set(parameter.name, parameter.high + 1.0).is_err());
            assert!(p.set(parameter.name, f64::NAN).is_err());
        }
        let distinct: std::collections::BTreeSet<_> = TABLE.iter().map(|t| t.of(&p).to_bits()).collect();
        assert_eq!(distinct.len(), TABLE.len(), "two lines of the table share a field");
        assert_eq!(p.set("E", 1.0), Err(ParameterError::Unknown("E".into())));
    }

    #[test]
    fn nothing_stays_out_of_range() {
        let mut p = Archetype::Isv.parameters();
        (p.e, p.open, p.heat) = (f64::NAN, f64::INFINITY, -4.0);
        let p = p.in_range();
        assert_eq!((p.e, p.open, p.heat), (0.02, 1.0, 0.0));
    }
}

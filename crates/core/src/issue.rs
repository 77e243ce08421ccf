//! Issues: what is negotiated, and the finite ordered list of values each may take.

use std::fmt;

use crate::Decimal;

/// Which part of an alliance an issue belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Topic {
    /// Prices, discounts, commitments, revenue shares.
    Pricing,
    /// Ownership and licences of foreground and background intellectual property.
    Ip,
    /// Objectives and key results, service levels, fees at risk.
    SuccessMetrics,
    /// Money, people and equipment put in by either side.
    Investment,
    /// Term, termination, wind-down.
    Exit,
    /// Councils, cadences, escalation, decision rights.
    Governance,
    /// Anything else.
    Other,
}

impl Topic {
    /// Every topic, in the order screens list them.
    pub const ALL: [Self; 7] =
        [Self::Pricing, Self::Ip, Self::SuccessMetrics, Self::Investment, Self::Exit, Self::Governance, Self::Other];

    /// The topic as a person reads it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Pricing => "pricing",
            Self::Ip => "IP",
            Self::SuccessMetrics => "success metrics",
            Self::Investment => "investment",
            Self::Exit => "exit",
            Self::Governance => "governance",
            Self::Other => "other",
        }
    }
}

/// Index of an issue in its [`OutcomeSpace`](crate::OutcomeSpace).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct IssueId(pub u16);

impl IssueId {
    /// The index as a `usize`.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Index of a value in its issue's list of values.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ValueId(pub u32);

impl ValueId {
    /// The index as a `usize`.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One value of a labelled issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// What a person types and a file records: `split`.
    pub key: String,
    /// What it means in a sentence: `split by field of use`. May be empty.
    pub text: String,
}

/// The finite ordered list of values of an issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Values {
    /// Named values, in the author's order.
    Labels(Vec<Label>),
    /// Listed numbers, strictly rising or strictly falling.
    Decimals(Vec<Decimal>),
    /// `start, start + step, …`, `len` numbers in all.
    Range {
        /// The first number.
        start: Decimal,
        /// The difference of neighbours; not zero, may be negative.
        step: Decimal,
        /// How many numbers.
        len: u32,
    },
}

/// Why a list of values cannot be an issue's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ValuesError {
    /// There is no value at all.
    Empty,
    /// Two labels are the same (ASCII case aside).
    DuplicateLabel(String),
    /// A label is empty, or has white space or one of `= , | # / " ;` in it, so it cannot be typed in a package.
    UntypableLabel(String),
    /// The listed numbers neither rise nor fall strictly.
    NotMonotone,
    /// The step of a range is zero.
    ZeroStep,
    /// The last number of a range has too many digits.
    RangeTooLong,
    /// More than 2³² − 1 values.
    TooMany,
}

impl fmt::Display for ValuesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an issue needs at least one value"),
            Self::DuplicateLabel(label) => write!(f, "the label `{label}` stands twice"),
            Self::UntypableLabel(label) => {
                write!(f, "the label `{label}` cannot be typed: use letters, digits, `-`, `_`, `.`, `%` or `+`")
            }
            Self::NotMonotone => f.write_str("listed numbers must rise or fall strictly"),
            Self::ZeroStep => f.write_str("the step of a range must not be zero"),
            Self::RangeTooLong => f.write_str("the last number of the range has too many digits"),
            Self::TooMany => f.write_str("too many values"),
        }
    }
}

impl std::error::Error for ValuesError {}

/// Whether a name can be typed at a prompt and stand in a package text.
#[must_use]
pub fn is_typable(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.%+".contains(c))
}

impl Values {
    fn check(&self) -> Result<(), ValuesError> {
        match self {
            Self::Labels(labels) => {
                for (at, label) in labels.iter().enumerate() {
                    if !is_typable(&label.key) {
                        return Err(ValuesError::UntypableLabel(label.key.clone()));
                    }
                    if labels[..at].iter().any(|l| l.key.eq_ignore_ascii_case(&label.key)) {
                        return Err(ValuesError::DuplicateLabel(label.key.clone()));
                    }
                }
            }
            Self::Decimals(numbers) => {
                let rising = numbers.windows(2).all(|w| w[0] < w[1]);
                let falling = numbers.windows(2).all(|w| w[0] > w[1]);
                if !rising && !falling {
                    return Err(ValuesError::NotMonotone);
                }
            }
            Self::Range { start, step, len } => {
                if *step == Decimal::ZERO {
                    return Err(ValuesError::ZeroStep);
                }
                if *len > 0 && start.plus_steps(*step, len - 1).is_none() {
                    return Err(ValuesError::RangeTooLong);
                }
            }
        }
        let len = match self {
            Self::Labels(labels) => labels.len(),
            Self::Decimals(numbers) => numbers.len(),
            Self::Range { len, .. } => *len as usize,
        };
        match len {
            0 => Err(ValuesError::Empty),
            n if u32::try_from(n).is_err() => Err(ValuesError::TooMany),
            _ => Ok(()),
        }
    }
}

/// One issue of a negotiation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    name: String,
    title: String,
    topic: Topic,
    unit: String,
    values: Values,
}

impl Issue {
    /// An issue called `name` (the short form one types), with its `title`, `topic`, `unit` (may be empty) and values.
    ///
    /// # Errors
    /// Says what is wrong with the list of values.
    pub fn new(
        name: impl Into<String>,
        title: impl Into<String>,
        topic: Topic,
        unit: impl Into<String>,
        values: Values,
    ) -> Result<Self, ValuesError> {
        values.check()?;
        Ok(Self { name: name.into(), title: title.into(), topic, unit: unit.into(), values })
    }

    /// The short name one types: `price`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The full name one reads: `Price per GPU-hour`.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The part of the alliance it belongs to.
    #[must_use]
    pub fn topic(&self) -> Topic {
        self.topic
    }

    /// The unit of its numbers, or the empty text.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Its values.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// How many values it has; at least one.
    #[must_use]
    pub fn len(&self) -> u32 {
        match &self.values {
            Values::Labels(labels) => labels.len() as u32,
            Values::Decimals(numbers) => numbers.len() as u32,
            Values::Range { len, .. } => *len,
        }
    }

    /// Never: an issue has at least one value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The number at `value`, or `None` for a label or an index out of range.
    #[must_use]
    pub fn number(&self, value: ValueId) -> Option<Decimal> {
        match &self.values {
            Values::Labels(_) => None,
            Values::Decimals(numbers) => numbers.get(value.index()).copied(),
            Values::Range { start, step, len } => (value.0 < *len).then(|| start.plus_steps(*step, value.0)).flatten(),
        }
    }

    /// The text of a value, as typed and as recorded: a label's key, or the number with as many digits as its neighbours.
    /// An index out of range gives the empty text.
    #[must_use]
    pub fn value_text(&self, value: ValueId) -> String {
        match &self.values {
            Values::Labels(labels) => labels.get(value.index()).map(|l| l.key.clone()).unwrap_or_default(),
            _ => self.number(value).map(|d| d.with_digits(self.digits())).unwrap_or_default(),
        }
    }

    /// What a value means, in words; empty for numbers and for labels without a text.
    #[must_use]
    pub fn value_meaning(&self, value: ValueId) -> &str {
        match &self.values {
            Values::Labels(labels) => labels.get(value.index()).map_or("", |l| &l.text),
            _ => "",
        }
    }

    /// The value a text names exactly: a label's key (ASCII case aside), or a number equal to one of the list.
    #[must_use]
    pub fn value_named(&self, text: &str) -> Option<ValueId> {
        match &self.values {
            Values::Labels(labels) => {
                labels.iter().position(|l| l.key.eq_ignore_ascii_case(text)).map(|at| ValueId(at as u32))
            }
            _ => self.value_of_number(text.parse().ok()?),
        }
    }

    /// The value equal to a number.
    #[must_use]
    pub fn value_of_number(&self, wanted: Decimal) -> Option<ValueId> {
        let rising = match (self.number(ValueId(0)), self.number(ValueId(self.len() - 1))) {
            (Some(first), Some(last)) => first <= last,
            _ => return None,
        };
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let number = self.number(ValueId(middle))?;
            if number == wanted {
                return Some(ValueId(middle));
            }
            if (number < wanted) == rising { low = middle + 1 } else { high = middle }
        }
        None
    }

    fn digits(&self) -> u8 {
        match &self.values {
            Values::Labels(_) => 0,
            Values::Decimals(numbers) => numbers.iter().map(|d| d.scale()).max().unwrap_or(0),
            Values::Range { start, step, .. } => start.scale().max(step.scale()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn ranges_are_exact() {
        let values = Values::Range { start: d("0"), step: d("0.1"), len: 11 };
        let issue = Issue::new("x", "X", Topic::Other, "", values).unwrap();
        assert_eq!(issue.number(ValueId(3)), Some(d("0.3")));
        assert_eq!(issue.value_text(ValueId(10)), "1.0");
        for v in 0..11 {
            assert_eq!(issue.value_named(&issue.value_text(ValueId(v))), Some(ValueId(v)));
        }
        assert_eq!(issue.value_named("0.35"), None);
        assert_eq!(issue.number(ValueId(11)), None);
    }

    #[test]
    fn falling_numbers_are_found() {
        let issue =
            Issue::new("p", "P", Topic::Pricing, "$", Values::Decimals(vec![d("3.60"), d("3.15"), d("2.2")])).unwrap();
        assert_eq!(issue.value_named("3.15"), Some(ValueId(1)));
        assert_eq!(issue.value_named("2.20"), Some(ValueId(2)));
        assert_eq!(issue.value_text(ValueId(2)), "2.20");
    }

    #[test]
    fn bad_lists_are_refused() {
        let label = |k: &str| Label { key: k.into(), text: String::new() };
        assert_eq!(Values::Labels(vec![]).check(), Err(ValuesError::Empty));
        assert!(matches!(Values::Labels(vec![label("a"), label("A")]).check(), Err(ValuesError::DuplicateLabel(_))));
        assert!(matches!(Values::Labels(vec![label("a b")]).check(), Err(ValuesError::UntypableLabel(_))));
        assert_eq!(Values::Decimals(vec![d("1"), d("3"), d("2")]).check(), Err(ValuesError::NotMonotone));
        assert_eq!(Values::Range { start: d("1"), step: Decimal::ZERO, len: 2 }.check(), Err(ValuesError::ZeroStep));
    }
}

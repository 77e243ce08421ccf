//! NegMAS scenario folders: a domain and one utility function a party, in YAML or JSON (0.16.0).
//!
//! A file names the Python classes its data belongs to. None is loaded: the names in this module and in
//! [`function`](self::function) are all there are, and any other is an error that names it. Only additive utilities are
//! read: `u = bias + Σ wᵢ·vᵢ(xᵢ)`.

mod function;
pub(crate) mod writing;

use zopa_core::Decimal;

use self::function::Function;
use crate::{
    foreign::{self, Foreign, ForeignIssue, ForeignParty, ForeignValues, rounded},
    notes::{self, Notes},
    tree::Tree,
};

/// What a NegMAS file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Domain,
    Profile,
}

/// The class that a map says it belongs to: `type`, or `__python_class__` where it has not been shortened.
fn class(tree: &Tree) -> Option<&str> {
    let class = tree.get("type").or_else(|| tree.get("__python_class__"))?.text()?;
    // Classes of NegMAS itself may be written with their modules.
    Some(if class.starts_with("negmas.") { class.rsplit('.').next().unwrap_or(class) } else { class })
}

/// Whether a tree is a file of NegMAS's, and which.
pub(crate) fn kind(tree: &Tree) -> Option<Kind> {
    let class = class(tree)?;
    if class.contains("OutcomeSpace") {
        Some(Kind::Domain)
    } else {
        class.to_ascii_lowercase().contains("fun").then_some(Kind::Profile)
    }
}

/// An issue as the file has it, with each value as text and, where it is one, as a number.
struct Issue {
    name: String,
    texts: Vec<String>,
    numbers: Option<Vec<f64>>,
}

/// What a domain and named utility functions over it mean.
pub(crate) fn scenario(domain: &Tree, ufuns: &[(String, Tree)], notes: &mut Notes) -> Result<Foreign, String> {
    let unknown = |what: &str, class: &str| format!("the {what} is of class `{class}`, which is not read");
    match class(domain) {
        Some("CartesianOutcomeSpace" | "DiscreteCartesianOutcomeSpace") => {}
        other => return Err(unknown("domain", other.unwrap_or_default())),
    }
    let trees = domain.get("issues").and_then(Tree::list).unwrap_or_default();
    if trees.is_empty() {
        return Err("the domain has no issue".to_owned());
    }
    let mut issues = Vec::new();
    let mut foreign_issues = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        let (known, values) = issue(tree, at, notes)?;
        foreign_issues.push(ForeignIssue { name: known.name.clone(), values });
        issues.push(known);
    }
    let mut parties = Vec::new();
    for (at, (name, ufun)) in ufuns.iter().enumerate() {
        let name = ufun.get("name").and_then(Tree::text).unwrap_or(name).to_owned();
        let mut reading = Reading { issues: &issues, name: &name, at, notes: &mut *notes };
        let party = reading.ufun(ufun).map_err(|error| format!("`{name}`: {error}"))?;
        parties.push(party);
    }
    let name = domain.get("name").and_then(Tree::text).unwrap_or_default().to_owned();
    Ok(Foreign { name, issues: foreign_issues, parties })
}

fn issue(tree: &Tree, at: usize, notes: &mut Notes) -> Result<(Issue, ForeignValues), String> {
    let name = tree.get("name").and_then(Tree::text).unwrap_or_default().to_owned();
    let class = class(tree).unwrap_or_default();
    let values = tree.get("values");
    let listed = || values.and_then(Tree::list).filter(|values| !values.is_empty());
    let bad = |why: &str| format!("the values of issue `{name}` are not {why}");
    let gridded = match class {
        "CategoricalIssue" => {
            let texts: Option<Vec<String>> =
                listed().and_then(|values| values.iter().map(|value| value.text().map(str::to_owned)).collect());
            let texts = texts.ok_or_else(|| bad("a list of names"))?;
            let unique: std::collections::BTreeSet<_> = texts.iter().collect();
            if unique.len() < texts.len() {
                return Err(format!("a value of `{name}` stands twice"));
            }
            let values = foreign::named(texts.clone(), &name, at, notes);
            return Ok((Issue { name, texts, numbers: None }, values));
        }
        "DiscreteCardinalIssue" | "DiscreteOrdinalIssue" => {
            let numbers: Option<Vec<f64>> = listed().and_then(|values| values.iter().map(Tree::number).collect());
            let Some(numbers) = numbers else {
                // An ordinal issue may have names: their order counts for nothing here.
                let texts: Option<Vec<String>> =
                    listed().and_then(|values| values.iter().map(|value| value.text().map(str::to_owned)).collect());
                let texts = texts.ok_or_else(|| bad("a list"))?;
                let values = foreign::named(texts.clone(), &name, at, notes);
                return Ok((Issue { name, texts, numbers: None }, values));
            };
            let decimals: Option<Vec<Decimal>> = numbers.iter().map(|x| rounded(*x, 9)).collect();
            let decimals = decimals.ok_or_else(|| bad("numbers of bearable size"))?;
            let in_order =
                decimals.windows(2).all(|pair| pair[0] < pair[1]) || decimals.windows(2).all(|pair| pair[0] > pair[1]);
            let texts: Vec<String> = decimals.iter().map(ToString::to_string).collect();
            let values = if in_order { ForeignValues::Numbers(decimals) } else { ForeignValues::Names(texts.clone()) };
            return Ok((Issue { name, texts, numbers: Some(numbers) }, values));
        }
        "ContiguousIssue" => {
            let bounds: Option<Vec<f64>> = listed().and_then(|values| values.iter().map(Tree::number).collect());
            let bounds = bounds.or_else(|| values.and_then(Tree::number).map(|count| vec![0.0, count - 1.0]));
            let whole = |x: f64| (x.fract() == 0.0 && x.abs() < 1e15).then_some(x as i64);
            match bounds.as_deref() {
                Some([low, high]) => whole(*low).zip(whole(*high)).and_then(|(l, h)| foreign::whole_numbers(l, h)),
                _ => None,
            }
        }
        "ContinuousIssue" => {
            let bounds: Option<Vec<f64>> = listed().and_then(|values| values.iter().map(Tree::number).collect());
            match bounds.as_deref() {
                Some([low, high]) => foreign::real_numbers(*low, *high),
                _ => None,
            }
        }
        other => return Err(format!("issue `{name}` is of class `{other}`, which is not read")),
    };
    let gridded = gridded.ok_or_else(|| bad("two bounds of bearable size"))?;
    foreign::say_grid(&gridded, &name, at, notes);
    let numbers = gridded.numbers.iter().map(|number| number.to_f64()).collect();
    let texts = gridded.numbers.iter().map(ToString::to_string).collect();
    Ok((Issue { name, texts, numbers: Some(numbers) }, ForeignValues::Numbers(gridded.numbers)))
}

/// One utility function being read.
struct Reading<'a> {
    issues: &'a [Issue],
    name: &'a str,
    at: usize,
    notes: &'a mut Notes,
}

impl Reading<'_> {
    fn ufun(&mut self, tree: &Tree) -> Result<ForeignParty, String> {
        match class(tree).unwrap_or_default() {
            "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction" => self.additive(tree, false),
            "AffineUtilityFunction" | "LinearUtilityFunction" => self.additive(tree, true),
            "ExpDiscountedUFun" | "LinDiscountedUFun" => {
                let message = format!("the discount of `{}` is dropped", self.name);
                self.notes.say(notes::DISCOUNT_DROPPED, format!("parties[{}].values", self.at), message);
                let inner = tree.get("ufun").ok_or("a discounted function without the function itself")?;
                match class(inner).unwrap_or_default() {
                    "ExpDiscountedUFun" | "LinDiscountedUFun" => Err("a function that is discounted twice".to_owned()),
                    _ => self.ufun(inner),
                }
            }
            other => Err(format!("utility functions of class `{other}` are not read, only additive ones are")),
        }
    }

    fn additive(&mut self, tree: &Tree, by_identity: bool) -> Result<ForeignParty, String> {
        let mut worth = Vec::new();
        for (at, issue) in self.issues.iter().enumerate() {
            let weight = match of_issue(tree.get("weights"), at, &issue.name) {
                Some(weight) => {
                    weight.number().ok_or_else(|| format!("the weight of `{}` is no number", issue.name))?
                }
                None => {
                    let message = format!("`{}` has no weight for `{}`; NegMAS takes 1", issue.name, self.name);
                    self.notes.say(notes::ASSUMED_WORTH, format!("parties[{}].values", self.at), message);
                    1.0
                }
            };
            let function = match of_issue(tree.get("values"), at, &issue.name) {
                _ if by_identity => Function::Identity,
                Some(function) => Function::of(function).map_err(|error| format!("`{}`: {error}", issue.name))?,
                None => Function::Identity,
            };
            let values = function.values(&issue.texts, issue.numbers.as_deref());
            let values = values.map_err(|error| format!("`{}`: {error}", issue.name))?;
            worth.push(values.into_iter().map(|value| weight * value).collect());
        }
        let constant = match tree.get("bias") {
            Some(bias) => bias.number().ok_or("the bias is no number")?,
            None => 0.0,
        };
        let reservation = self.reservation(tree, &worth, constant)?;
        Ok(ForeignParty { name: self.name.to_owned(), worth, constant, reservation, discount: 1.0 })
    }

    /// The reservation value; that of the reservation outcome where there is only that; else −∞.
    fn reservation(&mut self, tree: &Tree, worth: &[Vec<f64>], constant: f64) -> Result<f64, String> {
        if let Some(value) = tree.get("reserved_value") {
            return value.number().ok_or_else(|| "the reservation value is no number".to_owned());
        }
        let Some(outcome) = tree.get("reserved_outcome").and_then(Tree::list) else { return Ok(f64::NEG_INFINITY) };
        let mut reservation = constant;
        for ((issue, worth), value) in self.issues.iter().zip(worth).zip(outcome) {
            let number = value.number();
            let is_it = |at: &usize| match (&issue.numbers, number) {
                (Some(numbers), Some(number)) => numbers.get(*at) == Some(&number),
                _ => issue.texts.get(*at).map(String::as_str) == value.text(),
            };
            let at = (0..worth.len()).find(is_it).ok_or("the reservation outcome is none of the domain's")?;
            reservation += worth.get(at).copied().unwrap_or(f64::NAN);
        }
        let message = format!("the reservation value of `{}` is what its reservation outcome is worth", self.name);
        self.notes.say(notes::RESERVATION_BID, format!("parties[{}].batna.worth", self.at), message);
        Ok(reservation)
    }
}

/// What a list in issue order, or a map by the issue's name, has for an issue.
fn of_issue<'t>(tree: Option<&'t Tree>, at: usize, name: &str) -> Option<&'t Tree> {
    match tree? {
        Tree::List(elements) => elements.get(at).filter(|element| !element.is_null()),
        map => map.get(name),
    }
}

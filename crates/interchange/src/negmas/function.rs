//! Value functions of one issue, by NegMAS's names for them.

use std::collections::BTreeMap;

use zopa_core::num;

use super::class;
use crate::tree::Tree;

/// A value function.
pub(super) enum Function {
    /// A number for every value, by its text and, where it is one, by the bits of its number.
    Table(BTreeMap<String, f64>, BTreeMap<u64, f64>),
    Identity,
    Constant(f64),
    /// `bias + slope · x`
    Affine {
        slope: f64,
        bias: f64,
    },
    /// `bias + Σ cₖ·xᵏ`, k from 1.
    Polynomial {
        coefficients: Vec<f64>,
        bias: f64,
    },
    /// `bias` outside and at both ends, `bias + scale` at the middle, straight between.
    Triangular {
        start: f64,
        middle: f64,
        end: f64,
        bias: f64,
        scale: f64,
    },
    /// `bias` outside, `bias + scale` on the top, straight between.
    Trapezoidal {
        start: f64,
        top: (f64, f64),
        end: f64,
        bias: f64,
        scale: f64,
    },
    /// `base^(τx) + bias`
    Exponential {
        tau: f64,
        base: f64,
        bias: f64,
    },
    /// `scale · log_base(τx) + bias`
    Logarithm {
        tau: f64,
        base: f64,
        bias: f64,
        scale: f64,
    },
    /// `bias + scale · e^(−(x − centre)² / 2σ²)`
    Gaussian {
        centre: f64,
        sigma: f64,
        bias: f64,
        scale: f64,
    },
}

impl Function {
    /// The function that a map describes.
    pub(super) fn of(tree: &Tree) -> Result<Self, String> {
        let number = |field: &str, default: Option<f64>| match tree.get(field) {
            Some(value) => value.number().ok_or_else(|| format!("`{field}` is no number")),
            None => default.ok_or_else(|| format!("`{field}` is missing")),
        };
        let bias = || number("bias", Some(0.0));
        let e = std::f64::consts::E;
        Ok(match class(tree).unwrap_or_default() {
            "TableFun" => return table(tree),
            "IdentityFun" => Self::Identity,
            "ConstFun" => Self::Constant(number("bias", None)?),
            "LinearFun" => Self::Affine { slope: number("slope", None)?, bias: 0.0 },
            "AffineFun" => Self::Affine { slope: number("slope", None)?, bias: bias()? },
            "QuadraticFun" => {
                Self::Polynomial { coefficients: vec![number("a1", None)?, number("a2", None)?], bias: bias()? }
            }
            "PolynomialFun" => {
                let coefficients: Option<Vec<f64>> = tree
                    .get("coefficients")
                    .and_then(Tree::list)
                    .filter(|list| list.len() <= 100)
                    .and_then(|list| list.iter().map(Tree::number).collect());
                Self::Polynomial { coefficients: coefficients.ok_or("`coefficients` are no numbers")?, bias: bias()? }
            }
            "TriangularFun" => Self::Triangular {
                start: number("start", None)?,
                middle: number("middle", None)?,
                end: number("end", None)?,
                bias: bias()?,
                scale: number("scale", Some(1.0))?,
            },
            "TrapezoidalFun" => Self::Trapezoidal {
                start: number("start", None)?,
                top: (number("rise_end", None)?, number("fall_start", None)?),
                end: number("end", None)?,
                bias: bias()?,
                scale: number("scale", Some(1.0))?,
            },
            "ExponentialFun" => {
                Self::Exponential { tau: number("tau", None)?, base: number("base", Some(e))?, bias: bias()? }
            }
            "LogFun" => Self::Logarithm {
                tau: number("tau", None)?,
                base: number("base", Some(e))?,
                bias: bias()?,
                scale: number("scale", Some(1.0))?,
            },
            "GaussianFun" => Self::Gaussian {
                centre: number("center", None)?,
                sigma: number("sigma", None)?,
                bias: bias()?,
                scale: number("scale", Some(1.0))?,
            },
            "LambdaFun" => return Err("`LambdaFun` holds program code, which is not read".to_owned()),
            other => return Err(format!("value functions of class `{other}` are not read")),
        })
    }

    /// What each value of an issue is worth, by its text or its number.
    pub(super) fn values(&self, texts: &[String], numbers: Option<&[f64]>) -> Result<Vec<f64>, String> {
        if let Self::Table(by_text, by_number) = self {
            let look = |at: usize| {
                let number = numbers.and_then(|numbers| numbers.get(at)).map(|number| bits(*number));
                number.and_then(|number| by_number.get(&number)).or_else(|| by_text.get(&texts[at])).copied()
            };
            let missing = |at: usize| format!("the value `{}` has no entry", texts[at]);
            return (0..texts.len()).map(|at| look(at).ok_or_else(|| missing(at))).collect();
        }
        if let Self::Constant(constant) = self {
            return Ok(vec![*constant; texts.len()]);
        }
        let numbers = numbers.ok_or("a function of numbers, and the values are names")?;
        Ok(numbers.iter().map(|x| self.at(*x)).collect())
    }

    fn at(&self, x: f64) -> f64 {
        match self {
            Self::Table(..) => f64::NAN,
            Self::Identity => x,
            Self::Constant(constant) => *constant,
            Self::Affine { slope, bias } => x * slope + bias,
            Self::Polynomial { coefficients, bias } => {
                let mut power = 1.0;
                coefficients.iter().fold(*bias, |sum, c| {
                    power *= x;
                    sum + c * power
                })
            }
            Self::Triangular { start, middle, end, bias, scale } => bias + scale * triangle(x, *start, *middle, *end),
            Self::Trapezoidal { start, top, end, bias, scale } => bias + scale * trapezium(x, *start, *top, *end),
            Self::Exponential { tau, base, bias } => num::pow(*base, tau * x) + bias,
            Self::Logarithm { tau, base, bias, scale } => scale * (num::ln(tau * x) / num::ln(*base)) + bias,
            Self::Gaussian { centre, sigma, bias, scale } => {
                let from = x - centre;
                bias + scale * num::exp(-(from * from) / (2.0 * sigma * sigma))
            }
        }
    }
}

/// The height of a triangle of height 1, its ends excluded.
fn triangle(x: f64, start: f64, middle: f64, end: f64) -> f64 {
    if x <= start || x >= end {
        0.0
    } else if x <= middle {
        (x - start) / (middle - start)
    } else {
        (end - x) / (end - middle)
    }
}

/// The height of a trapezium of height 1, its ends included.
fn trapezium(x: f64, start: f64, (rise_end, fall_start): (f64, f64), end: f64) -> f64 {
    if x < start || x > end {
        0.0
    } else if x <= rise_end {
        if rise_end == start { 1.0 } else { (x - start) / (rise_end - start) }
    } else if x <= fall_start {
        1.0
    } else {
        (end - x) / (end - fall_start)
    }
}

fn table(tree: &Tree) -> Result<Function, String> {
    let mapping = tree.get("mapping").and_then(Tree::entries).ok_or("`mapping` is no map")?;
    let (mut by_text, mut by_number) = (BTreeMap::new(), BTreeMap::new());
    for (value, worth) in mapping {
        let text = value.text().unwrap_or_default();
        let worth = worth.number().ok_or_else(|| format!("the worth of `{text}` is no number"))?;
        by_text.insert(text.to_owned(), worth);
        // JSON has no keys but texts, so a number may stand in quotes.
        if let Some(number) = value.loose_number() {
            by_number.insert(bits(number), worth);
        }
    }
    Ok(Function::Table(by_text, by_number))
}

/// The bits of a number, those of 0 for −0.
fn bits(x: f64) -> u64 {
    (x + 0.0).to_bits()
}

//! Money: what a package is worth in money to one party, as grids that any screen or file can show.
//!
//! Made from a desk and an outcome: a sheet holds one party's books and nobody else's.

use zopa_commercial::{Amount, Books, Each, Lever, Line, Model, Npv, Outlook, ProForma, Statement, expected};
use zopa_core::{IssueId, Outcome, PartyId, ValueId};
use zopa_scenario::Desk;

use crate::package;

/// Rows of texts under a row of heads; the first column says what each row is.
pub(crate) struct Grid {
    pub(crate) title: String,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    /// What to say below it.
    pub(crate) notes: Vec<String>,
}

/// A package in money, to one party.
pub(crate) struct Sheet<'d> {
    desk: Desk<'d>,
    pub(crate) model: &'d Model,
    pub(crate) books: &'d Books,
    pub(crate) outcome: Outcome,
    /// As forecast and as feared.
    pub(crate) outlooks: [(ProForma, Statement); 2],
    pub(crate) expected: Npv,
}

/// What happens to the net present value when one thing is otherwise.
pub(crate) struct Change {
    pub(crate) what: String,
    pub(crate) expected: Npv,
    pub(crate) difference: Npv,
}

/// What everybody knows of the money, a sentence each; nothing where there is no model.
pub(crate) fn public_facts(desk: Desk<'_>) -> Vec<String> {
    let Some(model) = desk.commercial() else { return vec![] };
    let (payer, payee) = (desk.face(model.payer).name, desk.face(model.payee).name);
    let volumes: Vec<String> = model.demand.iter().map(ToString::to_string).collect();
    let events: String = model
        .downside
        .events
        .iter()
        .map(|(name, quarter)| format!(" Q{quarter}: {}.", name.replace('-', " ")))
        .collect();
    let mut facts = vec![
        format!("{payer} pays, {payee} delivers. Money is in {}, volume in {}.", model.money, model.volume),
        format!(
            "{payer}'s forecast by quarter: {}; {} in all.",
            volumes.join(", "),
            model.demand.iter().copied().sum::<Amount>()
        ),
        format!(
            "What both fear: {} From Q{} on {} % of the forecast is left.{events}",
            model.downside.title,
            model.downside.from,
            percent(model.downside.share)
        ),
    ];
    if let Some(commitment) = &model.commitment {
        facts.push(format!("A commitment is counted every {} months.", 3 * commitment.every));
    }
    facts
}

/// What one party alone knows of the money, a sentence each; nothing where it keeps no books.
pub(crate) fn own_facts(desk: Desk<'_>) -> Vec<String> {
    let (Some(model), Some(books)) = (desk.commercial(), desk.mine().books.as_ref()) else { return vec![] };
    let line = |line: &Line| {
        let each = match line.each {
            Each::Unit => format!("a {}", unit(&model.volume)),
            Each::UnitAbove(above) => format!("a {} above {above} in a quarter", unit(&model.volume)),
            Each::Quarter => "a quarter".to_owned(),
            Each::Once(0) => "once, at signing".to_owned(),
            Each::Once(quarter) => format!("once, in Q{quarter}"),
        };
        let amount = match &line.amount {
            Lever::Fixed(amount) => amount.to_string(),
            Lever::By(issue, amounts) => {
                let held = desk.space().issue(*issue);
                let value = |(value, amount): (u32, &Amount)| {
                    format!("{amount} with {} {}", held.name(), held.value_text(ValueId(value)))
                };
                (0..).zip(amounts).map(value).collect::<Vec<_>>().join(", ")
            }
        };
        format!("{}: {amount} {} {each}.", line.title, model.money)
    };
    let mut facts: Vec<String> = books.lines.iter().map(line).collect();
    facts.push(format!(
        "You discount at {} % a year and give the downside a chance of {} %.",
        percent(books.rate),
        percent(books.downside)
    ));
    if let Some(npv) = books.alternative {
        facts.push(format!("Your BATNA has a net present value of {npv} {}.", model.money));
    }
    facts
}

/// A share in percent.
fn percent(share: Amount) -> Amount {
    share.times(Amount::of(zopa_core::Decimal::from(100)).unwrap_or_default())
}

/// A unit of volume as one says it behind "a".
fn unit(volume: &str) -> String {
    format!("unit ({volume})")
}

impl<'d> Sheet<'d> {
    /// `None` where there is no model, or the party keeps no books.
    pub(crate) fn of(desk: Desk<'d>, outcome: Outcome) -> Option<Self> {
        let (model, books) = (desk.commercial()?, desk.mine().books.as_ref()?);
        let outlooks = Outlook::ALL.map(|outlook| {
            let pro_forma = ProForma::of(model, desk.space(), outcome, outlook);
            let statement = pro_forma.statement(model, (desk.me(), books), (desk.space(), outcome));
            (pro_forma, statement)
        });
        let expected = Npv::expected(outlooks[0].1.npv(), outlooks[1].1.npv(), books.downside);
        Some(Self { desk, model, books, outcome, outlooks, expected })
    }

    /// Whose it is.
    pub(crate) fn party(&self) -> PartyId {
        self.desk.me()
    }

    /// The package, as one types it.
    pub(crate) fn package(&self) -> String {
        package::format(self.desk.space(), self.outcome)
    }

    /// What the package is worth to the party in all, in points out of 100.
    pub(crate) fn points(&self) -> f64 {
        self.desk.mine().preferences.utility(self.outcome).get() * 100.0
    }

    /// An amount of money with its unit: `12.35 M$`.
    pub(crate) fn money(&self, amount: Amount) -> String {
        format!("{} {}", amount.with_digits(2), self.model.money)
    }

    /// The net present values in a sentence or two.
    pub(crate) fn summary(&self) -> String {
        let [base, downside] = [0, 1].map(|at: usize| self.outlooks[at].1.npv().amount().with_digits(2));
        let chance = percent(self.books.downside);
        let expected = self.money(self.expected.amount());
        let alternative = self.books.alternative.map(|npv| format!(" Your BATNA's is {}.", self.money(npv)));
        format!(
            "Net present value {expected}: {base} as forecast, {downside} in the downside, which you give a chance of {chance} %.{}",
            alternative.unwrap_or_default()
        )
    }

    /// The pro forma under each outlook.
    pub(crate) fn grids(&self) -> Vec<Grid> {
        Outlook::ALL.into_iter().zip(&self.outlooks).map(|(outlook, of)| self.grid(outlook, of)).collect()
    }

    fn grid(&self, outlook: Outlook, (pro_forma, statement): &(ProForma, Statement)) -> Grid {
        // Nothing happens at signing in most deals.
        let first = usize::from(statement.net.first() == Some(&Amount::ZERO));
        let quarters =
            || (first..statement.net.len()).map(|at| if at == 0 { "signing".into() } else { format!("Q{at}") });
        let head = std::iter::once(self.model.money.clone()).chain(quarters()).chain(["sum".to_owned()]);
        let text = |amount: &Amount| amount.with_digits(2);
        let row = |title: &str, amounts: &[Amount]| -> Vec<String> {
            let sum: Amount = amounts.iter().copied().sum();
            let cells = amounts.iter().skip(first).map(text);
            std::iter::once(title.to_owned()).chain(cells).chain([text(&sum)]).collect()
        };
        let mut rows = vec![row(&self.model.volume, &pro_forma.volumes)];
        rows.extend(statement.rows.iter().map(|line| row(&line.title, &line.amounts)));
        rows.push(row("Net cash flow", &statement.net));
        let factors = statement.factors.iter().skip(first).map(|factor| factor.text());
        rows.push(std::iter::once("Discount factor".to_owned()).chain(factors).chain([String::new()]).collect());
        let so_far = statement.cumulative.iter().skip(first).map(|npv| npv.amount().with_digits(2));
        let npv = statement.npv().amount().with_digits(2);
        rows.push(std::iter::once("Cumulative NPV".to_owned()).chain(so_far).chain([npv]).collect());
        let title = match outlook {
            Outlook::Base => "As forecast".to_owned(),
            Outlook::Downside => format!("Downside: {}", self.model.downside.title),
        };
        Grid { title, head: head.collect(), rows, notes: self.rights(pro_forma, statement) }
    }

    fn rights(&self, pro_forma: &ProForma, statement: &Statement) -> Vec<String> {
        let right = |right: &zopa_commercial::Right| {
            let exit = self.model.exits.get(right.exit)?;
            let holder = self.desk.face(exit.of).name;
            let fee = if right.fee == Amount::ZERO {
                "without a fee".into()
            } else {
                format!("for {}", self.money(right.fee))
            };
            let after = self.money(statement.after(right.quarter).amount());
            let (title, quarter) = (&exit.title, right.quarter);
            Some(format!("Q{quarter}: {holder} may {title} {fee}. What comes after is worth {after} to you today."))
        };
        pro_forma.rights.iter().filter_map(right).collect()
    }

    /// What the expected net present value would be if one thing were otherwise.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut add = |what: String, model: &Model, books: &Books, outcome: Outcome| {
            let worth = expected(model, (self.party(), books), self.desk.space(), outcome);
            changes.push(Change { what, expected: worth, difference: worth - self.expected });
        };
        if let Some(issue) = self.model.price.issue() {
            for (step, outcome) in self.neighbours(issue) {
                let held = self.desk.space().issue(issue);
                let what = format!("{} {}", held.name(), held.value_text(step));
                add(what, self.model, self.books, outcome);
            }
        }
        let hundredths = |n: i64| zopa_core::Decimal::new(n, 2).ok().and_then(Amount::of).unwrap_or_default();
        for (what, share) in [("volume −10 %", 90), ("volume +10 %", 110)] {
            add(what.into(), &self.model.with_demand_times(hundredths(share)), self.books, self.outcome);
        }
        for (what, step) in [("discount rate −2 points", -2), ("discount rate +2 points", 2)] {
            let rate = (self.books.rate + hundredths(step)).max(Amount::ZERO);
            add(what.into(), self.model, &Books { rate, ..self.books.clone() }, self.outcome);
        }
        changes
    }

    /// The outcome with an issue a step to either side, where there is one.
    fn neighbours(&self, issue: IssueId) -> impl Iterator<Item = (ValueId, Outcome)> + '_ {
        let space = self.desk.space();
        let here = space.value(self.outcome, issue).0;
        let beside = [here.checked_sub(1), here.checked_add(1).filter(|next| *next < space.issue(issue).len())];
        let outcome = move |value| Some((ValueId(value), space.with_value(self.outcome, issue, ValueId(value))?));
        beside.into_iter().flatten().filter_map(outcome)
    }

    /// The changes as a grid.
    pub(crate) fn sensitivity(&self) -> Grid {
        let signed = |npv: Npv| {
            let text = npv.amount().with_digits(2);
            if npv.amount() > Amount::ZERO { format!("+{text}") } else { text }
        };
        let row =
            |change: Change| vec![change.what, change.expected.amount().with_digits(2), signed(change.difference)];
        Grid {
            title: "If one thing were otherwise".into(),
            head: vec![self.model.money.clone(), "NPV".into(), "change".into()],
            rows: self.changes().into_iter().map(row).collect(),
            notes: vec![],
        }
    }
}

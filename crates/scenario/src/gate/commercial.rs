//! The commercial model: public terms and private books into what can be worked out, and that into points.

mod numbers;

use zopa_commercial::{
    Amount, Books, Clawback, Commitment, Credits, Discount, Downside, Each, Exit, Investment, Line, Milestone, Model,
    Npv, QUARTERS_MAX, RevenueShare, Trigger, table,
};
use zopa_core::{IssueId, Joint, OutcomeSpace, PartyId};

use self::numbers::{Range, amount, lever};
use super::{heading, issues::Book};
use crate::{
    Number, codes,
    file::{
        BooksFile, CommercialFile, EachFile, ExitFile, InvestmentFile, PartyFile, ScenarioFile, ShareFile, SpanFile,
        TriggerFile,
    },
    report::{At, Report},
    suggest,
};

/// The most entries of a list of the model, but for a party's lines.
const ENTRIES_MAX: usize = 20;
/// The most lines of a party's books.
const LINES_MAX: usize = 40;
/// The most choices of values of the issues that decide a net present value: each is worked out when a file is read.
const CHOICES_MAX: usize = 4_096;

/// A file's model being read.
struct Reader<'r, 'b, 'f, 's> {
    file: &'f ScenarioFile,
    book: &'b Book<'f>,
    report: &'r mut Report<'s>,
    quarters: usize,
}

/// The model of a file; `None` where it has none, or where something is wrong with it.
pub(super) fn model(file: &ScenarioFile, book: &Book<'_>, report: &mut Report<'_>) -> Option<Model> {
    let commercial = file.commercial.as_ref()?;
    let at = At::root("commercial");
    heading::text(&commercial.money, &at.field("money"), report);
    heading::text(&commercial.volume, &at.field("volume"), report);
    let quarters = commercial.demand.len();
    if !(1..=QUARTERS_MAX).contains(&quarters) && report.intact(&at.field("demand")) {
        let message = format!("demand for {quarters} quarters; a model looks 1 to {QUARTERS_MAX} ahead");
        report.push(codes::BAD_HORIZON.at(&at.field("demand"), message).with_help("one number a quarter: [4, 6, 8]"));
        return None;
    }
    Reader { file, book, report, quarters }.model(commercial, &at)
}

/// What a party alone knows; `None` where it keeps no books, or where something is wrong with them.
pub(super) fn books(
    file: &ScenarioFile,
    index: usize,
    (model, book): (Option<&Model>, &Book<'_>),
    report: &mut Report<'_>,
) -> Option<Books> {
    let party = file.parties.get(index)?;
    let here = At::root("parties").index(index);
    let Some(own) = &party.books else {
        without_books(party, &here, report);
        return None;
    };
    let at = here.field("books");
    if file.commercial.is_none() {
        let message = format!("`{}` keeps books, and the scenario has no commercial model", party.id);
        report.push(codes::NO_MODEL.at(&at, message).with_help("add `commercial: (…)`, or leave the books out"));
        return None;
    }
    let quarters = file.commercial.as_ref().map_or(0, |commercial| commercial.demand.len());
    let books = Reader { file, book, report, quarters }.books(own, &at)?;
    let decided = books.issues(model?);
    unmodelled(party, &here, (&decided, book), report);
    let lens = book.entries().filter(|(id, ..)| decided.contains(id)).map(|(_, _, issue)| issue.map_or(1, |i| i.len()));
    let choices = lens.fold(1usize, |choices, len| choices.saturating_mul(len as usize));
    if choices > CHOICES_MAX {
        let message =
            format!("the {} issues that decide what `{}` earns have {choices} choices", decided.len(), party.id);
        let help = format!("at most {CHOICES_MAX} are worked out: let fewer issues, or issues of fewer values, decide");
        report.push(codes::MODEL_TOO_LARGE.at(&at, message).with_help(help));
        return None;
    }
    Some(books)
}

/// Notes values that are to follow from the model, of a party without books.
fn without_books(party: &PartyFile, here: &At, report: &mut Report<'_>) {
    for (index, entry) in party.values.iter().enumerate().filter(|(_, entry)| entry.of == ShareFile::Model) {
        let message =
            format!("what `{}` is worth cannot follow from books that `{}` does not keep", entry.issue, party.id);
        let said = codes::NO_MODEL.at(&here.field("values").index(index).field("of"), message);
        report.push(said.with_help("add `books: (…)`, or give the issue shares of its own"));
    }
}

/// Notes values that are to follow from a model that does not speak of their issue.
fn unmodelled(
    party: &PartyFile,
    here: &At,
    (decided, book): (&std::collections::BTreeSet<IssueId>, &Book<'_>),
    report: &mut Report<'_>,
) {
    for (index, entry) in party.values.iter().enumerate().filter(|(_, entry)| entry.of == ShareFile::Model) {
        let id = book.entries().find(|(_, name, _)| name.eq_ignore_ascii_case(&entry.issue)).map(|(id, ..)| id);
        if id.is_some_and(|id| !decided.contains(&id)) {
            let message = format!("`{}` decides no money of `{}`", entry.issue, party.id);
            let said = codes::NOT_IN_MODEL.at(&here.field("values").index(index).field("of"), message);
            report.push(said.with_help("give it shares and a weight, or let a number of the model follow from it"));
        }
    }
}

/// What the books of a party add to its preferences.
pub(super) fn joint(
    model: &Model,
    (party, books): (PartyId, &Books),
    file: &BooksFile,
    space: &OutcomeSpace,
    report: &mut Report<'_>,
) -> Option<Joint> {
    let at = At::root("parties").index(party.index()).field("books");
    let worths = table(model, (party, books), space);
    let whole = (worths.iter().min().copied()?, worths.iter().max().copied()?);
    let span = match &file.span {
        SpanFile::Whole => whole,
        SpanFile::Between { worst, best } => (Npv::of(Amount::of(worst.0)?), Npv::of(Amount::of(best.0)?)),
    };
    if span.0 >= span.1 {
        let place = if file.span == SpanFile::Whole { at.clone() } else { at.field("span") };
        let said = codes::FLAT_MODEL.at(&place, "the worst net present value is not below the best");
        report.push(said.with_help("let some issue decide some money, and `worst` be below `best`"));
        return None;
    }
    if whole.0 < span.0 || whole.1 > span.1 {
        let [low, high] = [whole.0, whole.1].map(|npv| npv.amount().with_digits(3));
        let said =
            codes::OUTSIDE_SPAN.at(&at.field("span"), format!("packages are worth {low} to {high}, which is more"));
        report.push(
            said.with_help("they are worth less than nothing or more than all; widen the span if that is not meant"),
        );
    }
    let weight = Amount::of(file.weight.0)?;
    let table: Option<Vec<_>> = worths.into_iter().map(|npv| npv.utility(span, weight)).collect();
    if table.is_none() {
        report.push(codes::TOO_PRECISE.at(&at, "the net present values are too large for exact arithmetic"));
    }
    Some(Joint { issues: books.issues(model).into_iter().collect(), table: table? })
}

impl Reader<'_, '_, '_, '_> {
    fn amount(&mut self, number: Number, range: Range, at: &At) -> Option<Amount> {
        amount(number, range, at, self.report)
    }

    fn lever(&mut self, file: &crate::file::LeverFile, range: Range, at: &At) -> Option<zopa_commercial::Lever> {
        lever(file, range, at, self.book, self.report)
    }

    /// A list of the model: every entry is checked, and all of them must be sound.
    fn list<T, U>(&mut self, files: &[T], at: &At, each: impl Fn(&mut Self, &T, &At) -> Option<U>) -> Option<Vec<U>> {
        heading::list_length(files.len(), ENTRIES_MAX, at, self.report);
        let entries = files.iter().take(ENTRIES_MAX).enumerate();
        let all: Vec<Option<U>> = entries.map(|(index, file)| each(self, file, &at.index(index))).collect();
        all.into_iter().collect()
    }

    /// A quarter, from `first` on.
    fn quarter(&mut self, quarter: u32, first: u32, at: &At) -> Option<usize> {
        if !self.report.sound(at.as_str()) {
            return None;
        }
        let quarters = self.quarters;
        let found = usize::try_from(quarter).ok().filter(|found| quarter >= first && *found <= quarters);
        if found.is_none() {
            let message = format!("there is no quarter {quarter} here: the model has {first} to {quarters}");
            let said = codes::BAD_QUARTER.at(at, message);
            self.report.push(said.with_help("quarters count from 1, and as many as `demand` has numbers"));
        }
        found
    }

    /// A party with a short name.
    fn party(&mut self, name: &str, at: &At) -> Option<PartyId> {
        let parties = &self.file.parties;
        let found = parties.iter().take(8).position(|party| party.id.eq_ignore_ascii_case(name));
        let all_read =
            (0..parties.len()).all(|at| self.report.sound(At::root("parties").index(at).field("id").as_str()));
        if found.is_none() && all_read {
            let said = codes::UNKNOWN_PARTY.at(at, format!("there is no party `{name}`"));
            let ids = parties.iter().map(|party| party.id.as_str());
            self.report.push(said.with_help(suggest::remedy(name, ids)));
        }
        found.map(|at| PartyId(at as u8))
    }

    /// One of the two between whom money goes.
    fn side(&mut self, name: &str, at: &At) -> Option<PartyId> {
        let party = self.party(name, at)?;
        let commercial = self.file.commercial.as_ref()?;
        if ![&commercial.payer, &commercial.payee].iter().any(|side| side.eq_ignore_ascii_case(name)) {
            let message = format!("`{name}` is neither the payer nor the payee");
            let help = format!("money goes between `{}` and `{}`", commercial.payer, commercial.payee);
            self.report.push(codes::UNKNOWN_PARTY.at(at, message).with_help(help));
            return None;
        }
        Some(party)
    }

    fn model(mut self, file: &CommercialFile, at: &At) -> Option<Model> {
        let payer = self.party(&file.payer, &at.field("payer"));
        let payee = self.party(&file.payee, &at.field("payee"));
        if payer.is_some() && payer == payee {
            let said = codes::SAME_PARTY.at(&at.field("payee"), format!("`{}` cannot pay itself", file.payee));
            self.report.push(said.with_help("name the party that sells"));
        }
        let demand: Vec<_> = file
            .demand
            .iter()
            .enumerate()
            .map(|(index, volume)| self.amount(*volume, Range::Positive, &at.field("demand").index(index)))
            .collect();
        let taken = self.lever(&file.taken, Range::Share, &at.field("taken"));
        let downside = self.downside(file, &at.field("downside"));
        let price = self.lever(&file.price, Range::Positive, &at.field("price"));
        let discounts = self.discounts(file, &at.field("discounts"));
        let credits = file.credits.as_ref().map(|credits| {
            let at = at.field("credits");
            let base = self.lever(&credits.base, Range::Share, &at.field("base"));
            let downside = self.lever(&credits.downside, Range::Share, &at.field("downside"));
            Some(Credits { base: base?, downside: downside? })
        });
        let commitment = file.commitment.as_ref().map(|_| self.commitment(file, &at.field("commitment")));
        let shares = self.list(&file.shares, &at.field("shares"), |reader, share, at| {
            heading::text(&share.title, &at.field("title"), reader.report);
            let by = reader.side(&share.by, &at.field("by"));
            let part = reader.lever(&share.share, Range::Share, &at.field("share"));
            let per_unit = reader.amount(share.per_unit, Range::Positive, &at.field("per_unit"))?;
            Some(RevenueShare { title: share.title.clone(), by: by?, share: part?, per_unit })
        });
        let investments = self.list(&file.investments, &at.field("investments"), Self::investment);
        let exits = self.list(&file.exits, &at.field("exits"), Self::exit);
        Some(Model {
            money: file.money.clone(),
            volume: file.volume.clone(),
            payer: payer?,
            payee: payee?,
            demand: demand.into_iter().collect::<Option<_>>()?,
            taken: taken?,
            downside: downside?,
            price: price?,
            discounts: discounts?,
            credits: credits.map_or(Some(None), |found| found.map(Some))?,
            commitment: commitment.map_or(Some(None), |found| found.map(Some))?,
            shares: shares?,
            investments: investments?,
            exits: exits?,
        })
    }

    fn downside(&mut self, file: &CommercialFile, at: &At) -> Option<Downside> {
        heading::text(&file.downside.title, &at.field("title"), self.report);
        let from = self.quarter(file.downside.from, 1, &at.field("from"));
        let share = self.amount(file.downside.share, Range::Share, &at.field("share"));
        let events = self.list(&file.downside.events, &at.field("events"), |reader, (name, quarter), at| {
            heading::text(name, &at.index(0), reader.report);
            Some((name.clone(), reader.quarter(*quarter, 1, &at.index(1))?))
        });
        Some(Downside { title: file.downside.title.clone(), from: from?, share: share?, events: events? })
    }

    fn discounts(&mut self, file: &CommercialFile, at: &At) -> Option<Vec<Discount>> {
        let discounts = self.list(&file.discounts, at, |reader, discount, at| {
            let above = reader.amount(discount.above, Range::Positive, &at.field("above"));
            let off = reader.lever(&discount.off, Range::Share, &at.field("off"));
            Some(Discount { above: above?, off: off? })
        })?;
        if let Some(turn) = discounts.windows(2).position(|pair| pair[0].above >= pair[1].above) {
            let place = at.index(turn + 1).field("above");
            let said = codes::STEPS_NOT_RISING.at(&place, "the volumes of discounts must rise strictly");
            self.report.push(said.with_help("sort them, each volume once"));
            return None;
        }
        Some(discounts)
    }

    fn commitment(&mut self, file: &CommercialFile, at: &At) -> Option<Commitment> {
        let commitment = file.commitment.as_ref()?;
        let total = self.lever(&commitment.total, Range::Positive, &at.field("total"));
        let every = self.quarter(commitment.every, 1, &at.field("every"));
        let true_up = self.lever(&commitment.true_up, Range::Share, &at.field("true_up"));
        let rollover = self.lever(&commitment.rollover, Range::Share, &at.field("rollover"));
        Some(Commitment { total: total?, every: every?, true_up: true_up?, rollover: rollover? })
    }

    fn investment(&mut self, file: &InvestmentFile, at: &At) -> Option<Investment> {
        heading::text(&file.title, &at.field("title"), self.report);
        let by = self.side(&file.by, &at.field("by"));
        let amount = self.lever(&file.amount, Range::Positive, &at.field("amount"));
        let milestones = self.list(&file.milestones, &at.field("milestones"), |reader, milestone, at| {
            let quarter = reader.quarter(milestone.quarter, 0, &at.field("quarter"));
            let share = reader.amount(milestone.share, Range::Share, &at.field("share"));
            let volume = reader.amount(milestone.volume, Range::Positive, &at.field("volume"));
            Some(Milestone { quarter: quarter?, share: share?, volume: volume? })
        });
        if let Some(milestones) = &milestones {
            let sum: Amount = milestones.iter().map(|milestone| milestone.share).sum();
            if sum != Amount::ONE {
                let message = format!("the shares of these milestones sum to {sum}, not 1");
                let said = codes::MILESTONE_SUM.at(&at.field("milestones"), message);
                self.report.push(said.with_help("every part of the investment is paid at some milestone"));
            }
        }
        let clawback = file.clawback.as_ref().map(|clawback| {
            let at = at.field("clawback");
            let quarter = self.quarter(clawback.quarter, 1, &at.field("quarter"));
            let volume = self.amount(clawback.volume, Range::Positive, &at.field("volume"));
            let share = self.lever(&clawback.share, Range::Share, &at.field("share"));
            Some(Clawback { quarter: quarter?, volume: volume?, share: share? })
        });
        let clawback = clawback.map_or(Some(None), |found| found.map(Some));
        Some(Investment {
            title: file.title.clone(),
            by: by?,
            amount: amount?,
            milestones: milestones?,
            clawback: clawback?,
        })
    }

    fn exit(&mut self, file: &ExitFile, at: &At) -> Option<Exit> {
        heading::text(&file.title, &at.field("title"), self.report);
        let of = self.side(&file.of, &at.field("of"));
        let given = self.lever(&file.given, Range::Positive, &at.field("given"));
        let fee = self.lever(&file.fee, Range::Positive, &at.field("fee"));
        let place = at.field("when");
        let when = match &file.when {
            TriggerFile::MissedMinimum => Some(Trigger::MissedMinimum),
            TriggerFile::VolumeBelow { volume, quarters } => {
                let volume = self.amount(*volume, Range::Positive, &place.field("volume"));
                let quarters = self.quarter(*quarters, 1, &place.field("quarters"));
                volume.zip(quarters).map(|(volume, quarters)| Trigger::VolumeBelow(volume, quarters))
            }
            TriggerFile::CreditsAbove(share) => self.amount(*share, Range::Share, &place).map(Trigger::CreditsAbove),
            TriggerFile::Event(name) => self.event(name, &place).map(Trigger::Event),
        };
        Some(Exit { title: file.title.clone(), of: of?, when: when?, given: given?, fee: fee? })
    }

    fn event(&mut self, name: &str, at: &At) -> Option<usize> {
        let events = &self.file.commercial.as_ref()?.downside.events;
        let found = events.iter().take(ENTRIES_MAX).position(|(event, _)| event == name);
        if found.is_none() && self.report.intact(&At::root("commercial").field("downside").field("events")) {
            let said = codes::UNKNOWN_EVENT.at(at, format!("the downside has no event `{name}`"));
            let names = events.iter().map(|(name, _)| name.as_str());
            self.report.push(said.with_help(suggest::remedy(name, names)));
        }
        found
    }

    fn books(mut self, file: &BooksFile, at: &At) -> Option<Books> {
        let hundred = Amount::of(zopa_core::Decimal::from(100));
        let weight = self.amount(file.weight, Range::Positive, &at.field("weight"));
        if weight.is_some_and(|weight| weight == Amount::ZERO || Some(weight) > hundred) {
            let said = codes::MODEL_RANGE
                .at(&at.field("weight"), format!("money weighs above 0 and at most 100 points, not {}", file.weight));
            self.report.push(said.with_help("leave the books out if money does not matter"));
        }
        let rate = self.amount(file.rate, Range::Share, &at.field("rate"));
        let downside = self.amount(file.downside, Range::Share, &at.field("downside"));
        heading::list_length(file.lines.len(), LINES_MAX, &at.field("lines"), self.report);
        let mut lines = Vec::new();
        for (index, line) in file.lines.iter().take(LINES_MAX).enumerate() {
            let at = at.field("lines").index(index);
            heading::text(&line.title, &at.field("title"), self.report);
            let each = match line.each {
                EachFile::Unit => Some(Each::Unit),
                EachFile::UnitAbove(above) => {
                    self.amount(above, Range::Positive, &at.field("each")).map(Each::UnitAbove)
                }
                EachFile::Quarter => Some(Each::Quarter),
                EachFile::Once(quarter) => self.quarter(quarter, 0, &at.field("each")).map(Each::Once),
            };
            let amount = self.lever(&line.amount, Range::Any, &at.field("amount"));
            lines.push(each.zip(amount).map(|(each, amount)| Line { title: line.title.clone(), each, amount }));
        }
        if let SpanFile::Between { worst, best } = file.span {
            self.amount(worst, Range::Any, &at.field("span").field("worst"));
            self.amount(best, Range::Any, &at.field("span").field("best"));
        }
        let alternative = file.alternative.map(|npv| self.amount(npv, Range::Any, &at.field("alternative")));
        let alternative = alternative.map_or(Some(None), |found| found.map(Some));
        let lines = lines.into_iter().collect::<Option<_>>();
        Some(Books { rate: rate?, downside: downside?, lines: lines?, alternative: alternative? })
    }
}

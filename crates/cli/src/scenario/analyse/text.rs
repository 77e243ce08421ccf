//! The analysis for reading: each number with its definition.

use zopa_analysis::{IssueKind, IssueProfile, Landscape, Solutions, TRADE_FACTOR, Unavailable};
use zopa_core::{Outcome, Points};
use zopa_scenario::Party;

use super::Subject;
use crate::{
    Colour, Console, package,
    scenario::{
        count,
        show::{Page, combination, of_100, padded, widest},
        thousands,
    },
};

/// The most frontier points that are listed.
const LISTED_MAX: usize = 40;
/// Rows of the plot, with its legend.
const PLOT_ROWS: usize = 24;

type Answer = Result<(), Unavailable>;

/// The page; `Ok(Some(Err))` when a part of it cannot be computed.
pub(super) fn page(subject: &Subject<'_>, width: usize) -> std::io::Result<Option<Result<String, Unavailable>>> {
    let (mut out, mut nowhere) = (Vec::new(), std::io::sink());
    let mut console = Console { out: &mut out, err: &mut nowhere, width, colour: Colour::Plain };
    let mut report = Report { subject, page: Page { console: &mut console, is_first: true }, failed: None };
    let answer = report.write();
    if let Some(error) = report.failed {
        return Err(error);
    }
    Ok(Some(answer.map(|()| String::from_utf8_lossy(&out).into_owned())))
}

/// A report on its way.
struct Report<'r, 'p, 'c> {
    subject: &'r Subject<'r>,
    page: Page<'p, 'c>,
    /// The first failure to write.
    failed: Option<std::io::Error>,
}

impl<'r> Report<'r, '_, '_> {
    fn parties(&self) -> &'r [Party] {
        self.subject.scenario.parties()
    }

    fn landscape(&self) -> &'r Landscape {
        self.subject.landscape
    }

    fn heading(&mut self, text: &str) {
        let written = self.page.heading(text);
        self.note(written);
    }

    fn entry(&mut self, indent: usize, label: &str, text: &str) {
        let written = self.page.entry(indent, label, text);
        self.note(written);
    }

    fn line(&mut self, text: &str) {
        let written = self.page.console.line(text.trim_end());
        self.note(written);
    }

    fn note(&mut self, written: std::io::Result<()>) {
        if let Err(error) = written {
            self.failed.get_or_insert(error);
        }
    }

    fn write(&mut self) -> Answer {
        self.heading(self.subject.scenario.title());
        self.entry(2, "", "What it offers, for those who write, teach or study it: every side's private values.");
        self.outcomes();
        self.levels()?;
        self.solutions()?;
        self.difficulty()?;
        self.issues();
        self.interactions()?;
        self.frontier()?;
        if let Some(plot) = &self.subject.plot {
            self.heading("The outcome space");
            for line in plot.terminal(self.page.console.width.min(80), PLOT_ROWS) {
                self.line(&line);
            }
        }
        Ok(())
    }

    fn outcomes(&mut self) {
        self.heading("Outcomes");
        let all = self.subject.scenario.space().size();
        self.entry(2, "", &format!("{} in all.", count(all, "outcome", "outcomes")));
        match self.landscape().zopa() {
            Some(zopa) => {
                let bars = "no exclusion and nobody's red line bars them";
                self.entry(2, "", &format!("{} permitted: {bars}.", thousands(zopa.permitted)));
                let share =
                    self.landscape().zopa_share().map_or(String::new(), |share| format!(" ({:.1} %)", share * 100.0));
                let inside = thousands(zopa.inside);
                self.entry(
                    2,
                    "",
                    &format!("{inside} of those in the ZOPA{share}: worth no less than the BATNA to everybody."),
                );
            }
            None => self.entry(2, "", "Too many to count the ZOPA."),
        }
    }

    /// Each party's range and levels.
    fn levels(&mut self) -> Answer {
        self.heading("Points, of 100");
        let parties = self.parties();
        let width = widest(parties.iter().map(|party| party.id.as_str())).max(5);
        self.line(&format!(
            "  {}{:>7}{:>7}{:>8}{:>8}{:>14}",
            padded("", width),
            "least",
            "most",
            "BATNA",
            "target",
            "most in ZOPA"
        ));
        let frontier = self.landscape().frontier()?;
        for ((at, party), (low, high)) in parties.iter().enumerate().zip(self.landscape().ranges()?) {
            let own = &party.preferences;
            let level =
                |points: Option<Points>| points.map_or("-".to_owned(), |points| format!("{:.1}", of_100(own, points)));
            let most = frontier.rational().filter_map(|point| point.points.get(at).copied()).max();
            let target = own.aspiration().map(|aspiration| own.to_points(aspiration.get()));
            self.line(&format!(
                "  {}{:>7}{:>7}{:>8}{:>8}{:>14}",
                padded(&party.id, width),
                level(Some(*low)),
                level(Some(*high)),
                level(Some(own.reservation_points())),
                level(target),
                level(most),
            ));
        }
        self.entry(2, "", "Least and most are over the permitted outcomes.");
        Ok(())
    }

    fn solutions(&mut self) -> Answer {
        self.heading("Solutions");
        let Some(solutions) = self.landscape().solutions()? else {
            self.entry(2, "", "None: there is no ZOPA, and no deal is the right result.");
            return Ok(());
        };
        self.entry(
            2,
            "",
            "On the frontier of the ZOPA; u is what a party gets, r its BATNA, U the most it can get there.",
        );
        let Solutions { nash, egalitarian, kalai_smorodinsky, max_welfare } = *solutions;
        let all = [
            ("Nash", "greatest product of gains u - r", nash),
            ("Kalai (egalitarian)", "greatest least gain u - r", egalitarian),
            ("Kalai–Smorodinsky", "greatest least share (u - r) / (U - r)", kalai_smorodinsky),
            ("greatest welfare", "greatest sum of u", max_welfare),
        ];
        for (name, definition, outcome) in all {
            self.entry(2, "- ", &format!("{name}: {} ({definition})", self.worth(outcome)));
            self.entry(4, "", &package::format(self.subject.scenario.space(), outcome));
        }
        Ok(())
    }

    /// `northwind 71.4, cirrus 68.0`
    fn worth(&self, outcome: Outcome) -> String {
        let of = |party: &Party| {
            format!("{} {:.1}", party.id, of_100(&party.preferences, party.preferences.points(outcome)))
        };
        self.parties().iter().map(of).collect::<Vec<_>>().join(", ")
    }

    fn difficulty(&mut self) -> Answer {
        self.heading("How hard it is");
        let number = |x: Option<f64>| x.map_or("-".to_owned(), |x| format!("{x:.3}"));
        let most = (self.parties().len() as f64).sqrt();
        let opposition = number(self.landscape().opposition()?);
        self.entry(
            2,
            "",
            &format!(
                "opposition {opposition}: the least distance from the frontier to everybody's best, each party's points \
                 rescaled to 0-1 over the permitted outcomes. From 0 (one outcome is everybody's best) to {most:.2}."
            ),
        );
        let potential = number(self.landscape().integrative_potential()?);
        let limit = self.parties().len() - 1;
        self.entry(
            2,
            "",
            &format!(
                "integrative potential {potential}: the most that the shares (u - r) / (U - r) add up to in the ZOPA, less \
                 1. From 0 (what one gains another loses) to {limit} (everybody can have everything)."
            ),
        );
        Ok(())
    }

    fn issues(&mut self) {
        self.heading("Issues, interactions aside");
        let space = self.subject.scenario.space();
        let profiles = self.landscape().issues();
        let width = widest(space.issues().iter().map(zopa_core::Issue::name)).max(5);
        let columns: Vec<usize> =
            self.parties().iter().map(|party| widest(std::iter::once(party.id.as_str())).max(6)).collect();
        let is_bilateral = self.parties().len() == 2;
        let cells = |texts: &mut dyn Iterator<Item = String>| -> String {
            texts.zip(&columns).map(|(text, width)| format!("  {text:>width$}")).collect()
        };
        let ids = cells(&mut self.parties().iter().map(|party| party.id.clone()));
        let order = if is_bilateral { "  order  kind" } else { "" };
        self.line(&format!("  {}{ids}{order}", padded("stake", width)));
        for IssueProfile { issue, stakes, agreement, kind, .. } in &profiles {
            let stakes = cells(&mut stakes.iter().map(|stake| format!("{:.1}", stake.get() * 100.0)));
            let order = match agreement {
                Some(tau) => format!("  {tau:>+5.2}"),
                None if is_bilateral => "      -".to_owned(),
                None => String::new(),
            };
            let kind = kind.map_or("", kind_words);
            self.line(&format!("  {}{stakes}{order}  {kind}", padded(space.issue(*issue).name(), width)));
        }
        self.entry(2, "", "The stake is the points between a party's worst and best value.");
        if is_bilateral {
            let factor = TRADE_FACTOR;
            self.entry(
                2,
                "",
                &format!(
                    "Order is Kendall's tau-b of the two orders of values: +1 alike (compatible above 0), -1 opposed. Opposed \
                     issues are integrative when one side's share of all its stakes is {factor} times the other's or more, \
                     else distributive."
                ),
            );
        }
        for profile in &profiles {
            let issue = space.issue(profile.issue);
            for dominated in &profile.dominated {
                let (value, by) = (issue.value_text(dominated.value), issue.value_text(dominated.by));
                let text = format!("{}={value} is worse for somebody and better for nobody than {by}.", issue.name());
                self.entry(2, "- ", &text);
            }
        }
    }

    /// Which interactions hold somewhere on the frontier.
    fn interactions(&mut self) -> Answer {
        if self.parties().iter().all(|party| party.interactions.is_empty()) {
            return Ok(());
        }
        let space = self.subject.scenario.space();
        self.heading("Interactions that bind on the frontier");
        let frontier = self.landscape().frontier()?;
        let width = widest(self.parties().iter().map(|party| party.id.as_str()));
        for party in self.parties() {
            for interaction in &party.interactions {
                let bound = frontier.iter().filter(|point| interaction.when.holds(space, point.outcome)).count();
                let when = combination(space, &interaction.when);
                let text = format!("when {when}: on {bound} of {} frontier points", frontier.len());
                self.entry(2, &format!("{}{:>+5.1}  ", padded(&party.id, width), interaction.worth), &text);
            }
        }
        Ok(())
    }

    fn frontier(&mut self) -> Answer {
        self.heading("Pareto frontier");
        let frontier = self.landscape().frontier()?;
        let rational = frontier.rational().count();
        let points = count(frontier.len() as u64, "point", "points");
        self.entry(
            2,
            "",
            &format!(
                "{points} (different pairs of utilities) over the permitted outcomes, {rational} of them in the ZOPA. \
                 Compared exactly."
            ),
        );
        if rational > LISTED_MAX {
            self.entry(2, "", "Too many to list: `--format json` has them all.");
            return Ok(());
        }
        if rational > 0 {
            self.entry(2, "", "Those in the ZOPA, by what they are worth to each party in order:");
        }
        for point in frontier.rational() {
            let worth =
                point.points.iter().zip(self.parties()).map(|(points, party)| of_100(&party.preferences, *points));
            let worth: String = worth.map(|points| format!("{points:>5.1} ")).collect();
            let more = if point.outcomes > 1 {
                format!(" (and {} as good)", thousands(point.outcomes - 1))
            } else {
                String::new()
            };
            let package = package::format(self.subject.scenario.space(), point.outcome);
            self.entry(2, &format!("{worth} "), &format!("{package}{more}"));
        }
        Ok(())
    }
}

/// The kind of an issue in a word or two.
pub(super) fn kind_words(kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::OneSided => "one-sided",
        IssueKind::Compatible => "compatible",
        IssueKind::Integrative => "integrative",
        IssueKind::Distributive => "distributive",
    }
}

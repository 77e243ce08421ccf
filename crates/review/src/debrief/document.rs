//! A debrief as a document: blocks in order, for a terminal or for Markdown.

use zopa_core::{Ending, Fault, IssueId, Utility};

use super::{Debrief, label_key};
use crate::{
    Study,
    commands::{commands, package},
    metrics::METRICS,
    wording::{Words, number, percent, quotation, share},
};

/// A part of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A heading.
    Title(String),
    /// A paragraph.
    Text(String),
    /// An entry of a list.
    Item(String),
    /// A table, its heading row first.
    Table(Vec<Vec<String>>),
}

/// Blocks in order. No text in it holds a control character; what stands between backticks can be typed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Document(Vec<Block>);

/// A text on one line, without what moves a terminal's cursor or turns the direction of writing.
fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !steers(*c)).collect()
}

impl Document {
    /// The blocks.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.0
    }

    pub(super) fn title(&mut self, text: &str) {
        self.0.push(Block::Title(clean(text)));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.0.push(Block::Text(clean(text)));
    }

    pub(super) fn item(&mut self, text: &str) {
        self.0.push(Block::Item(clean(text)));
    }

    pub(super) fn table(&mut self, rows: Vec<Vec<String>>) {
        if rows.len() > 1 {
            let row = |row: Vec<String>| row.iter().map(|cell| clean(cell)).collect();
            self.0.push(Block::Table(rows.into_iter().map(row).collect()));
        }
    }
}

/// How a session ended, in a sentence of the person's.
pub(crate) fn ended(study: &Study<'_>) -> String {
    let turns = study.session().turn_index();
    let who = |by| if by == study.subject().me() { "you" } else { study.subject().scenario().party(by).name.as_str() };
    match study.session().ending() {
        Some(Ending::Agreement(outcome)) => {
            format!("Agreement in turn {turns}: `{}`.", package(study.mine().space(), outcome))
        }
        Some(Ending::Walkout(by)) => format!("No agreement: {} walked away in turn {turns}.", who(by)),
        Some(Ending::Deadline) => format!("No agreement: the rounds ran out after turn {turns}."),
        Some(Ending::Forfeit { by, fault }) => {
            let why = if fault == Fault::Panic { "failed" } else { "played an illegal turn" };
            format!("No agreement: {} {why} in turn {}.", who(by), turns + 1)
        }
        None => String::new(),
    }
}

/// Points out of 100 of a utility.
pub(super) fn worth(utility: Utility) -> String {
    number(100.0 * utility.get())
}

impl Debrief<'_> {
    /// The debrief for people; with every number where `in_full`.
    #[must_use]
    pub fn document(&self, in_full: bool) -> Document {
        let mut page = Document::default();
        let scenario = self.study.subject().scenario();
        page.title(&format!("Debrief: {}", scenario.title()));
        page.text(&ended(self.study));
        self.result(&mut page);
        self.told(&mut page);
        self.moves(&mut page);
        self.line(&mut page);
        self.partner(&mut page);
        if in_full {
            self.numbers(&mut page);
        }
        self.again(&mut page);
        page
    }

    /// Three axes that are never added up.
    fn result(&self, page: &mut Document) {
        let study = self.study;
        page.title("The result, on three axes");
        let own = study.own();
        let (got, batna) =
            own.map_or((String::new(), String::new()), |own| (worth(own.utility), worth(own.reservation)));
        let target = study.aspiration().map(|aim| format!(", target {}", number(100.0 * aim))).unwrap_or_default();
        let part = |id: &str, what: &str| self.metric(id).map(|value| format!("{what} {}", percent(value)));
        let parts = [
            Some(format!("value: {got} points (BATNA {batna}{target})")),
            part("VC", "claimed"),
            part("JE", "of the joint gain"),
            part("LOT", "free money left for you"),
            part("LOT-THEIRS", "for them"),
        ];
        page.item(&format!("{}.", parts.into_iter().flatten().collect::<Vec<_>>().join(", ")));
        let (start, end) = (study.trajectory().start, study.trajectory().end());
        let read = if study.trajectory().is_read { ", by the persona's reading of your turns" } else { "" };
        let satisfied = part("SVI", "modelled satisfaction of theirs").unwrap_or_default();
        page.item(&format!(
            "relationship: trust {} to {}, greatest heat {}, patience {} to {}{read}; {satisfied}.",
            share(start.trust),
            share(end.trust),
            share(self.metric("H-MAX").unwrap_or_default()),
            share(start.patience),
            share(end.patience),
        ));
        let counted =
            |id: &str, what: &str| self.metric(id).filter(|n| *n > 0.0).map(|n| format!("{what}: {}", number(n)));
        let marks = [
            counted("FALSE", "material false statements"),
            counted("BROKEN", "promises not kept"),
            counted("MAND", "mandate limits exceeded"),
        ];
        let marks: Vec<String> = marks.into_iter().flatten().collect();
        let found = if self.metric("DISCOV") == Some(1.0) { "; a deception was found out" } else { "" };
        match marks.is_empty() {
            true => page.item(&format!("ethics: nothing said was false, no promise or mandate was broken{found}.")),
            false => page.item(&format!("ethics: {}{found}.", marks.join(", "))),
        }
        page.text("The three are not added up: none of them makes good for another.");
        if self.metric("VC").is_some_and(|claimed| claimed > 0.0) && self.metric("ASP").is_some_and(|met| met < 1.0) {
            page.text(&format!(
                "Whoever aims high feels the distance to the target. Beyond your BATNA, {batna}, all of it is gain."
            ));
        }
    }

    /// The points.
    fn told(&self, page: &mut Document) {
        let title = match self.points().len() {
            0 => "Nothing stood out",
            1 => "One point",
            2 => "Two points",
            _ => "Three points",
        };
        page.title(title);
        if self.points().len() == 0 {
            page.text("No lens found anything to keep or to change.");
        }
        for (role, finding) in self.points() {
            let lens = finding.lens;
            page.text(&format!("{}: {} ({}).", role.title(), lens.name, lens.id));
            for (part, text) in Words::of(self.study, finding).parts() {
                page.item(&format!("{part}. {text}"));
            }
        }
        let others: Vec<String> = self
            .others()
            .map(|finding| format!("{} {} (turn {})", finding.lens.id, finding.lens.name, finding.turn() + 1))
            .collect();
        if !others.is_empty() {
            page.text(&format!("Seen besides: {}.", others.join("; ")));
        }
    }

    /// The person's decisions.
    fn moves(&self, page: &mut Document) {
        let Some(review) = self.study.moves() else { return };
        page.title("Your moves");
        if let Some(quality) = review.quality {
            let account = review.account;
            page.text(&format!(
                "Decision quality {} of 100. The position was worth {} points; your decisions lost {}, the partner's \
                 surprises and chance added {}; {} came of it. Points of moves count from your BATNA, and 100 \
                 are the most you could gain.",
                number(quality),
                number(account.start),
                number(account.errors),
                number(account.luck),
                number(account.result)
            ));
        }
        let mut rows = vec![["turn", "played", "", "loss", "best"].map(str::to_owned).to_vec()];
        for decision in &review.decisions {
            let (Some(best), Some(played)) = (decision.candidates.first(), decision.candidates.get(decision.played))
            else {
                continue;
            };
            let better = match decision.played == 0 || played.loss.points < 1.0 {
                true => String::new(),
                false => format!("`{}`", commands(self.study.subject().scenario(), &best.turn)),
            };
            let unsure = if decision.spared { "~" } else { "" };
            rows.push(vec![
                (decision.turn + 1).to_string(),
                format!("`{}`", quotation(self.study, decision.turn)),
                format!("{}{unsure}", label_key(decision.label)),
                format!("{} ±{}", number(played.loss.points), number(played.loss.error)),
                better,
            ]);
        }
        page.table(rows);
        if review.decisions.iter().any(|decision| decision.spared) {
            page.text("~: another name would have fitted as well, within what the runs can tell.");
        }
    }

    /// The expert's line.
    fn line(&self, page: &mut Document) {
        let Some(line) = self.expert() else { return };
        page.title(&format!("The expert's line from turn {}", line.from + 1));
        page.text(&format!(
            "The move is {} points better on average ({} runs, ±{}). With the draws of this session the line ends at {} \
             points where yours ended at {}, counted from the BATNA.",
            number(line.better.points),
            line.rollouts,
            number(line.better.error),
            number(line.result),
            number(line.actual)
        ));
        let scenario = self.study.subject().scenario();
        for (turn, (by, played)) in (line.from + 1..).zip(&line.turns) {
            let who = if *by == self.study.subject().me() { "you" } else { scenario.party(*by).name.as_str() };
            page.item(&format!("{turn}. {who}: `{}`", commands(scenario, played)));
        }
    }

    /// The counterpart's side.
    fn partner(&self, page: &mut Document) {
        let study = self.study;
        let party = study.subject().scenario().party(study.subject().partner());
        let theirs = study.theirs();
        page.title(&format!("Their side: {}", party.name));
        let got = study.agreement().map_or(theirs.reservation(), |outcome| theirs.utility(outcome));
        let target = theirs.aspiration().map(|aim| format!(", target {}", worth(aim))).unwrap_or_default();
        page.text(&format!(
            "They have {} points (BATNA {}{target}). {}",
            worth(got),
            worth(theirs.reservation()),
            party.batna
        ));
        let mut issues: Vec<IssueId> = theirs.space().issue_ids().collect();
        issues.sort_by(|a, b| theirs.stake(*b).cmp(&theirs.stake(*a)).then(a.cmp(b)));
        let mut rows = vec![["issue", "stake", "yours", "best for them", "why"].map(str::to_owned).to_vec()];
        for issue in issues {
            let held = theirs.space().issue(issue);
            rows.push(vec![
                held.name().to_owned(),
                worth(theirs.stake(issue)),
                worth(study.mine().stake(issue)),
                held.value_text(theirs.best_value(issue)),
                party.interests.get(issue.index()).cloned().unwrap_or_default(),
            ]);
        }
        page.table(rows);
        for because in &party.red_lines {
            page.item(&format!("red line: {because}."));
        }
        for limit in &party.mandate {
            page.item(&format!("needs {}: {}.", limit.to, limit.because));
        }
    }

    /// Every metric.
    fn numbers(&self, page: &mut Document) {
        for group in &METRICS {
            page.title(group.title);
            let mut rows = vec![["", "", "", "better"].map(str::to_owned).to_vec()];
            for metric in group.metrics {
                let Some(value) = metric.value(self.study) else { continue };
                let shown = if value < 1e6 { format!("{value:.3}") } else { "very large".to_owned() };
                let row = [metric.id, metric.name, &shown, metric.better.key()];
                rows.push(row.map(str::to_owned).to_vec());
            }
            page.table(rows);
        }
    }

    /// What one can do now: the costliest turn otherwise, the decisions one by one, cards of them, the whole once more.
    fn again(&self, page: &mut Document) {
        let subject = self.study.subject();
        let (scenario, seed) = (subject.scenario(), subject.seed());
        page.title("Try it again");
        if let Some(file) = &self.file {
            if let Some(retry) = self.retry(file) {
                page.item(&format!("the costliest turn otherwise, on the same dice: `{retry}`"));
            }
            if self.study.moves().is_some_and(|review| !review.decisions.is_empty()) {
                page.item(&format!("turn by turn, with hints and answers: `zopa review {file} --interactive`"));
                page.item(&format!("costly moments as cards, again and again: `zopa drill {file}`"));
            }
        }
        let role = &scenario.party(subject.me()).id;
        let level = subject.replay().level().map_or_else(String::new, |level| format!(" --level {level}"));
        let whole = format!("`zopa play {} --as {role} --seed {seed}{level}`", scenario.id());
        page.item(&format!("from the start with the same partner, or with any other seed another one: {whole}"));
    }

    /// The command that plays the costliest turn otherwise: its best move.
    fn retry(&self, file: &str) -> Option<String> {
        let decision = self.study.moves()?.costliest()?;
        let best = decision.candidates.first()?;
        let typed = commands(self.study.subject().scenario(), &best.turn).replace('\'', r"'\''");
        Some(format!("zopa replay branch {file} --at {} --turn '{typed}'", decision.turn + 1))
    }
}

/// A document in Markdown (CommonMark with tables).
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in document.blocks() {
        let runs_on = matches!((before, block), (Some(Block::Item(_)), Block::Item(_)));
        if before.is_some() && !runs_on {
            out.push('\n');
        }
        match block {
            Block::Title(text) => {
                let level = if before.is_none() { "#" } else { "##" };
                out.push_str(&format!("{level} {}\n", escaped(text)));
            }
            Block::Text(text) => out.push_str(&format!("{}\n", escaped(text))),
            Block::Item(text) => out.push_str(&format!("* {}\n", escaped(text))),
            Block::Table(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                    if at == 0 {
                        out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
                    }
                }
            }
        }
        before = Some(block);
    }
    out
}

/// A text that means itself in Markdown: what stands between backticks is code, all else is escaped. A bar is escaped
/// everywhere, as tables want it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '`' => in_code = !in_code,
            '|' => out.push('\\'),
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' if !in_code => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    if in_code {
        out.push('`');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_means_what_the_text_says() {
        let mut page = Document::default();
        page.title("A <b>debrief</b>");
        page.item("type `meso a_1 | b` or *leave*\u{1b}[31m");
        page.item("and again");
        page.table(vec![vec!["a|b".into(), "c".into()], vec!["1".into(), String::new()]]);
        let expected = "\
# A \\<b\\>debrief\\</b\\>

* type `meso a_1 \\| b` or \\*leave\\*\\[31m
* and again

| a\\|b | c |
|---|---|
| 1 |  |
";
        assert_eq!(markdown(&page), expected);
    }
}

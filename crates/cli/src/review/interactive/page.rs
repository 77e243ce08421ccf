//! What an interactive review says: a decision as it stood, what came of a try, the answer and why.

use zopa_core::{Outcome, Session, TableAct, Turn};
use zopa_review::{
    commands,
    debrief::label_key,
    lenses::Alternative,
    moves::{Decision, Label, Tried, Worth},
    wording::{Words, mind, number, quotation},
};

use super::Sitting;
use crate::{
    play::{Ink, Page, position, table},
    words::plain,
};

/// How many of the best moves an answer shows.
const SHOWN: usize = 4;

/// `6.2 points (± 0.7)`.
fn loss(worth: Worth) -> String {
    format!("{} points (± {})", number(worth.points), number(worth.error))
}

/// What a label calls a move, with its article.
fn called(label: Label) -> &'static str {
    match label {
        Label::Find => "a find",
        Label::Only => "the only good move",
        Label::Best => "as good as any",
        Label::Good => "good",
        Label::Inaccuracy => "an inaccuracy",
        Label::Mistake => "a mistake",
        Label::Blunder => "a blunder",
        Label::Miss => "a chance missed",
        Label::Forced => "the only move there was",
        Label::ThinEvidence => "too close to call",
        Label::NoReference => "beyond what the model knows",
    }
}

impl Sitting<'_> {
    /// What is said first.
    pub(super) fn welcome(&self, page: &mut Page) {
        let count = self.review.decisions.len();
        page.title(&format!("{}: your decisions once more", self.subject.scenario().title()));
        let decisions = if count == 1 { "one decision".to_owned() } else { format!("{count} decisions") };
        let start = match self.review.costliest() {
            Some(costliest) => format!("Turn {} cost most, so it comes first.", costliest.turn + 1),
            None => "None of them can be told apart from the best move there.".to_owned(),
        };
        page.say(Ink::Text, &format!("You made {decisions}. {start} The answer stays covered until you have tried."));
        if !self.subject.is_modelled() {
            let text = "The other side was no partner of ours: what it would have answered is the scenario's persona speaking.";
            page.say(Ink::Faint, text);
        }
    }

    /// A decision as it stood.
    pub(super) fn decision_page(&self, page: &mut Page) {
        let Some(decision) = self.decision() else { return };
        let count = self.review.decisions.len();
        page.title(&format!("Turn {}, decision {} of {count}", decision.turn + 1, self.at + 1));
        if let Some(before) = decision.turn.checked_sub(1) {
            self.game.draw_turn(page, before);
            page.gap();
        }
        position::draw(page, &self.game);
        let played = quotation(self.debrief.study(), decision.turn);
        page.gap();
        page.say(Ink::Mine, &format!("You played `{}`: {}.", plain(&played), judged(decision)));
        let ask = match decision.played == 0 || decision.lost() <= self.review.cut_offs.best {
            true => "Is there another as good? `try` one, or go on with `next`.",
            false => {
                "What would you do now? `try` it as you would type it at the table; `hint` helps, `help` lists the rest."
            }
        };
        page.say(Ink::Text, ask);
    }

    /// All decisions.
    pub(super) fn moves_page(&self, page: &mut Page) {
        let head = ["", "turn", "loss", "", "here", "played"].map(str::to_owned).to_vec();
        let row = |(at, decision): (usize, &Decision)| {
            let here = self.lessons.get(at).map_or("", super::Lesson::state);
            let lost = decision.candidates.get(decision.played).map(|played| played.loss);
            vec![
                if at == self.at { ">" } else { "" }.to_owned(),
                (decision.turn + 1).to_string(),
                lost.map(|lost| format!("{} ±{}", number(lost.points), number(lost.error))).unwrap_or_default(),
                format!("{}{}", label_key(decision.label), if decision.spared { "~" } else { "" }),
                here.to_owned(),
                plain(&quotation(self.debrief.study(), decision.turn)),
            ]
        };
        let rows = self.review.decisions.iter().enumerate().map(row);
        table(page, &std::iter::once(head).chain(rows).collect::<Vec<_>>());
    }

    /// What a try loses, once the reply has been seen.
    pub(super) fn verdict(&self, page: &mut Page, tried: &Tried, decision: &Decision) {
        page.gap();
        let text = match tried.label {
            _ if tried.is_best => "As good as any move known here.".to_owned(),
            Label::ThinEvidence => {
                format!("It seems to lose {}: too close to call on so few runs.", loss(tried.loss))
            }
            label => format!("It loses {} of what could be gained: {}.", loss(tried.loss), called(label)),
        };
        page.say(Ink::Mine, &text);
        let next = match tried.is_best {
            true => "`answer` compares it with the others, `line mine` shows how it goes on, `next` leads on.",
            false => "Not there yet: `hint`, another `try`, or `answer`.",
        };
        if decision.played != 0 {
            page.item(&format!("What you played then lost {}.", number(decision.lost())));
        }
        page.say(Ink::Faint, next);
    }

    /// The best moves known, with what was played and tried among them.
    pub(super) fn answer_page(&self, page: &mut Page, decision: &Decision) {
        let scenario = self.subject.scenario();
        page.title(&format!("Turn {}: the best moves known", decision.turn + 1));
        let mut rows = vec![["loses", "", "move"].map(str::to_owned).to_vec()];
        let row = |worth: Worth, whose: &str, turn: &Turn| {
            let lost = format!("{} ±{}", number(worth.points), number(worth.error));
            vec![lost, whose.to_owned(), plain(&commands(scenario, turn))]
        };
        for (at, candidate) in decision.candidates.iter().enumerate() {
            if at < SHOWN || at == decision.played {
                rows.push(row(candidate.loss, if at == decision.played { "played" } else { "" }, &candidate.turn));
            }
        }
        if let Some(attempt) = self.lesson().and_then(|lesson| lesson.best.as_ref()) {
            rows.push(row(attempt.loss, "your best try", &attempt.turn));
        }
        table(page, &rows);
        let runs = format!(
            "Averages of {} runs or fewer, against partners that the public history leaves possible.",
            decision.rollouts
        );
        page.say(Ink::Faint, &runs);
    }

    /// How it would have gone on.
    pub(super) fn line_page(&self, page: &mut Page, decision: &Decision, turns: &[Turn], whose: &str) {
        page.title(&format!("From turn {}, after {whose}", decision.turn + 1));
        let mut session: Session = self.subject.replay().session_after(decision.turn as usize);
        for turn in turns {
            let (at, by) = (session.turn_index() + 1, session.actor(session.turn_index()));
            let who = if by == self.subject.me() { "you" } else { self.desk.face(by).name };
            let ink = if by == self.subject.me() { Ink::Mine } else { Ink::Theirs };
            let text = plain(&commands(self.subject.scenario(), turn));
            page.wrapped(ink, &format!("{at:>2}. {who}: {text}"), "", "    ");
            session = match session.step(turn.clone()) {
                Ok(session) => session,
                Err(_) => return,
            };
        }
        let came_to = |session: &Session| number(self.subject.playtest().points(session, self.subject.me()));
        page.say(
            Ink::Text,
            &format!(
                "It ends at {} points where yours ended at {}, counted from the BATNA. One line on the dice of the \
                 session; `answer` has the averages.",
                came_to(&session),
                came_to(self.subject.session())
            ),
        );
    }

    /// What the played move did, and the principle behind it.
    pub(super) fn why_page(&self, page: &mut Page, decision: &Decision) {
        let study = self.debrief.study();
        let seen = self.lesson().is_some_and(|lesson| lesson.shown);
        page.title(&format!("Turn {}: why", decision.turn + 1));
        if let (Some(best), Some(played)) = (decision.candidates.first(), decision.candidates.get(decision.played)) {
            let (before, after) = (number(best.fair.points), number(played.fair.points));
            page.item(&format!(
                "Before it you could hope for {before} points beyond your BATNA, after it for {after}: {}.",
                judged(decision)
            ));
            if let TableAct::Offer(packages) = &played.turn.act {
                page.item(&format!("What you offered: {}.", self.worth_to_both(packages.first())));
            }
        }
        let trajectory = study.trajectory();
        page.item(&mind(trajectory.before(decision.turn), trajectory.after(decision.turn)));
        let mut found = false;
        for finding in self.debrief.findings().iter().filter(|finding| finding.turns.contains(&decision.turn)) {
            found = true;
            let words = Words::of(study, finding);
            let mark = if finding.is_strength() { "Keep" } else { "Not yet" };
            page.say(Ink::Text, &plain(&format!("{mark}: {} ({}).", finding.lens.name, finding.lens.id)));
            if finding.turn() == decision.turn {
                page.item(&plain(&words.evidence));
            }
            page.item(&plain(&words.principle));
            let gives_away = matches!(finding.alternative, Alternative::Tested { .. } | Alternative::Package(_));
            match gives_away && !seen {
                true => page.item(&format!("As a habit: {}.", finding.lens.remedy)),
                false => page.item(&plain(&words.alternative)),
            }
        }
        if !found {
            page.say(Ink::Text, "No lens has a rule for this turn: what speaks here are the runs alone.");
        }
        if !seen {
            page.say(Ink::Faint, "The move itself: `hint`, `try` or `answer`.");
        }
    }

    /// What an outcome is worth to both, now that the papers are open.
    fn worth_to_both(&self, outcome: Outcome) -> String {
        let [mine, theirs] = [self.subject.mine(), self.subject.theirs()];
        let worth = |of: &zopa_core::Preferences| {
            let points = |utility: zopa_core::Utility| number(100.0 * utility.get());
            (points(of.utility(outcome)), points(of.reservation()))
        };
        let ((own, batna), (their, their_batna)) = (worth(mine), worth(theirs));
        format!("worth {own} to you (BATNA {batna}) and {their} to them (BATNA {their_batna})")
    }

    /// What is said last.
    pub(super) fn farewell(&self, page: &mut Page) {
        let (tries, decisions) = self.lessons.iter().fold((0, 0), |(tries, decisions), lesson| {
            (tries + lesson.tries, decisions + usize::from(lesson.tries > 0))
        });
        let found = self.lessons.iter().filter(|lesson| lesson.is_found()).count();
        page.gap();
        let some = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        page.say(
            Ink::Text,
            &format!(
                "{} at {}; at {found} of them as good as any. The record is as it was.",
                some(tries, "move tried", "moves tried"),
                some(decisions, "decision", "decisions")
            ),
        );
        if let Some((decision, attempt)) = self.last_found() {
            let typed = commands(self.subject.scenario(), &attempt.turn).replace('\'', r"'\''");
            let turn = decision.turn + 1;
            page.row(Ink::Text, "To keep what you found as a variation:");
            page.row(Ink::Text, plain(&format!("  zopa replay branch {} --at {turn} --turn '{typed}'", self.file)));
        }
        page.row(Ink::Text, format!("Once more:    zopa review {} --interactive", self.file));
        page.row(Ink::Text, format!("As cards:     zopa drill {}", self.file));
    }
}

/// What a decision lost and is called.
fn judged(decision: &Decision) -> String {
    let worth = decision.candidates.get(decision.played).map(|played| played.loss);
    match (worth, decision.label) {
        (Some(worth), Label::Inaccuracy | Label::Mistake | Label::Blunder | Label::Miss) => {
            format!("{}, it lost {}", called(decision.label), loss(worth))
        }
        (Some(worth), Label::Good) if worth.points > 1.0 => format!("good, it lost {}", loss(worth)),
        _ => called(decision.label).to_owned(),
    }
}

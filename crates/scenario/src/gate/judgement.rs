//! Judgement: what is probably not meant, though the engine could run it. Everything here is a warning or a note.

use zopa_core::{ENUMERATION_LIMIT, Points};

use crate::{
    Scenario, codes,
    report::{At, Report},
};

/// The most single looks at a combination or a table that judging may take: about a second.
const WORK_MAX: u64 = 1 << 28;

/// Looks a scenario over.
pub(super) fn check(scenario: &Scenario, report: &mut Report<'_>) {
    stakes(scenario, report);
    leaks(scenario, report);
    outcomes(scenario, report);
}

fn stakes(scenario: &Scenario, report: &mut Report<'_>) {
    let space = scenario.space();
    for id in space.issue_ids() {
        let by_issue = scenario.parties().iter().all(|p| p.preferences.stake(id).get() == 0.0);
        let by_interaction = || {
            scenario.parties().iter().any(|p| p.interactions.iter().flat_map(|i| &i.when.all).any(|c| c.issue() == id))
        };
        let by_money = || {
            scenario
                .parties()
                .iter()
                .any(|p| p.preferences.joints().any(|joint| joint.issues().any(|issue| issue == id)))
        };
        if by_issue && !by_interaction() && !by_money() {
            let message = format!("`{}` makes no difference to anybody", space.issue(id).name());
            let said = codes::NO_STAKE.at(&At::root("issues").index(id.index()), message);
            report.push(said.with_help("give it weight for some party, or leave it out"));
        }
    }
}

/// Notes a confidential text that stands word for word in the public brief.
fn leaks(scenario: &Scenario, report: &mut Report<'_>) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let public = words(scenario.brief());
    for (index, party) in scenario.parties().iter().enumerate() {
        let at = At::root("parties").index(index);
        let secrets = [(&party.batna, at.field("batna").field("plan")), (&party.brief, at.field("brief"))];
        for (secret, at) in secrets {
            let secret = words(secret);
            if !secret.is_empty() && public.contains(&secret) {
                let message = format!("the public brief says word for word what only `{}` should know", party.id);
                report.push(codes::LEAK.at(&at, message).with_help("take it out of the public brief"));
            }
        }
    }
}

/// What looking at every outcome showed of one party.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// The most points of a permitted outcome.
    best: Option<Points>,
}

fn outcomes(scenario: &Scenario, report: &mut Report<'_>) {
    let space = scenario.space();
    let terms = |p: &crate::Party| 1 + space.issues().len() + p.interactions.len() + p.red_lines.len();
    let each: usize = space.exclusions().len() + scenario.parties().iter().map(terms).sum::<usize>();
    if space.size() > ENUMERATION_LIMIT || space.size().saturating_mul(each as u64) > WORK_MAX {
        let message = format!("{} outcomes are too many to look at each", space.size());
        let said = codes::NOT_JUDGED.at("issues", message);
        report.push(said.with_help("whether there is a ZOPA and aspirations can be reached is not checked"));
        return;
    }
    let mut seen = vec![Seen::default(); scenario.parties().len()];
    let mut has_zopa = false;
    for outcome in space.outcomes() {
        if space.excluded(outcome).is_some() {
            continue;
        }
        let mut all_accept = true;
        for (party, seen) in scenario.parties().iter().zip(&mut seen) {
            let p = &party.preferences;
            if p.crossed(outcome).is_some() {
                all_accept = false;
                continue;
            }
            let points = p.points(outcome);
            seen.best = seen.best.max(Some(points));
            all_accept &= points >= p.reservation_points();
        }
        has_zopa |= all_accept;
    }
    say(scenario, &seen, has_zopa, report);
}

fn say(scenario: &Scenario, seen: &[Seen], has_zopa: bool, report: &mut Report<'_>) {
    let mut anything_permitted = true;
    for (index, (party, seen)) in scenario.parties().iter().zip(seen).enumerate() {
        let at = At::root("parties").index(index);
        let Some(best) = seen.best else {
            anything_permitted = false;
            let limit = if party.red_lines.is_empty() { At::root("exclusions") } else { at.field("red_lines") };
            let message = format!("there is nothing `{}` may agree to", party.id);
            report.push(codes::NOTHING_PERMITTED.at(&limit, message).with_help("narrow what these limits exclude"));
            continue;
        };
        let best = party.preferences.to_utility(best);
        if party.preferences.aspiration().is_some_and(|aspiration| best < aspiration) {
            let message =
                format!("the best `{}` can get is {:.1} points, below its aspiration", party.id, best.get() * 100.0);
            let said = codes::UNREACHABLE_ASPIRATION.at(&at.field("aspiration").field("worth"), message);
            report.push(said.with_help("aim lower, or let some outcome be worth more"));
        }
    }
    if anything_permitted && !has_zopa {
        let said = codes::NO_ZOPA.at("parties", "no outcome is acceptable to all parties: there is no ZOPA");
        report.push(said.with_help("if walking away is not the lesson, lower a BATNA's worth or loosen a limit"));
    }
}

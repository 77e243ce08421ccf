//! Pairs worth discussing: the same price, and very different deals around it.

use zopa_core::{IssueId, Topic, ValueId};

use crate::{class::Class, row::Row};

/// The least difference in joint efficiency that is worth a discussion.
pub const GAP_MIN: f64 = 0.10;

/// The most pairs named.
pub const PAIRS_MAX: usize = 3;

/// Two submissions that agreed on the same value of the issue people haggle about, and on very different deals around it.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// The row that made less of it.
    pub less: usize,
    /// The row that made more.
    pub more: usize,
    /// The issue they settled alike.
    pub issue: IssueId,
    /// The value.
    pub value: ValueId,
    /// Joint efficiency of either.
    pub joint: (f64, f64),
    /// The issues they settled otherwise.
    pub differ: Vec<IssueId>,
}

/// The issue people haggle about: of those that both sides want opposite things in, among the pricing issues if there are
/// any, the one with the most at stake for both together. Of equals the first.
#[must_use]
pub fn haggled(class: &Class) -> Option<IssueId> {
    let preferences = class.scenario.parties().iter().map(|party| party.preferences.clone()).collect();
    let profiles = zopa_analysis::Landscape::new(preferences)?.issues();
    let space = class.scenario.space();
    let opposed = || profiles.iter().filter(|profile| profile.agreement.is_some_and(|agreement| agreement < 0.0));
    let is_price = |issue: IssueId| space.issue(issue).topic() == Topic::Pricing;
    let prices: Vec<_> = opposed().filter(|profile| is_price(profile.issue)).collect();
    let asked: Vec<_> = if prices.is_empty() { opposed().collect() } else { prices };
    let weight = |profile: &zopa_analysis::IssueProfile| profile.weights.iter().sum::<f64>();
    let most = asked.into_iter().max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.issue.cmp(&a.issue)))?;
    Some(most.issue)
}

/// At most [`PAIRS_MAX`] pairs, no row in two of them, the widest first; of equals the first in order.
#[must_use]
pub fn pairs(rows: &[Row], class: &Class) -> Vec<Pair> {
    let Some(issue) = haggled(class) else { return Vec::new() };
    let space = class.scenario.space();
    let deals: Vec<(usize, ValueId, f64)> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at, row.agreed_on(issue, space)?, row.metric("JE")?)))
        .collect();
    let mut all: Vec<Pair> = Vec::new();
    for (at, a) in deals.iter().enumerate() {
        for b in deals.iter().skip(at + 1).filter(|b| b.1 == a.1 && (b.2 - a.2).abs() >= GAP_MIN) {
            let (less, more) = if a.2 < b.2 { (a, b) } else { (b, a) };
            let settled = |at: usize, k: IssueId| rows.get(at).and_then(|row| row.agreed_on(k, space));
            let differ = space.issue_ids().filter(|k| settled(less.0, *k) != settled(more.0, *k)).collect();
            let joint = (less.2, more.2);
            all.push(Pair { less: less.0, more: more.0, issue, value: a.1, joint, differ });
        }
    }
    let gap = |pair: &Pair| pair.joint.1 - pair.joint.0;
    all.sort_by(|a, b| gap(b).total_cmp(&gap(a)).then((a.less, a.more).cmp(&(b.less, b.more))));
    let mut chosen: Vec<Pair> = Vec::new();
    for pair in all {
        let is_taken = |row: usize| chosen.iter().any(|other| other.less == row || other.more == row);
        if chosen.len() < PAIRS_MAX && !is_taken(pair.less) && !is_taken(pair.more) {
            chosen.push(pair);
        }
    }
    chosen
}

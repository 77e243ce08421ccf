//! The pane of the offers: one's own package issue by issue with what each value is worth, and the live offers beside it.

use ratatui::{
    Frame,
    layout::Rect,
    style::{Modifier, Style},
    text::{Line, Span},
    widgets::Paragraph,
};
use unicode_width::UnicodeWidthStr;
use zopa_core::{IssueId, Outcome, Utility, ValueId};

use super::{clipped, framed, lines, style};
use crate::{
    package,
    play::{
        proposal,
        screen::{Form, Ink, Page, board::bar, padded},
        standing::{self, points},
        tui::{
            scene::Scene,
            state::{Inked, Mode, Pane, State},
        },
    },
};

/// Columns the widest value bar takes, its brackets included.
const BAR_COLUMNS: usize = 8;
/// The most columns a value takes.
const VALUE_COLUMNS: usize = 14;

/// A column of values: what stands over it, and its package.
struct Column {
    heads: [String; 2],
    outcome: Outcome,
    changed: Vec<bool>,
}

fn columns(state: Option<&State>, scene: &Scene<'_>) -> Vec<Column> {
    let live = scene.columns().into_iter().map(|column| {
        let by = if column.by == scene.desk.me() { "you" } else { "them" };
        Column { heads: [column.name, by.to_owned()], outcome: column.outcome, changed: column.changed }
    });
    let beside = state.map(|state| state.beside.as_slice()).unwrap_or_default();
    let beside = (1..).zip(beside).map(|(at, outcome)| Column {
        heads: [format!("({at})"), "beside".into()],
        outcome: *outcome,
        changed: Vec::new(),
    });
    beside.chain(live).collect()
}

/// How wide the values of an issue may get.
fn value_columns(scene: &Scene<'_>) -> usize {
    let space = scene.view.space();
    let texts =
        |id: IssueId| (0..space.issue(id).len()).map(move |value| space.issue(id).value_text(ValueId(value)).width());
    space.issue_ids().flat_map(texts).max().unwrap_or(0).clamp(5, VALUE_COLUMNS)
}

fn name_columns(scene: &Scene<'_>) -> usize {
    scene.view.space().issues().iter().map(|issue| issue.name().width()).max().unwrap_or(0).clamp(5, VALUE_COLUMNS)
}

/// The columns that show everything: names, one's package with bars and points, and room for two offers.
pub(super) fn wanted_width(scene: &Scene<'_>) -> u16 {
    let values = value_columns(scene);
    let live = columns(None, scene).len().max(2);
    (own_width(scene) + live * (values + 2)) as u16
}

/// The columns of the names and of one's own package.
fn own_width(scene: &Scene<'_>) -> usize {
    1 + name_columns(scene) + 1 + value_columns(scene) + 1 + BAR_COLUMNS + 1 + POINTS_COLUMNS
}

/// `12.5`, `100`.
const POINTS_COLUMNS: usize = 4;

/// The rows that show everything.
pub(super) fn wanted_height(state: &State, scene: &Scene<'_>, width: u16) -> u16 {
    let issues = scene.view.space().issues().len();
    (2 + issues + 1 + below(state, scene, usize::from(width)).len()) as u16
}

/// Draws the pane.
pub(super) fn draw(state: &State, scene: &Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let block = framed(state, Pane::Offers, "Offers");
    let inside = block.inner(area);
    let width = usize::from(inside.width);
    let below = below(state, scene, width);
    let all = columns(Some(state), scene);
    let values = value_columns(scene);
    let room = width.saturating_sub(own_width(scene)) / (values + 2);
    let fitting = &all[..all.len().min(room)];
    let issues = scene.view.space().issues().len();
    // The issue at the cursor stays in sight where not all of them fit.
    let rows = usize::from(inside.height).saturating_sub(3 + below.len()).clamp(1, issues.max(1));
    let first = (state.issue + 1).saturating_sub(rows);
    let mut text: Vec<Line<'_>> = (0..2).map(|row| head(state, scene, row, (fitting, all.len()))).collect();
    let ids = scene.view.space().issue_ids().skip(first).take(rows);
    text.extend(ids.map(|id| issue_line(state, scene, id, fitting)));
    text.push(worth_line(state, scene, fitting));
    text.extend(lines(state, &below));
    frame.render_widget(Paragraph::new(text).block(block), area);
}

fn head(state: &State, scene: &Scene<'_>, row: usize, (fitting, all): (&[Column], usize)) -> Line<'static> {
    let values = value_columns(scene);
    let own = if row == 0 { "your package" } else { "" };
    let own = format!("{}{own}", " ".repeat(1 + name_columns(scene) + 1));
    let cells: String = fitting.iter().map(|column| format!("  {}", padded(&column.heads[row], values))).collect();
    let more = match all - fitting.len() {
        hidden if hidden > 0 && row == 1 => format!("  {hidden} more: o"),
        _ => String::new(),
    };
    let own = if more.is_empty() { own } else { format!("{own}{more}") };
    Line::styled(format!("{}{cells}", padded(&own, own_width(scene))), style(state, Ink::Faint))
}

fn issue_line(state: &State, scene: &Scene<'_>, id: IssueId, columns: &[Column]) -> Line<'static> {
    let space = scene.view.space();
    let issue = space.issue(id);
    let (names, values) = (name_columns(scene), value_columns(scene));
    let is_here = id.index() == state.issue;
    let mark = if is_here { ">" } else { " " };
    let cell = |text: &str| padded(&clipped(text, values), values);
    let own = cell(&issue.value_text(space.value(state.package, id)));
    let (share, worth) = share(scene, id, space.value(state.package, id));
    let is_active = is_here && state.pane == Pane::Offers && matches!(state.mode, Mode::Looking);
    let chosen = if is_active { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
    let mut spans = vec![
        Span::raw(format!("{mark}{} ", padded(&clipped(issue.name(), names), names))),
        Span::styled(own, chosen),
        Span::raw(format!(" {} {worth:>POINTS_COLUMNS$}", gauge(share))),
    ];
    for column in columns {
        let changed = if column.changed.get(id.index()) == Some(&true) { "*" } else { "" };
        let text = format!("{}{changed}", clipped(&issue.value_text(space.value(column.outcome, id)), values));
        let differs = space.value(column.outcome, id) != space.value(state.package, id);
        let weight = if differs { Style::new() } else { style(state, Ink::Faint) };
        spans.push(Span::styled(format!("  {}", padded(&text, values)), weight));
    }
    Line::from(spans)
}

/// How good a value is on its issue, from the worst at 0 to the best at 1, and what it adds in points.
fn share(scene: &Scene<'_>, id: IssueId, value: ValueId) -> (f64, String) {
    let preferences = scene.view.preferences();
    let worth = |value: ValueId| preferences.to_utility(preferences.issue_points(id, value));
    let best = worth(preferences.best_value(id)).get();
    let stake = preferences.stake(id).get();
    let share = if stake > 0.0 { 1.0 - (best - worth(value).get()) / stake } else { 1.0 };
    (share, points(worth(value)))
}

/// `[####--]`
fn gauge(share: f64) -> String {
    let room = BAR_COLUMNS - 2;
    let filled = ((share.clamp(0.0, 1.0) * room as f64).round() as usize).min(room);
    format!("[{}{}]", "#".repeat(filled), "-".repeat(room - filled))
}

fn worth_line(state: &State, scene: &Scene<'_>, columns: &[Column]) -> Line<'static> {
    let values = value_columns(scene);
    let worth = |outcome: Outcome| points(scene.view.utility(outcome));
    let own = format!(" {} {}", padded("worth", name_columns(scene)), worth(state.package));
    let cells: String = columns.iter().map(|column| format!("  {}", padded(&worth(column.outcome), values))).collect();
    Line::styled(format!("{}{cells}", padded(&own, own_width(scene))), style(state, Ink::Title))
}

/// What stands below the values: the bar of one's package, what its marks mean, what to think of, and the clock.
fn below(state: &State, scene: &Scene<'_>, width: usize) -> Vec<Inked> {
    let (view, package) = (&scene.view, state.package);
    let mut page = Page::new(width, Form::Tables);
    page.row(Ink::Text, bar(view, package, width.saturating_sub(2).max(10)));
    let level = |utility: Utility| points(utility);
    let target = view.preferences().aspiration().map(|target| format!(" | T target {}", level(target)));
    let legend = format!(
        "value {} | B BATNA {}{}",
        level(view.utility(package)),
        level(view.preferences().reservation()),
        target.unwrap_or_default()
    );
    page.row(Ink::Faint, clipped(&legend, width));
    // Reading back what was written gives the same package, so there is always something to judge.
    if let Ok(typed) = package::parse(view.space(), &package::format(view.space(), package)) {
        let notes = proposal::value(scene.desk, view, &typed).unwrap_or_default();
        notes.iter().skip(1).for_each(|note| page.wrapped(Ink::Warning, note, "! ", "  "));
    }
    page.say(Ink::Text, &clock(scene));
    page.lines()
}

/// `[####------] 7 turns left. Dana Whitfield sounds warm.`
fn clock(scene: &Scene<'_>) -> String {
    let session = scene.view.session();
    let (left, rounds) = (standing::turns_left(&scene.view), session.rules().rounds().max(1));
    let spent = f64::from(rounds - left.min(rounds)) / f64::from(rounds);
    let left = match left {
        0 => "no turns left".to_owned(),
        1 => "your last turn".to_owned(),
        turns => format!("{turns} turns left"),
    };
    let moods = scene
        .desk
        .others()
        .map(|party| format!(" {} sounds {}.", scene.desk.face(party).persona.person, standing::mood(session, party)));
    format!("Clock {} {left}.{}", gauge(spent), moods.collect::<String>())
}

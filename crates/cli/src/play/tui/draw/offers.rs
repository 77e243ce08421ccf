//! The pane of the offers: one's own package issue by issue with what each value is worth, and the live offers beside it.

use ratatui::{
    Frame,
    layout::Rect,
    style::{Modifier, Style},
    text::{Line, Span},
    widgets::Paragraph,
};
use unicode_width::UnicodeWidthStr;
use zopa_core::{IssueId, Outcome, ValueId};

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

/// Columns a value bar takes, its brackets included: in a narrow window, and in one of [`WIDE`] columns or more.
const BAR_COLUMNS: [usize; 2] = [6, 12];
/// From how many columns on a window is wide.
const WIDE: u16 = 100;
/// The most columns a name or a value takes.
const CELL_COLUMNS: usize = 14;
/// The clock's bar.
const CLOCK_COLUMNS: usize = 8;

/// A package beside one's own: what stands over it, its values, and what it is worth.
struct Column {
    heads: [String; 2],
    outcome: Outcome,
    cells: Vec<String>,
    worth: String,
    width: usize,
}

impl Column {
    fn new(scene: &Scene<'_>, heads: [String; 2], outcome: Outcome, changed: &[bool]) -> Self {
        let space = scene.view.space();
        let cell = |id: IssueId| {
            let mark = if changed.get(id.index()) == Some(&true) { "*" } else { "" };
            format!("{}{mark}", clipped(&space.issue(id).value_text(space.value(outcome, id)), CELL_COLUMNS))
        };
        let cells: Vec<String> = space.issue_ids().map(cell).collect();
        let worth = points(scene.view.utility(outcome));
        let width = cells.iter().chain(&heads).chain([&worth]).map(|cell| cell.width()).max().unwrap_or(0);
        Self { heads, outcome, cells, worth, width }
    }
}

/// What stands in the pane, and how wide its columns are.
pub(super) struct Grid {
    names: usize,
    values: usize,
    points: usize,
    bar: usize,
    columns: Vec<Column>,
}

impl Grid {
    /// The pane's contents for a state and a scene.
    pub(super) fn of(state: &State, scene: &Scene<'_>) -> Self {
        let space = scene.view.space();
        let values = || {
            let of = |id: IssueId| (0..space.issue(id).len()).map(move |value| (id, ValueId(value)));
            space.issue_ids().flat_map(of)
        };
        let value = |(id, value): (IssueId, ValueId)| space.issue(id).value_text(value).width();
        let worth = |(id, value)| share(scene, id, value).1.width();
        let beside = (1..)
            .zip(&state.beside)
            .map(|(at, outcome)| Column::new(scene, [format!("({at})"), "beside".into()], *outcome, &[]));
        let live = scene.columns().into_iter().map(|column| {
            let by = if column.by == scene.desk.me() { "you" } else { "them" };
            Column::new(scene, [column.name, by.to_owned()], column.outcome, &column.changed)
        });
        Self {
            names: space.issues().iter().map(|issue| issue.name().width()).max().unwrap_or(0).clamp(5, CELL_COLUMNS),
            values: values().map(value).max().unwrap_or(0).clamp(5, CELL_COLUMNS),
            points: values().map(worth).max().unwrap_or(0),
            bar: BAR_COLUMNS[usize::from(state.size.0 >= WIDE)],
            columns: beside.chain(live).collect(),
        }
    }

    /// The columns of the names and of one's own package.
    fn own(&self) -> usize {
        1 + self.names + 1 + self.values + 1 + self.bar + 1 + self.points
    }

    /// The columns that show everything.
    pub(super) fn wanted_width(&self) -> u16 {
        (self.own() + self.columns.iter().map(|column| column.width + 2).sum::<usize>()) as u16
    }

    /// The packages that fit beside one's own.
    fn fitting(&self, width: usize) -> &[Column] {
        let mut used = self.own();
        let fits = self.columns.iter().take_while(|column| {
            used += column.width + 2;
            used <= width
        });
        &self.columns[..fits.count()]
    }
}

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
    let grid = Grid::of(state, scene);
    let fitting = grid.fitting(width);
    let issues = scene.view.space().issues().len();
    // The issue at the cursor stays in sight where not all of them fit.
    let rows = usize::from(inside.height).saturating_sub(3 + below.len()).clamp(1, issues.max(1));
    let first = (state.issue + 1).saturating_sub(rows);
    let mut text: Vec<Line<'_>> = (0..2).map(|row| head(state, row, &grid, fitting)).collect();
    let ids = scene.view.space().issue_ids().skip(first).take(rows);
    text.extend(ids.map(|id| issue_line(state, scene, id, (&grid, fitting))));
    let own = format!(" {} {}", padded("worth", grid.names), points(scene.view.utility(state.package)));
    let worths: String = fitting.iter().map(|column| format!("  {}", padded(&column.worth, column.width))).collect();
    text.push(Line::styled(format!("{}{worths}", padded(&own, grid.own())), style(state, Ink::Title)));
    text.extend(lines(state, &below));
    frame.render_widget(Paragraph::new(text).block(block), area);
}

fn head(state: &State, row: usize, grid: &Grid, fitting: &[Column]) -> Line<'static> {
    let hidden = grid.columns.len() - fitting.len();
    let own = match (row, hidden) {
        (0, _) => "your package".to_owned(),
        (_, 0) => String::new(),
        (_, hidden) => format!("o shows {hidden} more"),
    };
    let own = format!("{}{own}", " ".repeat(1 + grid.names + 1));
    let cells: String =
        fitting.iter().map(|column| format!("  {}", padded(&column.heads[row], column.width))).collect();
    Line::styled(format!("{}{cells}", padded(&own, grid.own())), style(state, Ink::Faint))
}

fn issue_line(state: &State, scene: &Scene<'_>, id: IssueId, (grid, fitting): (&Grid, &[Column])) -> Line<'static> {
    let space = scene.view.space();
    let issue = space.issue(id);
    let value = space.value(state.package, id);
    let is_here = id.index() == state.issue;
    let mark = if is_here { ">" } else { " " };
    let is_active = is_here && state.pane == Pane::Offers && matches!(state.mode, Mode::Looking);
    let chosen = if is_active { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
    let (share, worth) = share(scene, id, value);
    let mut spans = vec![
        Span::raw(format!("{mark}{} ", padded(&clipped(issue.name(), grid.names), grid.names))),
        Span::styled(padded(&clipped(&issue.value_text(value), grid.values), grid.values), chosen),
        Span::raw(format!(" {} {worth:>width$}", gauge(share, grid.bar), width = grid.points)),
    ];
    for column in fitting {
        let differs = space.value(column.outcome, id) != value;
        let weight = if differs { Style::new() } else { style(state, Ink::Faint) };
        let cell = column.cells.get(id.index()).map_or("", String::as_str);
        spans.push(Span::styled(format!("  {}", padded(cell, column.width)), weight));
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

/// `[####--]`, so many columns wide.
fn gauge(share: f64, columns: usize) -> String {
    let room = columns.saturating_sub(2);
    let filled = ((share.clamp(0.0, 1.0) * room as f64).round() as usize).min(room);
    format!("[{}{}]", "#".repeat(filled), "-".repeat(room - filled))
}

/// What stands below the values: the bar of one's package, what its marks mean, what to think of, and the clock.
fn below(state: &State, scene: &Scene<'_>, width: usize) -> Vec<Inked> {
    let (view, package) = (&scene.view, state.package);
    let mut page = Page::new(width, Form::Tables);
    page.row(Ink::Text, bar(view, package, width.saturating_sub(2).max(10)));
    let target = view.preferences().aspiration().map(|target| format!(" | T target {}", points(target)));
    let (worth, batna) = (points(view.utility(package)), points(view.preferences().reservation()));
    let legend = format!("value {worth} | B BATNA {batna}{}", target.unwrap_or_default());
    page.row(Ink::Faint, clipped(&legend, width));
    // Reading back what was written gives the same package, so there is always something to judge.
    if let Ok(typed) = package::parse(view.space(), &package::format(view.space(), package)) {
        let notes = proposal::value(scene.desk, view, &typed).unwrap_or_default();
        notes.iter().skip(1).for_each(|note| page.wrapped(Ink::Warning, note, "! ", "  "));
    }
    page.say(Ink::Text, &clock(scene));
    page.lines()
}

/// `Clock [###---] 7 left. Dana sounds warm.`
fn clock(scene: &Scene<'_>) -> String {
    let session = scene.view.session();
    let (left, rounds) = (standing::turns_left(&scene.view), session.rules().rounds().max(1));
    let spent = f64::from(rounds - left.min(rounds)) / f64::from(rounds);
    let left = match left {
        0 => "none left".to_owned(),
        1 => "your last turn".to_owned(),
        turns => format!("{turns} left"),
    };
    let mood = |party| format!(" {} sounds {}.", scene.first_name(party), standing::mood(session, party));
    format!("Clock {} {left}.{}", gauge(spent, CLOCK_COLUMNS), scene.desk.others().map(mood).collect::<String>())
}

//! Drawing: a state and a scene into a frame.
//!
//! Whatever has a colour has a word, a mark or a place that says the same. The sixteen colours of every terminal are used,
//! and none where they are not wanted.

mod offers;

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Position, Rect},
    style::{Color, Modifier, Style},
    text::{Line, Span},
    widgets::{Block, Clear, Paragraph},
};
use unicode_width::UnicodeWidthStr;
use zopa_core::Talk;

use super::{
    scene::Scene,
    state::{Inked, MESSAGE_LINES, Mode, Pane, SMALLEST, State},
};
use crate::{
    Colour,
    play::{
        command::COMMANDS,
        screen::{Form, Ink, Page, history, notebook},
    },
};

/// Draws the whole screen.
pub(crate) fn draw(state: &State, scene: &Scene<'_>, frame: &mut Frame<'_>) {
    if state.is_cramped() {
        return cramped(state, frame);
    }
    let areas = Areas::of(state, scene, frame.area());
    frame.render_widget(Paragraph::new(header(state, scene, areas.header.width)), areas.header);
    pane(
        state,
        frame,
        (Pane::Talk, "Talk"),
        areas.talk,
        &tail(&transcript(scene, inner(areas.talk).width), state.talk_back, inner(areas.talk).height),
    );
    offers::draw(state, scene, frame, areas.offers);
    pane(
        state,
        frame,
        (Pane::Notebook, "Notebook"),
        areas.notebook,
        &tail(&notes(scene, inner(areas.notebook).width), state.notes_back, inner(areas.notebook).height),
    );
    frame.render_widget(Paragraph::new(lines(state, &state.message)), areas.message);
    footer(state, frame, areas.footer);
    match &state.mode {
        Mode::Asked { title, lines, .. } => asked(state, frame, title, lines),
        Mode::Reading { title, lines, down } => reading(state, frame, title, (lines, *down)),
        Mode::Choosing { at } => choosing(state, frame, *at),
        Mode::Looking | Mode::Typing { .. } | Mode::Over => {}
    }
}

/// What a window too small says.
fn cramped(state: &State, frame: &mut Frame<'_>) {
    let (columns, rows) = state.size;
    let (wanted_columns, wanted_rows) = SMALLEST;
    let mut page = Page::new(usize::from(columns), Form::Tables);
    page.say(
        Ink::Text,
        &format!("This window has {columns} columns and {rows} rows; zopa needs {wanted_columns} and {wanted_rows}."),
    );
    page.say(Ink::Text, "Make it larger, or press q to leave. Nothing is lost.");
    frame.render_widget(Paragraph::new(lines(state, &page.lines())), frame.area());
}

/// The fewest columns the transcript is left with.
const TALK_COLUMNS: u16 = 28;

/// Where things stand on the screen.
struct Areas {
    header: Rect,
    talk: Rect,
    offers: Rect,
    notebook: Rect,
    message: Rect,
    footer: Rect,
}

impl Areas {
    fn of(state: &State, scene: &Scene<'_>, area: Rect) -> Self {
        let said = state.message.len().clamp(1, MESSAGE_LINES) as u16;
        let rows = [Constraint::Length(1), Constraint::Min(0), Constraint::Length(said), Constraint::Length(1)];
        let [header, middle, message, footer] = Layout::vertical(rows).areas(area);
        let right = (offers::Grid::of(state, scene).wanted_width() + 2)
            .clamp(40, middle.width.saturating_sub(TALK_COLUMNS).max(40));
        let [talk, right] = Layout::horizontal([Constraint::Min(0), Constraint::Length(right)]).areas(middle);
        let wanted = offers::wanted_height(state, scene, right.width.saturating_sub(2)) + 2;
        let height = wanted.min(middle.height.saturating_sub(3));
        let [offers, notebook] = Layout::vertical([Constraint::Length(height), Constraint::Min(0)]).areas(right);
        Self { header, talk, offers, notebook, message, footer }
    }
}

/// How many lines a pane can be scrolled back.
pub(crate) fn scrollable(state: &State, scene: &Scene<'_>, pane: Pane) -> usize {
    let areas = Areas::of(state, scene, Rect::new(0, 0, state.size.0, state.size.1));
    let (lines, area) = match pane {
        Pane::Offers => return 0,
        Pane::Talk => (transcript(scene, inner(areas.talk).width), areas.talk),
        Pane::Notebook => (notes(scene, inner(areas.notebook).width), areas.notebook),
    };
    lines.len().saturating_sub(usize::from(inner(area).height))
}

/// How many lines of a text to be read are seen at once.
pub(crate) fn reading_rows(size: (u16, u16)) -> usize {
    usize::from(size.1.saturating_sub(6)).max(1)
}

/// A talk act in words.
pub(crate) fn said(scene: &Scene<'_>, talk: Talk) -> String {
    history::said(scene.desk, talk)
}

fn inner(area: Rect) -> Rect {
    Block::bordered().inner(area)
}

/// The style of an ink; without colour only weights are left.
fn style(state: &State, ink: Ink) -> Style {
    let colour = |colour: Color| match state.colour {
        Colour::Ansi => Style::new().fg(colour),
        Colour::Plain => Style::new(),
    };
    match ink {
        Ink::Text => Style::new(),
        Ink::Title => Style::new().add_modifier(Modifier::BOLD),
        Ink::Theirs => colour(Color::Cyan),
        Ink::Mine => colour(Color::Green),
        Ink::Faint => Style::new().add_modifier(Modifier::DIM),
        Ink::Warning => colour(Color::Yellow),
    }
}

fn lines<'a>(state: &State, texts: &[Inked]) -> Vec<Line<'a>> {
    texts.iter().map(|(ink, text)| Line::styled(text.clone(), style(state, *ink))).collect()
}

/// The last lines that fit, or those before them when scrolled back.
fn tail(all: &[Inked], back: usize, height: u16) -> Vec<Inked> {
    let height = usize::from(height);
    let back = back.min(all.len().saturating_sub(height));
    let end = all.len() - back;
    all[end.saturating_sub(height)..end].to_vec()
}

/// A frame around a part of the screen; the one the arrow keys work in has `>` before its name.
fn framed<'a>(state: &State, pane: Pane, name: &'a str) -> Block<'a> {
    let is_here = state.pane == pane && matches!(state.mode, Mode::Looking | Mode::Over);
    let (mark, ink) = if is_here { ("> ", Ink::Title) } else { ("", Ink::Faint) };
    let title = Span::styled(format!(" {mark}{name} "), style(state, Ink::Title));
    Block::bordered().title(title).border_style(style(state, ink))
}

fn pane(state: &State, frame: &mut Frame<'_>, (pane, name): (Pane, &str), area: Rect, shown: &[Inked]) {
    frame.render_widget(Paragraph::new(lines(state, shown)).block(framed(state, pane, name)), area);
}

fn header(state: &State, scene: &Scene<'_>, width: u16) -> Line<'static> {
    let (desk, session) = (scene.desk, scene.view.session());
    let rounds = session.rules().rounds();
    let clock = format!("Turn {}, round {} of {rounds} ", session.turn_index() + 1, (session.round() + 1).min(rounds));
    let room = usize::from(width).saturating_sub(clock.width() + 1);
    let whole = format!(" {}: you are {}", desk.title(), desk.face(desk.me()).name);
    let name = if whole.width() <= room { whole } else { clipped(&format!(" {}", desk.title()), room) };
    let gap = " ".repeat(room + 1 - name.width());
    Line::styled(format!("{name}{gap}{clock}"), style(state, Ink::Title).add_modifier(Modifier::REVERSED))
}

/// A text cut to a width.
fn clipped(text: &str, width: usize) -> String {
    let mut kept = String::new();
    for c in text.chars() {
        if format!("{kept}{c}").width() > width {
            break;
        }
        kept.push(c);
    }
    kept
}

/// Everything that happened, wrapped to a width.
fn transcript(scene: &Scene<'_>, width: u16) -> Vec<Inked> {
    let mut page = Page::new(usize::from(width), Form::Tables);
    let (desk, view) = (scene.desk, &scene.view);
    if view.session().history().is_empty() {
        page.say(Ink::Faint, "Nothing has been said yet. b shows the brief, ? the keys.");
    }
    for (at, (by, turn)) in (0u32..).zip(view.session().turns()) {
        if at > 0 {
            page.gap();
        }
        let words = scene.words.get(at as usize).copied().unwrap_or_default();
        if !words.is_empty() {
            page.wrapped(Ink::Theirs, &format!("{}: \"{words}\"", desk.face(by).persona.person), "", "  ");
        }
        history::turn_lines(&mut page, desk, view, (at, by, turn), history::Terms::Spelled);
    }
    if !scene.queue.is_empty() {
        page.gap();
    }
    for talk in scene.queue {
        page.wrapped(Ink::Mine, &format!("To say: {}.", said(scene, *talk)), "", "  ");
    }
    page.lines()
}

fn notes(scene: &Scene<'_>, width: u16) -> Vec<Inked> {
    let mut page = Page::new(usize::from(width), Form::Tables);
    notebook::draw_beside(&mut page, scene.desk, &scene.view, scene.notes);
    page.lines()
}

fn footer(state: &State, frame: &mut Frame<'_>, area: Rect) {
    let hint = match &state.mode {
        Mode::Typing { input, .. } => {
            let room = area.width.saturating_sub(2).max(1);
            let scroll = input.visual_scroll(usize::from(room));
            let text = Paragraph::new(format!(":{}", input.value())).scroll((0, 0));
            let shown = Paragraph::new(input.value().to_owned()).scroll((0, scroll as u16));
            frame.render_widget(text, Rect { width: 1, ..area });
            frame.render_widget(shown, Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area });
            let column = (input.visual_cursor().max(scroll) - scroll) as u16 + 1;
            frame.set_cursor_position(Position::new(area.x + column.min(area.width.saturating_sub(1)), area.y));
            return;
        }
        Mode::Looking => "Enter offer  a accept  t say  s send  h hint  b brief  : type  ? keys  q leave",
        Mode::Asked { .. } => "y yes  n no",
        Mode::Reading { .. } => "Up Down PgUp PgDn scroll  Esc back",
        Mode::Choosing { .. } => "Up Down choose  Enter take  Esc back",
        Mode::Over => "The talks are over: Enter shows how it ended",
    };
    frame.render_widget(Paragraph::new(Line::styled(hint, style(state, Ink::Faint))), area);
}

/// A box over the panes, as large as it needs to be.
fn overlay(state: &State, frame: &mut Frame<'_>, title: &str, shown: Vec<Line<'_>>, rows: usize) {
    let area = frame.area();
    let wanted = shown.iter().map(Line::width).chain([title.width() + 2]).max().unwrap_or(0);
    let width = (wanted as u16 + 4).min(area.width.saturating_sub(2));
    let height = (rows as u16 + 2).min(area.height.saturating_sub(2));
    let place = Rect { x: (area.width - width) / 2, y: (area.height - height) / 2, width, height };
    frame.render_widget(Clear, place);
    let title = clipped(title, usize::from(width).saturating_sub(4));
    let block = Block::bordered()
        .title(Span::styled(format!(" {title} "), style(state, Ink::Title)))
        .border_style(style(state, Ink::Title))
        .padding(ratatui::widgets::Padding::horizontal(1));
    let text = Paragraph::new(shown).wrap(ratatui::widgets::Wrap { trim: false });
    frame.render_widget(text.block(block), place);
}

fn asked(state: &State, frame: &mut Frame<'_>, title: &str, about: &[Inked]) {
    let width = usize::from(frame.area().width).saturating_sub(8).min(72);
    let mut page = Page::new(width, Form::Tables);
    page.wrapped(Ink::Title, title, "", "  ");
    for (ink, text) in about {
        page.wrapped(*ink, text, "", "  ");
    }
    page.gap();
    page.row(Ink::Text, "[y] yes   [n] no");
    let shown = page.lines();
    overlay(state, frame, "Are you sure?", lines(state, &shown), shown.len());
}

fn reading(state: &State, frame: &mut Frame<'_>, title: &str, (text, down): (&[Inked], usize)) {
    let rows = reading_rows(state.size);
    let down = down.min(text.len().saturating_sub(rows));
    let shown = &text[down..text.len().min(down + rows)];
    let left = text.len() - down - shown.len();
    let title = if left > 0 { format!("{title} ({left} more below)") } else { title.to_owned() };
    // The box stays as wide as its widest line while one scrolls.
    let widest = text.iter().map(|(_, line)| line.width()).max().unwrap_or(0);
    let mut shown = lines(state, shown);
    if let Some(first) = shown.first_mut() {
        first.push_span(" ".repeat(widest.saturating_sub(first.width())));
    }
    overlay(state, frame, &title, shown, rows.min(text.len()));
}

fn choosing(state: &State, frame: &mut Frame<'_>, at: usize) {
    let rows = reading_rows(state.size);
    let room = usize::from(frame.area().width).saturating_sub(6);
    let first = at.saturating_sub(rows / 2).min(COMMANDS.len().saturating_sub(rows));
    let names = COMMANDS.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
    let shown = COMMANDS.iter().enumerate().skip(first).take(rows).map(|(place, entry)| {
        let text = format!("{} {:names$}  {}", if place == at { ">" } else { " " }, entry.name, entry.about);
        let chosen = if place == at { Modifier::REVERSED } else { Modifier::empty() };
        Line::styled(clipped(&text, room), Style::new().add_modifier(chosen))
    });
    overlay(state, frame, "Commands", shown.collect(), rows.min(COMMANDS.len()));
}

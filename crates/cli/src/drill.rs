//! `zopa drill`: one's own costly moments, practised again and again, further and further apart.
//!
//! A card is a decision that the move review calls a mistake or a blunder. It shows the table as it was then, asks what one
//! would do now, judges the answer as the review judges moves, and comes again when the schedule says so.

mod deck;
mod schedule;
#[cfg(test)]
mod tests;

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::{Value, json};
use zopa_engine::{Replay, Table};
use zopa_review::{
    Subject,
    moves::{Label, Precision, Tried, review_moves, try_move},
};

use self::{
    deck::{Card, Deck},
    schedule::{Known, quality},
};
use crate::{
    Console, Exit, Failure, Stop,
    day::Day,
    play::{self, Form, Ink, Lines, Page, SittingArgs, Terminal, Typed, Unattended, position, quoted, show},
    replay::{replay_in, tree::brief},
};

/// Arguments of `zopa drill`.
#[derive(Debug, Args)]
#[command(after_help = "\
Sessions named are looked through first (once each): decisions that lost 6 points or more of what
could be gained become cards. Then the cards that are due are asked, the longest due first. Type what
you would do at that turn, as at the table; it is judged by rollouts against the same partner, as the
review judges moves. Cards come again after 1 day, 6 days and then ever later (SM-2, SuperMemo 2); a
poor answer starts a card over.

Examples:
  zopa drill mine.jsonl yours.jsonl        look through two sessions, then practise
  zopa drill ~/.local/share/zopa/sessions  every ended session of a folder
  zopa drill                               what is due today
  zopa drill --list                        the deck, with days
  zopa drill --script answers.txt --today 2026-03-01

Exit codes: 0 done, 2 usage, 3 a file cannot be read or written.")]
pub struct DrillArgs {
    /// Recorded sessions, or folders of them, to make cards from.
    #[arg(value_name = "FILE|DIR")]
    sessions: Vec<PathBuf>,
    /// The deck; one in the data folder, when left out.
    #[arg(long, value_name = "FILE")]
    deck: Option<PathBuf>,
    /// The day it is, `YYYY-MM-DD`; by the clock (UTC), when left out.
    #[arg(long, value_name = "DAY")]
    today: Option<Day>,
    /// The most cards of a sitting.
    #[arg(long, value_name = "N", default_value_t = 10)]
    most: usize,
    /// Show the deck and ask nothing.
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    sitting: SittingArgs,
}

/// Runs `zopa drill`.
///
/// # Errors
/// When a session or the deck cannot be read, or the deck cannot be written.
pub(crate) fn run(args: &DrillArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let path = match &args.deck {
        Some(path) => path.clone(),
        None => play::folder_of("drill")?.join("deck.json"),
    };
    let today = args.today.unwrap_or_else(Day::today);
    let mut deck = Deck::open(&path)?;
    if look_through(&args.sessions, &mut deck, today, console)? {
        deck.save(&path)?;
    }
    if args.list {
        return list(&deck, today, args.sitting.is_text(), console);
    }
    if !args.sitting.is_text() {
        return Err(Failure::usage("--format json is for the deck", "Add --list.").into());
    }
    let due = deck.due(today);
    if due.is_empty() {
        let next = deck.cards.iter().map(Card::due).min();
        console.line(&match next {
            Some(next) => format!("Nothing is due. {} in the deck; the next comes on {next}.", cards(deck.cards.len())),
            None => "The deck is empty: name sessions you have played, `zopa drill FILE`.".to_owned(),
        })?;
        return Ok(Exit::Success);
    }
    let (mut answered, mut unattended) = (0, args.sitting.unattended()?);
    for at in due.iter().copied().take(args.most) {
        let Some(card) = deck.cards.get_mut(at) else { continue };
        match ask(card, (&args.sitting, unattended.as_mut()), today, console)? {
            Asked::Answered => answered += 1,
            Asked::Unusable => continue,
            Asked::Left => break,
        }
        deck.save(&path)?;
    }
    let left = due.len() - answered;
    console.line(&format!("{} answered, {left} still due today.", cards(answered)))?;
    Ok(Exit::Success)
}

/// `1 card`, `7 cards`.
fn cards(count: usize) -> String {
    if count == 1 { "1 card".to_owned() } else { format!("{count} cards") }
}

/// The processors there are.
fn threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// The records of files and folders, a folder's in the order of their names.
fn records(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let unreadable =
            |error: std::io::Error| Failure::unreadable(format!("cannot read {}: {error}", path.display()), "");
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            if file.extension().is_some_and(|extension| extension == "jsonl") {
                inside.push(file);
            }
        }
        inside.sort();
        found.append(&mut inside);
    }
    Ok(found)
}

/// Makes cards of sessions that were not looked through yet; whether the deck has changed.
fn look_through(paths: &[PathBuf], deck: &mut Deck, today: Day, console: &mut Console<'_>) -> Result<bool, Stop> {
    let mut changed = false;
    for file in records(paths)? {
        let name = file.display();
        let replay = match replay_in(&file, "drill") {
            Ok(replay) => replay,
            // One of many in a folder is no reason to stop; one that was named is.
            Err(failure) if paths.contains(&file) => return Err(failure.into()),
            Err(failure) => {
                writeln!(console.err, "note: left out: {failure}")?;
                continue;
            }
        };
        let seal = replay.fingerprint();
        if deck.reviewed.contains(&seal) {
            continue;
        }
        let subject = match Subject::of(&replay, None) {
            Ok(subject) => subject,
            Err(why) => {
                writeln!(console.err, "note: {name} is left out: {why}")?;
                continue;
            }
        };
        writeln!(console.err, "looking through {name} …")?;
        let review = review_moves(&subject, &Precision::default(), threads(), &|_, _| {});
        let costly =
            review.decisions.iter().filter(|decision| matches!(decision.label, Label::Mistake | Label::Blunder));
        let before = deck.cards.len();
        for decision in costly {
            let words = |at: usize| decision.candidates.get(at).map(|c| brief(replay.scenario(), &c.turn));
            let (Some(best), Some(played)) = (words(0), words(decision.played)) else { continue };
            let Known { ease, streak, interval } = Known::NEW;
            deck.cards.push(Card {
                file: std::path::absolute(&file).unwrap_or(file.clone()).display().to_string(),
                seal: seal.clone(),
                title: replay.scenario().title().to_owned(),
                turn: decision.turn + 1,
                label: if decision.label == Label::Blunder { "blunder" } else { "mistake" }.to_owned(),
                lost: (decision.candidates.get(decision.played).map_or(0.0, |c| c.loss.points) * 10.0).round() / 10.0,
                played,
                best,
                ease,
                streak,
                interval,
                answers: 0,
                due: today.to_string(),
            });
        }
        writeln!(console.err, "  {} from {name}", cards(deck.cards.len() - before))?;
        deck.reviewed.push(seal);
        changed = true;
    }
    Ok(changed)
}

/// What came of asking.
enum Asked {
    /// The card was answered and comes again.
    Answered,
    /// Its session is not there any more, or has become another.
    Unusable,
    /// The person leaves.
    Left,
}

/// Asks one card.
fn ask(
    card: &mut Card,
    (sitting, unattended): (&SittingArgs, Option<&mut Unattended<'static>>),
    today: Day,
    console: &mut Console<'_>,
) -> Result<Asked, Stop> {
    let Some(replay) =
        replay_in(Path::new(&card.file), "drill").ok().filter(|replay| replay.fingerprint() == card.seal)
    else {
        writeln!(console.err, "note: {} is not the session of this card any more; it is passed over", card.file)?;
        return Ok(Asked::Unusable);
    };
    let Ok(subject) = Subject::of(&replay, None) else { return Ok(Asked::Unusable) };
    let at = card.turn - 1;
    let before = || -> Result<Option<Table>, Stop> {
        replay.table_at(0, at).map_err(|error| Failure::usage(error.to_string(), "").into())
    };
    let Some(table) = before()? else { return Ok(Asked::Unusable) };
    let desk = play::desk(replay.scenario(), subject.me())?;
    let mut game = position::taken_up(desk, table, sitting.form())?;
    show(console, question(card, &game, console.width))?;
    let mut terminal;
    let lines: &mut dyn Lines = match unattended {
        Some(lines) => lines,
        None => {
            terminal = Terminal::new(desk)?;
            &mut terminal
        }
    };
    loop {
        let names: Vec<String> = game.offered().into_iter().map(|column| column.name).collect();
        let Typed::Line(line) = lines.next(console, "you would> ", &names)? else { return Ok(Asked::Left) };
        if line == "quit" {
            return Ok(Asked::Left);
        }
        match position::look_or_play(&mut game, &line, lines.typist(), console) {
            Ok(true) => break,
            Ok(false) => {}
            Err(Stop::Failed(failure)) if failure.exit == Exit::Usage => {
                console.line(&format!("{}. {}", failure.message, failure.help))?;
            }
            Err(stop) => return Err(stop),
        }
    }
    let Some(turn) = game.table.session().history().get(at as usize).cloned() else { return Ok(Asked::Unusable) };
    let tried = try_move(&subject, at, turn, &Precision::default(), threads())
        .map_err(|why| Failure::usage(why.to_string(), ""))?;
    let quality = quality(tried.is_best, tried.loss.points);
    card.answer(quality, today);
    show(console, verdict(card, &replay, &tried, (quality, sitting.form()), console.width))?;
    Ok(Asked::Answered)
}

fn question(card: &Card, game: &play::Game<'_, Vec<u8>>, width: usize) -> Page {
    let mut page = game.page(width);
    page.title(&format!("{}, turn {}", card.title, card.turn));
    page.say(Ink::Faint, &format!("Recorded in {}", quoted(Path::new(&card.file))));
    game.draw_history(&mut page);
    page.gap();
    position::draw(&mut page, game);
    page.say(Ink::Text, "What would you do here? `brief` and `history` help; `quit` leaves the card for later.");
    page
}

fn verdict(card: &Card, replay: &Replay, tried: &Tried, (quality, form): (u8, Form), width: usize) -> Page {
    let scenario = replay.scenario();
    let mut page = Page::new(width, form);
    page.gap();
    let loss = tried.loss;
    page.say(
        Ink::Mine,
        &if tried.is_best {
            "As good as any move known here.".to_owned()
        } else {
            format!("It loses {:.1} points (± {:.1}) of what could be gained.", loss.points, loss.error)
        },
    );
    page.item(&format!("Best known: {}.", brief(scenario, &tried.best.turn)));
    page.item(&format!("You had played, a {} of {:.1} points: {}.", card.label, card.lost, card.played));
    if let Some(answer) = &tried.answer {
        page.item(&format!("The other side would answer: {}.", brief(scenario, answer)));
    }
    page.say(Ink::Faint, &format!("Answer worth {quality} of 5; it comes again on {}.", card.due));
    page.gap();
    page
}

/// The deck, by the day cards are due.
fn list(deck: &Deck, today: Day, is_text: bool, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let mut order: Vec<&Card> = deck.cards.iter().collect();
    order.sort_by_key(|card| card.due());
    if !is_text {
        let card = |card: &&Card| {
            json!({
                "file": card.file, "turn": card.turn, "label": card.label, "lost": card.lost,
                "played": card.played, "best": card.best, "answers": card.answers, "due": card.due,
            })
        };
        let value = json!({ "today": today.to_string(), "cards": order.iter().map(card).collect::<Value>() });
        console.line(&format!("{value:#}"))?;
        return Ok(Exit::Success);
    }
    let mut page = Page::new(console.width, Form::Tables);
    let head = ["due", "lost", "answers", "card"].map(str::to_owned).to_vec();
    let row = |card: &&Card| {
        let due = if card.due() <= today { "now".to_owned() } else { card.due.clone() };
        let what = format!("{}, turn {}: {}", card.title, card.turn, card.played);
        vec![due, format!("{:.1}", card.lost), card.answers.to_string(), what]
    };
    play::table(&mut page, &std::iter::once(head).chain(order.iter().map(row)).collect::<Vec<_>>());
    page.say(Ink::Faint, &format!("{}, {} due.", cards(deck.cards.len()), deck.due(today).len()));
    show(console, page)?;
    Ok(Exit::Success)
}

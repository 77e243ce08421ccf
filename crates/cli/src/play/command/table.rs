//! The table of commands: the one list of what can be typed, with its help.

use zopa_core::{Issue, Process, Recess, Talk, ValueId};
use zopa_scenario::Desk;

use crate::package::{alternatives, by_prefix, near};

/// One command a person can type.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// Its full name.
    pub(crate) name: &'static str,
    /// What follows the name.
    pub(crate) usage: &'static str,
    /// What it does, in a few words.
    pub(crate) about: &'static str,
    /// More, in a sentence or two; may be empty.
    pub(crate) detail: &'static str,
    /// A line one could type, with places for the names of a scenario; see [`filled`].
    template: &'static str,
    pub(super) kind: Kind,
}

/// Which command it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Offer,
    Meso,
    Accept,
    Send,
    Walk,
    Reject,
    Float,
    Away(Talk),
    Escalate,
    Ask,
    Deflect,
    Tell,
    Argue,
    Tone,
    Credit,
    Return,
    Batna,
    Threaten,
    Promise,
    Modify(Talk),
    Expires,
    Park,
    Process,
    Unsay,
    Value,
    Model,
    Board,
    History,
    Brief,
    About,
    Prep,
    Notebook,
    Note,
    Guess,
    Cards,
    Undo,
    Yes,
    Hint,
    Help,
    Save,
    Quit,
}

const fn entry(kind: Kind, name: &'static str, usage: &'static str, texts: [&'static str; 3]) -> Entry {
    let [about, template, detail] = texts;
    Entry { name, usage, about, detail, template, kind }
}

/// Every command, in the order `help` lists them.
pub(crate) const COMMANDS: &[Entry] = &[
    entry(
        Kind::Offer,
        "offer",
        "ISSUE=VALUE … [rest=same|theirs|best]",
        [
            "put a package on the table",
            "offer {a=} {b=} rest=same",
            "Every issue needs a value; `rest` fills the others from your last offer, their live offer or your best values.",
        ],
    ),
    entry(
        Kind::Meso,
        "meso",
        "PACKAGE | PACKAGE …",
        [
            "put two to four packages on the table at once",
            "meso {a=} {b=} | {a=2} {b=2} rest=same",
            "Packages you like equally well, offered side by side, show what the other side prefers. `rest` serves them all.",
        ],
    ),
    entry(
        Kind::Accept,
        "accept",
        "[#N]",
        [
            "accept a live offer of the other side",
            "accept #4b",
            "#4b is the second package of the offer made in turn 4; with one package on the table the number may be left out.",
        ],
    ),
    entry(
        Kind::Send,
        "send",
        "[yes]",
        [
            "say what is queued and leave the table as it is",
            "ask why {b}; send",
            "The same as `hold`. Enter on an empty line does it too while something is queued.",
        ],
    ),
    entry(
        Kind::Send,
        "hold",
        "[yes]",
        [
            "leave the table as it is for a turn",
            "hold",
            "Your live offer stays. Whatever is queued is said. In your last turn `yes` confirms that you let their offer go.",
        ],
    ),
    entry(
        Kind::Walk,
        "walk",
        "[open] [yes]",
        [
            "leave without an agreement",
            "walk yes",
            "You fall back on your BATNA. `walk open` leaves the door open: an offer of theirs in the next turn calls you back, anything else ends the talks. Once a session.",
        ],
    ),
    entry(
        Kind::Reject,
        "reject",
        "[#N] [over ISSUE]",
        [
            "say no to a live offer of theirs, and perhaps why",
            "reject over {a}; offer {a=} rest=same",
            "The offer stays on the table until they replace it. The issue tells them where to move.",
        ],
    ),
    entry(
        Kind::Float,
        "float",
        "ISSUE=VALUE[..VALUE] …",
        [
            "think aloud about a partial package; nobody can accept it",
            "float {a=} {b=}; hold",
            "Issues you leave out stay open. One issue of numbers may have a range, from what you would rather have to what you could live with.",
        ],
    ),
    entry(
        Kind::Ask,
        "ask",
        "priority [ISSUE] | why ISSUE",
        [
            "ask what matters to them, or why",
            "ask why {b}",
            "`ask priority` asks what matters most of all; `ask priority ISSUE` how much one issue matters.",
        ],
    ),
    entry(
        Kind::Deflect,
        "deflect",
        "priority [ISSUE] | why ISSUE",
        ["say openly that you will not answer a question", "deflect why {b}; hold", ""],
    ),
    entry(
        Kind::Tell,
        "tell",
        "priority ISSUE [high|medium|low] | why ISSUE | limit ISSUE=VALUE | deadline",
        [
            "tell them what matters to you, why, or where you must stop",
            "tell priority {a} high",
            "Without a level, `tell priority` says what your own papers say. `tell limit` says that you cannot go past a value.",
        ],
    ),
    entry(
        Kind::Argue,
        "argue",
        "CRITERION",
        ["cite a criterion both sides know", "argue {c}; offer {a=} rest=same", "The brief lists the criteria."],
    ),
    entry(
        Kind::Tone,
        "tone",
        "warm|neutral|firm|disappointed|angry [person]",
        [
            "choose the tone of the turn",
            "tone firm; offer {a=} rest=same",
            "`angry` is anger at what was done; `angry person` at who did it.",
        ],
    ),
    entry(Kind::Credit, "credit", "", ["credit them for a concession", "credit; offer {a=} rest=same", ""]),
    entry(
        Kind::Return,
        "return",
        "ISSUE",
        ["label your concession and ask for something on an issue in return", "return {a}; offer {b=} rest=same", ""],
    ),
    entry(
        Kind::Batna,
        "batna",
        "[strong|modest] [hint|open]",
        [
            "mention your alternative, hinted or outright",
            "batna hint; hold",
            "`strong` and `modest` claim how good it is. What is claimed and not so may come out.",
        ],
    ),
    entry(
        Kind::Threaten,
        "threaten",
        "[leave|rival|escalate] [hint|open] [over ISSUE]",
        [
            "threaten with a consequence, hinted or outright",
            "threaten leave hint over {a}; hold",
            "The consequence is leaving unless you say another.",
        ],
    ),
    entry(
        Kind::Promise,
        "promise",
        "[move ISSUE]",
        [
            "promise a favour later, or a move in your next offer",
            "promise move {b}; hold",
            "A promised move is kept or broken in everybody's sight.",
        ],
    ),
    entry(
        Kind::Modify(Talk::Final),
        "final",
        "",
        [
            "call the offer that follows your last word",
            "final; offer {a=} rest=same",
            "Moving after it costs you belief.",
        ],
    ),
    entry(
        Kind::Expires,
        "expires",
        "N",
        [
            "let the offer that follows lapse after N turns of theirs",
            "expires 1; offer {a=} rest=same",
            "After that nobody can accept it.",
        ],
    ),
    entry(
        Kind::Modify(Talk::Process(Process::Packaging)),
        "packaging",
        "",
        ["propose to settle issues together rather than one by one", "packaging; hold", ""],
    ),
    entry(Kind::Park, "park", "ISSUE", ["propose to leave an issue aside for now", "park {b}; hold", ""]),
    entry(
        Kind::Process,
        "process",
        "agenda|summary|spiral|apologise",
        [
            "speak about how you talk rather than about the deal",
            "process summary; hold",
            "Propose an agenda, sum up, name a spiral of blame, or apologise.",
        ],
    ),
    entry(
        Kind::Away(Talk::Recess(Recess::Caucus)),
        "caucus",
        "[yes]",
        [
            "take time out with your own team; it costs the turn",
            "caucus",
            "Heat cools on both sides. What is queued is said first.",
        ],
    ),
    entry(
        Kind::Away(Talk::Recess(Recess::Sidebar)),
        "sidebar",
        "[yes]",
        [
            "ask for a word off the record; it costs the turn",
            "ask priority; sidebar",
            "A quiet word between the two of you. What is queued is said there.",
        ],
    ),
    entry(
        Kind::Away(Talk::Recess(Recess::Break)),
        "break",
        "[yes]",
        ["call a break; it costs the turn", "break", "Both sides leave the room for a while, and tempers cool."],
    ),
    entry(
        Kind::Escalate,
        "escalate",
        "council|steering|sponsor [joint|solo] [yes]",
        [
            "take it to a higher level; it costs the turn",
            "escalate council joint",
            "Together unless you say `solo`: both sides reach the level if the other side answers with the same. A level reached frees what needs its approval.",
        ],
    ),
    entry(Kind::Unsay, "unsay", "", ["take back the last thing queued", "unsay", "Nothing queued was said yet."]),
    entry(
        Kind::Value,
        "value",
        "PACKAGE",
        ["what a package is worth to you; nobody else sees it", "value {a=} {b=} rest=theirs", ""],
    ),
    entry(Kind::Board, "board", "", ["show the live offers and what they are worth to you", "board", ""]),
    entry(Kind::History, "history", "", ["show every turn so far", "history", ""]),
    entry(
        Kind::Model,
        "model",
        "PACKAGE",
        [
            "show what a package means in money, for your eyes only",
            "model {a=} rest=best",
            "Cash by quarter, net present value, and what changes it; only where your papers have books.",
        ],
    ),
    entry(
        Kind::Brief,
        "brief",
        "[ISSUE]",
        [
            "show the brief again, or all about one issue",
            "brief {b}",
            "For an issue: its values, what each is worth to you, and why it matters to you.",
        ],
    ),
    entry(
        Kind::About,
        "about",
        "",
        [
            "what one knows of organisations like the one across the table",
            "about",
            "What is usual for its kind: a place to start from, to be tested by asking.",
        ],
    ),
    entry(
        Kind::Prep,
        "prep",
        "[batna|reservation|aspiration|mine|theirs|plan|criteria|planb TEXT]",
        [
            "show your preparation sheet, or fill in a part of it",
            "prep mine {a} {b}; prep plan {a=} {b=}",
            "What you aim at in your own words; it may differ from your papers. Nobody sees it before the end, and then it stands beside what you did.",
        ],
    ),
    entry(
        Kind::Notebook,
        "notebook",
        "",
        [
            "what was heard from whom and when, how their offers moved, and your notes",
            "notebook",
            "Made from what was said and offered at the table and from your own notes.",
        ],
    ),
    entry(Kind::Note, "note", "TEXT", ["write something into your notebook", "note they went quiet when I asked", ""]),
    entry(
        Kind::Guess,
        "guess",
        "priority ISSUE … | walk-away N[..M] | show",
        [
            "write down what you believe matters most to them, and where they would walk away",
            "guess priority {a} {b}; guess walk-away 45..60",
            "The most important first; the walk-away in points of theirs. The board answers nothing before the end, and then shows how near you were.",
        ],
    ),
    entry(
        Kind::Cards,
        "cards",
        "[NAME]",
        [
            "list the tactic cards, or show one",
            "card meso",
            "What a tactic is, when it serves, how to type it here, and when it does not serve.",
        ],
    ),
    entry(
        Kind::Undo,
        "undo",
        "",
        [
            "take back your last turn and their answer (level guided)",
            "undo",
            "The replay keeps what was taken back, and counts it. `unsay` takes back what is queued.",
        ],
    ),
    entry(
        Kind::Yes,
        "yes",
        "",
        ["go on with the step you were asked about", "yes", "Anything else leaves the table as it is."],
    ),
    entry(
        Kind::Hint,
        "hint",
        "",
        [
            "a hint: first a question, then an issue, then a package",
            "hint",
            "Made from your own papers and what was said and offered, from nothing else. Each costs one of the hints your level has, and is recorded.",
        ],
    ),
    entry(Kind::Help, "help", "[COMMAND]", ["show the commands, or all about one", "help offer", ""]),
    entry(
        Kind::Save,
        "save",
        "[FILE]",
        [
            "say where the session is recorded, or copy the record",
            "save before-the-last-round.jsonl",
            "Every turn is written as it is played; there is nothing to remember to save.",
        ],
    ),
    entry(Kind::Quit, "quit", "", ["leave; the session can be resumed", "quit", ""]),
];

impl Entry {
    /// A line one could type in this scenario.
    pub(crate) fn example(&self, desk: Desk<'_>) -> String {
        filled(self.template, desk)
    }

    /// "Type `accept [#N]`. "
    pub(super) fn how(&self) -> String {
        format!("Type `{}`. ", [self.name, self.usage].join(" ").trim_end())
    }
}

/// A template with the names of a scenario: `{a}` and `{b}` become its first two issues, `{a=}` and `{b=}` pairs with a
/// middle value, `{a=2}` and `{b=2}` pairs with the value after that, `{c}` its first criterion.
pub(crate) fn filled(template: &str, desk: Desk<'_>) -> String {
    let issues = desk.space().issues();
    let pair = |issue: &Issue, further: u32| {
        let value = ValueId((issue.len() / 2 + further) % issue.len());
        format!("{}={}", issue.name(), issue.value_text(value))
    };
    let criterion = desk.criteria().first().map_or("CRITERION", |criterion| &criterion.id);
    let mut line = template.replace("{c}", criterion);
    for (place, issue) in ["a", "b"].into_iter().zip(issues.iter().cycle()) {
        line = line.replace(&format!("{{{place}}}"), issue.name());
        line = line.replace(&format!("{{{place}=}}"), &pair(issue, 0));
        line = line.replace(&format!("{{{place}=2}}"), &pair(issue, 1));
    }
    line
}

/// Words people type for something that is called otherwise here.
const ELSEWHERE: [(&str, &str); 7] = [
    ("refuse", "To say no to an offer: `reject`."),
    ("decline", "To say no to an offer: `reject`."),
    ("counter", "A counter-offer is an offer: `offer ISSUE=VALUE … rest=same`."),
    ("propose", "To propose a package: `offer ISSUE=VALUE …`."),
    ("exit", "To leave: `quit`. To end the talks without agreement: `walk`."),
    ("status", "`board` shows where things stand."),
    ("say", "Type what you would say, between quotes: \"what matters most to you?\""),
];

/// The command a word means.
pub(crate) fn entry_named(word: &str) -> Result<&'static Entry, (String, String)> {
    if word == "?" {
        return entry_named("help");
    }
    let names = || COMMANDS.iter().map(|entry| entry.name);
    by_prefix(word, names()).map(|at| &COMMANDS[at]).map_err(|meant| {
        if !meant.is_empty() {
            return (format!("`{word}` could be {}", alternatives(meant)), "Type one more letter.".into());
        }
        if let Some((_, help)) = ELSEWHERE.iter().find(|(other, _)| other.eq_ignore_ascii_case(word)) {
            return (format!("there is no command `{word}`"), (*help).into());
        }
        if word.contains('=') {
            return (format!("`{word}` is part of a package"), format!("To offer it: `offer {word} …`."));
        }
        let guess = near(word, names()).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
        (format!("there is no command `{word}`{guess}"), "`help` lists the commands.".into())
    })
}

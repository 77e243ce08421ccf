//! The full screen in a real terminal: a whole session by keys, killed and resumed in between, and the same session in line
//! mode, both typed into tmux. Nothing waits for a time: a step waits for a text to appear, within a bound.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    thread,
    time::{Duration, Instant},
};

use crate::program::{printed, run};

/// A text that has not appeared by then does not appear: generous, for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks at a terminal.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What the last row says while the brief is read, and while one looks at the panes.
const READING: &str = "Up Down PgUp PgDn scroll";
const LOOKING: &str = "Enter offer  a accept";

/// A terminal of tmux, on a server of its own.
struct Pane {
    folder: PathBuf,
}

impl Pane {
    /// A shell in a terminal of some size. `None`, and said so, where tmux cannot be had; under CI that is a failure.
    fn open(folder: &Path, (columns, rows): (u16, u16)) -> Option<Self> {
        if Command::new("tmux").arg("-V").output().is_err() {
            assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "the gate needs tmux");
            eprintln!("skipped: tmux is not installed, so no session was played in a real terminal");
            return None;
        }
        let pane = Self { folder: folder.to_owned() };
        let (columns, rows) = (columns.to_string(), rows.to_string());
        pane.tmux(&["-f", "/dev/null", "-u", "new-session", "-d", "-x", &columns, "-y", &rows, "env", "PS1=$ ", "sh"]);
        pane.tmux(&["set-option", "-g", "window-size", "manual"]);
        pane.until("$");
        Some(pane)
    }

    fn tmux(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(self.folder.join("tmux")).args(arguments).current_dir(&self.folder);
        command
            .env("XDG_DATA_HOME", &self.folder)
            .env("HOME", &self.folder)
            .env_remove("TMUX")
            .env_remove("ZOPA_PLAIN");
        command.output().unwrap()
    }

    /// What the terminal shows, blanks at the ends of rows left out.
    fn seen(&self) -> String {
        String::from_utf8_lossy(&self.tmux(&["capture-pane", "-p"]).stdout).into_owned()
    }

    /// Waits until a text is seen, and gives the whole screen.
    fn until(&self, text: &str) -> String {
        self.until_seen(text, |seen| seen.contains(text))
    }

    fn until_seen(&self, what: &str, is_there: impl Fn(&str) -> bool) -> String {
        let begun = now();
        loop {
            let seen = self.seen();
            if is_there(&seen) {
                return seen;
            }
            assert!(begun.elapsed() < PATIENCE, "`{what}` did not appear:\n{seen}");
            thread::sleep(LOOK_EVERY);
        }
    }

    /// Types a text as it is.
    fn text(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
    }

    /// Presses a key by its name in tmux.
    fn key(&self, name: &str) {
        self.tmux(&["send-keys", name]);
    }

    fn resize(&self, columns: u16, rows: u16) {
        self.tmux(&["resize-window", "-x", &columns.to_string(), "-y", &rows.to_string()]);
    }

    /// Starts the program from the shell.
    fn start(&self, arguments: &str) {
        self.text(&format!("clear; {} {arguments}", env!("CARGO_BIN_EXE_zopa-under-test")));
        self.key("Enter");
    }

    /// The process of the program, the only child of the shell, while it runs.
    fn program(&self) -> Option<String> {
        let shell = self.tmux(&["display-message", "-p", "#{pane_pid}"]);
        let shell = String::from_utf8_lossy(&shell.stdout).trim().to_owned();
        let children = Command::new("pgrep").args(["-P", &shell]).output().unwrap().stdout;
        String::from_utf8_lossy(&children).split_whitespace().next().map(str::to_owned)
    }

    /// Whether the program left the screen as a shell expects it.
    fn is_given_back(&self) -> bool {
        let flags = self.tmux(&["display-message", "-p", "#{alternate_on} #{cursor_flag}"]);
        String::from_utf8_lossy(&flags.stdout).trim() == "0 1"
    }
}

impl Drop for Pane {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

#[expect(clippy::disallowed_methods, reason = "a bound on waiting for another process")]
fn now() -> Instant {
    Instant::now()
}

fn signalled(process: &str, signal: &str) {
    assert!(Command::new("sh").args(["-c", &format!("kill {signal} {process}")]).status().unwrap().success());
}

/// The turns of a record that was written out whole lines at a time.
fn recorded(file: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(file).unwrap();
    text.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What was done, without the hashes and without how it was typed.
fn acts(file: &Path) -> Vec<serde_json::Value> {
    let mut lines = recorded(file);
    for line in &mut lines {
        line.as_object_mut().unwrap().retain(|key, _| key != "hash" && key != "note");
    }
    lines
}

/// What the score says, from its heading to where the files begin.
fn score(text: &str) -> String {
    let from = text.find("How it ended").unwrap();
    text[from..].split("Verify with").next().unwrap().trim().to_owned()
}

#[test]
fn a_session_is_played_in_both_modes_in_a_real_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let Some(pane) = Pane::open(folder, (80, 60)) else { return };
    pane.start("play --seed 3 --tui --record screen.jsonl");
    pane.until(READING);
    pane.key("Escape");
    pane.until(LOOKING);
    // A question from the command line, with completion.
    pane.text(":as");
    pane.key("Tab");
    pane.text("priority");
    pane.until(":ask priority");
    pane.key("Enter");
    pane.until("Queued: asked what matters most");
    pane.text("s");
    pane.until("[y] yes");
    pane.text("y");
    pane.until("Turn 3,");
    // The package is put together with the arrows and offered with Enter.
    pane.key("Right");
    pane.key("Enter");
    pane.until("offer price=");
    pane.text("y");
    pane.until("Turn 5,");
    // Killed without warning: both turns and both answers are on disk. The window is changed and the session goes on.
    signalled(&pane.program().unwrap(), "-9");
    pane.until_seen("the end of the program", |_| pane.program().is_none());
    assert_eq!(recorded(&folder.join("screen.jsonl")).len(), 4);
    // Nobody gave the terminal back: the shell gets no carriage return for a new line, and the other screen stays.
    pane.text("stty sane; printf '\\033[?1049l\\033[?25h'; clear");
    pane.key("C-j");
    pane.start("resume --tui screen.jsonl");
    pane.until("Turn 5,");
    pane.resize(60, 20);
    pane.until("This window has 60 columns and 20 rows");
    pane.resize(100, 45);
    pane.until("Turn 5,");
    pane.text("w");
    pane.until("[y] yes");
    pane.text("y");
    pane.until("The talks are over");
    pane.key("Enter");
    let screen = pane.until("Verify with");
    assert!(pane.is_given_back());
    let verified = run(folder, &["replay", "verify", "screen.jsonl"]);
    assert!(verified.status.success(), "{}", printed(&verified));

    // The same session, line by line.
    let offered = recorded(&folder.join("screen.jsonl"))[2]["note"].as_str().unwrap().to_owned();
    pane.start("play --seed 3 --record lines.jsonl");
    // Whoever sits down is asked first whether to prepare.
    pane.until("[y/N]");
    pane.text("n");
    pane.key("Enter");
    pane.until("you (1/");
    for (line, then) in [("ask priority; send", "you (2/"), (offered.as_str(), "you (3/"), ("walk yes", "Verify with")]
    {
        pane.text(line);
        pane.key("Enter");
        pane.until(then);
    }
    let lines = pane.until("Verify with");
    assert_eq!(acts(&folder.join("screen.jsonl")), acts(&folder.join("lines.jsonl")));
    assert_eq!(score(&screen), score(&lines));
}

#[test]
fn the_terminal_is_given_back_however_a_sitting_ends() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let Some(pane) = Pane::open(folder, (80, 24)) else { return };
    for (at, end) in ["C-c", "-TERM", "-INT", "q"].into_iter().enumerate() {
        pane.start(&format!("play --tui --record end-{at}.jsonl"));
        pane.until(READING);
        match end {
            "C-c" => pane.key("C-c"),
            "q" => {
                pane.key("Escape");
                pane.until(LOOKING);
                pane.text("q");
                pane.until("[y] yes");
                pane.text("y");
            }
            signal => signalled(&pane.program().unwrap(), signal),
        }
        let seen = pane.until("Go on with:");
        assert!(seen.contains("This session is unfinished; nothing is lost"), "{end}:\n{seen}");
        pane.until_seen("the shell's prompt", |seen| seen.trim_end().ends_with('$'));
        assert!(pane.is_given_back(), "{end}");
        // The shell echoes what is typed, as it does in no raw mode.
        pane.text("echo given-back");
        pane.until("echo given-back");
        pane.key("Enter");
    }
}

#[test]
fn no_colour_is_used_where_none_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let Some(pane) = Pane::open(folder, (80, 24)) else { return };
    let coloured = |wanted: &str| {
        pane.text(&format!("{wanted} && export TERM=screen"));
        pane.key("Enter");
        pane.start("play --tui --record colour.jsonl");
        pane.until(READING);
        pane.key("Escape");
        pane.until(LOOKING);
        pane.text(":credit");
        pane.key("Enter");
        pane.until("Queued: credited");
        let seen = String::from_utf8_lossy(&pane.tmux(&["capture-pane", "-p", "-e"]).stdout).into_owned();
        pane.key("C-c");
        pane.until("Go on with:");
        // Green by either of its spellings.
        ["\u{1b}[32m", "\u{1b}[38;5;2m"].iter().any(|green| seen.contains(green))
    };
    assert!(coloured("unset NO_COLOR"));
    assert!(!coloured("export NO_COLOR=1"));
}

#[test]
fn where_there_is_no_terminal_it_says_so_and_records_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["play", "--tui", "--record", "none.jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    let said = printed(&output);
    assert!(said.contains("--tui needs a terminal") && said.contains("Leave --tui out"), "{said}");
    assert!(!folder.path().join("none.jsonl").exists());
}

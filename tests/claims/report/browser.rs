//! A page in a real browser without a window.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

/// How long a visit may take, in tenths of a second.
const TENTHS_MAX: u32 = 1_200;

/// Tries the page's controls as a person would, and writes down which turn is shown after each.
const PROBE: &str = r##"
window.addEventListener("load", () => setTimeout(() => {
  const by = (id) => document.getElementById(id);
  const turns = [...document.querySelectorAll(".turn")];
  const shown = () => turns.filter((turn) => !turn.hidden).map((turn) => turn.dataset.turn).join("+");
  const out = [];
  const note = (name) => out.push(`${name}=${shown()}`);
  const key = (key, target) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  note("start");
  key("ArrowLeft", document.body); note("left");
  key("ArrowLeft", document.body); note("edge");
  key("ArrowRight", document.body); note("right");
  key("End", by("last")); note("end");
  key("ArrowRight", document.body); note("beyond");
  key("Home", by("first")); note("home");
  by("next").click(); note("button");
  by("step").value = String(turns.length);
  by("step").dispatchEvent(new Event("input", { bubbles: true })); note("slider");
  document.querySelector('.slot[data-turn="1"]').dispatchEvent(new MouseEvent("click", { bubbles: true })); note("click");
  const lit = [...document.querySelectorAll("svg .now")];
  out.push(`marks=${lit.length > 0 && lit.every((mark) => mark.dataset.turn === "1")}`);
  key("End", document.body); note("outside");
  out.push(`said=${by("spoken").textContent.startsWith("Turn 1 ")}`);
  document.body.setAttribute("data-probe", out.join(" "));
}, 50));
"##;

/// Runs a checker and writes down what it finds. Every fold is opened first, so that all of the page is looked at.
const CHECK: &str = r##"
window.addEventListener("load", () => setTimeout(() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  axe.run(document, { resultTypes: ["violations"] }).then((result) => {
    const told = result.violations.map((v) => `${v.id}: ${v.nodes.length} of ${v.nodes[0].target.join(" ")}`);
    document.body.setAttribute("data-probe", told.length ? told.join("; ") : "none");
  });
}, 50));
"##;

/// What a browser made of a page.
pub(crate) struct Shown {
    /// The page after its script has run.
    pub(crate) page: String,
    /// What it wrote on its console.
    pub(crate) complaints: Vec<String>,
}

/// The browser to use, if there is one.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("ZOPA_CHROMIUM").map(PathBuf::from);
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path)
        .flat_map(|folder| ["chromium", "chromium-browser", "google-chrome"].map(|name| folder.join(name)));
    named.into_iter().chain(found).find(|file| file.is_file())
}

/// Opens a page, given as a file's name and a place in it.
pub(crate) fn visit(chromium: &Path, folder: &Path, page: &str) -> Shown {
    run(chromium, folder, page, &[])
}

/// The probe's notes on a page.
pub(crate) fn probed(chromium: &Path, folder: &Path, page: &str) -> String {
    noted(chromium, folder, page, "probe.html#turn-2", PROBE, &[])
}

/// What a checker finds on a page.
pub(crate) fn checked(chromium: &Path, folder: &Path, page: &str, checker: &str, dark: bool) -> String {
    let scheme =
        if dark { "--blink-settings=preferredColorScheme=0" } else { "--blink-settings=preferredColorScheme=1" };
    noted(chromium, folder, page, "probe.html", &format!("{checker}\n{CHECK}"), &[scheme])
}

/// Visits a copy of a page with a script added, which the page's own policy would forbid, and gives what it wrote down.
fn noted(chromium: &Path, folder: &Path, page: &str, address: &str, script: &str, options: &[&str]) -> String {
    let policy = page.find("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
    let end = policy + page[policy..].find('>').unwrap() + 1;
    let open = format!("{}{}", &page[..policy], &page[end..]);
    let added = open.replacen("</body>", &format!("<script>{script}</script></body>"), 1);
    fs::write(folder.join("probe.html"), added).unwrap();
    let shown = run(chromium, folder, address, options);
    let noted = shown.page.split("data-probe=\"").nth(1).and_then(|rest| rest.split('"').next());
    noted.unwrap_or_else(|| panic!("the probe wrote nothing: {:?}", shown.complaints)).to_owned()
}

fn run(chromium: &Path, folder: &Path, page: &str, options: &[&str]) -> Shown {
    let (out, err) = (folder.join("shown"), folder.join("said"));
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let mut child = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
        .args(["--enable-logging=stderr", "--virtual-time-budget=8000", "--window-size=1280,1000", "--dump-dom"])
        .arg(profile)
        .args(options)
        .arg(format!("file://{}/{page}", folder.display()))
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap())
        .spawn()
        .unwrap();
    for _ in 0..TENTHS_MAX {
        if child.try_wait().unwrap().is_some() {
            let said = String::from_utf8_lossy(&fs::read(&err).unwrap()).into_owned();
            let complaints = said.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect();
            return Shown { page: fs::read_to_string(&out).unwrap(), complaints };
        }
        thread::sleep(Duration::from_millis(100));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    panic!("the browser does not come to an end");
}

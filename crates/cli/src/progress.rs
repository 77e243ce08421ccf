//! Progress of long work: a bar on a terminal's error output, and nothing where there is no terminal.

use std::{io::IsTerminal, sync::OnceLock};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that goes away when the work is done.
pub(crate) struct Bar {
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    /// A bar for so many jobs, with what is worked on and what the jobs are called.
    pub(crate) fn new(what: &str, jobs_are: &str, jobs: u64) -> Self {
        let bar = OnceLock::new();
        if std::io::stderr().is_terminal() {
            bar.get_or_init(|| {
                let template = format!("{{msg}} {{bar:30}} {{pos}}/{{len}} {jobs_are}, {{eta}} to go");
                let style = ProgressStyle::with_template(&template);
                let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
                ProgressBar::with_draw_target(Some(jobs), ProgressDrawTarget::stderr())
                    .with_style(style)
                    .with_message(what.to_owned())
            });
        }
        Self { bar }
    }

    /// So many jobs are done.
    pub(crate) fn at(&self, done: u64) {
        if let Some(bar) = self.bar.get() {
            bar.set_position(done);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

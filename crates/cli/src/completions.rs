//! `zopa completions SHELL`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::{Cli, Console, Exit, Stop};

/// Print a completion script for a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa completions bash > ~/.local/share/bash-completion/completions/zopa
  zopa completions zsh > ~/.zfunc/_zopa
  zopa completions fish > ~/.config/fish/completions/zopa.fish")]
pub struct CompletionsArgs {
    /// The shell.
    shell: Shell,
}

/// Runs `zopa completions`.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn run(args: &CompletionsArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "zopa", &mut script);
    console.out.write_all(&script)?;
    Ok(Exit::Success)
}

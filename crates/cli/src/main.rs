//! `zopa`: negotiate in the terminal.

use std::process::ExitCode;

fn main() -> ExitCode {
    zopa_cli::main()
}

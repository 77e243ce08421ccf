//! `zopa`: negotiate in the terminal.

use std::{
    io::{self, BufWriter},
    process::ExitCode,
};

use clap::Parser;
use zopa_cli::{Cli, Console, run, terminal_width, wanted_colour};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let colour = wanted_colour();
    let exit = run(
        &cli,
        &mut Console {
            out: &mut BufWriter::new(io::stdout()),
            err: &mut io::stderr(),
            width: terminal_width(),
            colour,
        },
    );
    ExitCode::from(exit as u8)
}

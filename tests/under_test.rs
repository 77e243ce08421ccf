//! The program under test: the same `main` as the released binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    zopa_cli::main()
}

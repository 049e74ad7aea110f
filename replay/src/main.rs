//! The binary `replay`: the auditor's tool.

use std::process::ExitCode;

fn main() -> ExitCode {
    replay::tool::main(std::env::args_os())
}

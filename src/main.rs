//! The `ecombot` program: all of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ecombot::cli::run()
}

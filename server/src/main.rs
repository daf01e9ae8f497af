//! The program: composes, and decides nothing.

fn main() -> std::process::ExitCode {
    doorward::cli::run()
}

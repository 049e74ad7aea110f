//! The command line: what an operator can do.

//! What citizens ask and command.

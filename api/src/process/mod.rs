//! The to-do workers: the only place with side effects after a decision.

//! Twelve writers at once, some of which fail, beside a transaction that never seems to end: the log misses nothing.

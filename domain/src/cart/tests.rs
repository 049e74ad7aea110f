//! Tests of the rules, written with the rest of the suite.

//! What all edges share: made once at start, cheap to clone.

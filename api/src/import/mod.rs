//! Positions loaded by the office: streamed, resumable, reported row by row.

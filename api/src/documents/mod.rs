//! Notices and receipts as PDF.

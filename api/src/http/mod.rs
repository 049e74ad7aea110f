//! Listeners: bounded, patient with nobody, and honest about their health.

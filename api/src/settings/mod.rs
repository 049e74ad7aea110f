//! Settings: by file and environment, secrets by file, refused at start with the name of the setting that is wrong.

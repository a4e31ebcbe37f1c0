"""The people on file: one record for each, entered once, for every department to use."""

"""What each word of the command line does: one function per word, grouped by who uses it."""

"""What a table means: what it is about, which row is its header, which column is which field, which rows dress it."""

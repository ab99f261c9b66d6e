"""A cell becomes a value: dates, times, names, numbers and the words of fixed choices, as people write them."""

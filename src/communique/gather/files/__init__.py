"""A file becomes tables: a reader for each kind of file. They know nothing of what tables mean."""

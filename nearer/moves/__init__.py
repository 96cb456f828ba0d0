"""A whole notebook moved from its file to a PostgreSQL and back, row by row; used by the command line alone."""

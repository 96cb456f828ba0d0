"""Storage: the notebook and what is kept in it."""

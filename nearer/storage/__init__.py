"""Storage: the notebook, what is kept in it, and who may open it."""

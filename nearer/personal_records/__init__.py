"""All that one person has in the notebook, at once: read for a file they take along, saved from one, erased."""

"""The guide: topics and steps as they are read, what fits one person and why, and search as people speak."""

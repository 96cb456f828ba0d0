"""A person's own export read back: what stands in the file, and which answers of it can be saved again."""

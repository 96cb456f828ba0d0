"""What somebody typed, or a file holds, becomes an answer, or is refused with a sentence; it is never changed."""

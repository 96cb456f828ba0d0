"""What the servers of a clinic share about signing in: which sign-ins are open, and the key of known devices."""

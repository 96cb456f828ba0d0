"""What the servers of a clinic share about signing in: open sign-ins, the key of known devices, failed attempts."""

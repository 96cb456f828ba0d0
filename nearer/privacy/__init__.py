"""Privacy: keys, seals, passphrases, and the vault of who is signed in."""

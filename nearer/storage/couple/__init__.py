"""What people keep: names and keys, answers, events, steps, messages, and what they share."""

"""Published instruments: their rules of scoring, licences, safety, and how much of a change is reliable."""

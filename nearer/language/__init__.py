"""In which language a run speaks: the one `_()` for every sentence, dates and numbers, and the pseudo-language."""

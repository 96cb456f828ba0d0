"""One questionnaire being answered: what a window holds, its draft and its merge, its way, and help first."""

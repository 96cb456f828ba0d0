"""Weekly scores to claims whose error rates are known. Nothing else in Nearer decides on a trend word."""

"""Made-up couples for looking around."""

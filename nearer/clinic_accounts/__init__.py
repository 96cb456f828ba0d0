"""The clinic's accounts, of therapists and managers: begun and ended, what they sign in with, and the trail."""

"""Therapists: who they are, who lets them read, and what they see and keep of a couple."""

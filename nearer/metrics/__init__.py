"""Counts and times for whoever runs a clinic's servers: of nobody in particular, and on this machine alone."""

"""Copies of the notebook's file, sealed as it is; nobody's rows are read.

Nearer's own lie in `backups` beside it; those of an update or of a restoration stand beside the notebook itself.
Where its folder is copied elsewhere, or lies on another machine, that is noticed here too.
"""

"""Widgets with callbacks, one file a screen."""

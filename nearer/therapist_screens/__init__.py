"""A therapist's screens: widgets with callbacks, one file a screen or a part of one."""

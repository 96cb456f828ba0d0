"""A verified copy of a notebook's file, and its tables brought up to date in one."""

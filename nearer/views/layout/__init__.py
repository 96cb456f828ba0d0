"""The frame around every screen, and what screens are laid out with."""

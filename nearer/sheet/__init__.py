"""The visit sheet: one A4 page as PDF, made without a browser and without a network."""

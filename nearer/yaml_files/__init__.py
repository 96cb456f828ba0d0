"""Shipped YAML files: text with line numbers to checked values, a sentence for each thing that is wrong, and back."""

"""What stands on the screen: values in, drawing out. Knows no notebook, no key and no session."""

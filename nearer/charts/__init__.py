"""Charts: figures of weeks and of single questions, the circles, and the values they are drawn from."""

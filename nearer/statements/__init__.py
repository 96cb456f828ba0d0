"""SQL statements that are made once, their values bound as they run: what a click asks again and again."""

"""The schema, connections to SQLite, migrations, and looking at a file before it is opened."""

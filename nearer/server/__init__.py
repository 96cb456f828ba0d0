"""How the server is reached and what it sends: its settings, who is at the other end, Streamlit's files, the log."""

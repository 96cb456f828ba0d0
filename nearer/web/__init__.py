"""Everything before Streamlit: the gate, the sign-in pages and the headers."""

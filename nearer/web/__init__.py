"""Everything before Streamlit: the gate, the sign-in pages, the headers and the check of the configuration."""

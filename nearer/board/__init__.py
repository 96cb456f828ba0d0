"""The therapist's board, a line a couple, and what changed for one of them: made without Streamlit."""

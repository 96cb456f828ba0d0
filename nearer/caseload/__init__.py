"""The therapist's caseload, a line a couple, and what changed for one of them: made without Streamlit."""

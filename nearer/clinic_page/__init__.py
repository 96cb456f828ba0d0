"""What a manager's page says: what needs them, a line an account, the trail; made without Streamlit."""

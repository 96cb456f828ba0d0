"""What a screen says: values and sentences, made without Streamlit."""

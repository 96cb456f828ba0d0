"""What a therapist's own screens say, beside her caseload: values and sentences, made without Streamlit."""

"""Who is signed in, services, navigation and actions: owns every key of st.session_state."""

"""The smallest page, so that the server has something to run."""

import streamlit as st

st.text("the inner page")

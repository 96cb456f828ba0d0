"""The smallest page, so that the server has something to run; asked to, it breaks with what was typed."""

import streamlit as st


def break_now() -> None:
    raise ValueError(st.session_state["typed"])


st.text("the inner page")
st.text_input("Typed", key="typed")
st.button("Break in the callback", key="callback", on_click=break_now)
if st.button("Break in the page", key="page"):
    break_now()


@st.fragment
def part() -> None:
    if st.button("Break in a part", key="part"):
        break_now()


part()

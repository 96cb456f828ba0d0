"""A sign-in may send files while its screen has a place for them, and no longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from nearer.sign_ins.signed_in import SignedInParty
from nearer.storage.notebook import open_demo_notebook
from tests.screen_server import ScreenServer
from tests.storage.making import make_person


@pytest.fixture
def party(screen_server: ScreenServer) -> Iterator[SignedInParty]:
    notebook = open_demo_notebook()
    token = screen_server.sign_in(make_person(notebook, "Meera"), notebook)
    party = screen_server.vault.find(token)
    assert party is not None
    yield party
    notebook.close()


def screen() -> None:
    import streamlit as st

    from nearer.session.upload_place import forget_uploader, note_uploader

    if st.checkbox("with a place", value=True):
        note_uploader()
    forget_uploader()


def test_an_upload_is_taken_from_a_screen_that_has_a_place_for_it_until_the_next_that_has_none(
    party: SignedInParty,
) -> None:
    app = AppTest.from_function(screen).run()
    assert len(party.uploads.screens) == 1
    app.run()
    assert len(party.uploads.screens) == 1
    app.checkbox[0].uncheck().run()
    assert party.uploads.screens == set()

"""A sign-in may send files while its screen has a place for them, and no longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from nearer.session import upload_place
from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.notebook import open_demo_notebook
from tests.storage.making import make_person


@pytest.fixture
def party(monkeypatch: pytest.MonkeyPatch) -> Iterator[SignedIn]:
    notebook = open_demo_notebook()
    party = SignedIn(make_person(notebook, "Meera"), notebook)
    monkeypatch.setattr(upload_place, "signed_in", lambda touch: party)
    yield party
    notebook.close()


def screen() -> None:
    import streamlit as st

    from nearer.session.upload_place import forget_uploader, note_uploader

    if st.checkbox("with a place", value=True):
        note_uploader()
    forget_uploader()


def test_an_upload_is_taken_from_a_screen_that_has_a_place_for_it_until_the_next_that_has_none(party: SignedIn) -> None:
    app = AppTest.from_function(screen).run()
    assert len(party.uploads.screens) == 1
    app.run()
    assert len(party.uploads.screens) == 1
    app.checkbox[0].uncheck().run()
    assert party.uploads.screens == set()

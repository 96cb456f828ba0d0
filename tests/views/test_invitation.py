"""An invitation is shown with its address, and with a picture only where a phone can open it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def _invitation(opened_at: str) -> None:
    from nearer.views.invitation import draw_invitation_code

    draw_invitation_code("ABCD-EFGH-JKMN-PQRS", opened_at)


@pytest.mark.parametrize(
    ("opened_at", "pictures"),
    [
        ("http://localhost:8501/sharing", 0), ("http://127.0.0.1:8501/sharing", 0),
        ("https://nearer.clinic.example/sharing", 1),
    ],
)  # fmt: skip
def test_a_picture_for_a_phone_is_there_only_where_a_phone_can_open_it(opened_at: str, pictures: int) -> None:
    app = AppTest.from_function(_invitation, default_timeout=30, args=(opened_at,)).run()
    drawn = " ".join(element.proto.body for element in app.get("html"))
    assert drawn.count("<img") == pictures and drawn.count("/join</code>") == 1
    assert ("camera" in drawn, "this computer only" in drawn) == (bool(pictures), not pictures)

"""What a partner or a therapist reads of a shared score: a band, and *roughly* where few questions bear it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _two_scales() -> None:
    from decimal import Decimal

    from nearer.shipped import shipped_catalogue
    from nearer.views.screen_values import SharedView
    from nearer.views.shared_response import draw_shared_responses

    body = shipped_catalogue().questionnaires["physical-barriers"]
    draw_shared_responses([SharedView("Meera", body, "", {"dryness": Decimal(88), "body": Decimal(88)})])


def test_a_shared_score_of_two_questions_is_roughly_so_and_has_no_number() -> None:
    text = AppTest.from_function(_two_scales, default_timeout=30).run().get("html")[0].proto.body
    assert "<li>Meera on “Dryness”: Very much in the way, roughly.</li>" in text
    assert "<li>Meera on “The body as a whole”: Very much in the way.</li>" in text
    assert "88" not in text

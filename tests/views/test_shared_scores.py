"""What a partner or a therapist reads of a shared score: a band, and *roughly* where few questions bear it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from streamlit.testing.v1 import AppTest

from nearer.domain.scales import Scale
from nearer.shipped import shipped_catalogue, shipped_instruments
from nearer.views.shared_response import score_sentence


def _two_scales() -> None:
    from decimal import Decimal

    from nearer.shipped import shipped_catalogue
    from nearer.views.screen_values import SharedResponse
    from nearer.views.shared_response import draw_shared_responses

    body = shipped_catalogue().questionnaires["physical-barriers"]
    draw_shared_responses([SharedResponse("Meera", body, "", {"dryness": Decimal(88), "body": Decimal(88)})])


def test_a_shared_score_of_two_questions_is_roughly_so_and_has_no_number() -> None:
    text = AppTest.from_function(_two_scales, default_timeout=30).run().get("html")[0].proto.body
    assert "<li>For Meera, “Dryness” got very much in the way (roughly).</li>" in text
    assert "<li>For Meera, “The body as a whole” got very much in the way.</li>" in text
    assert "88" not in text


def test_every_band_of_ours_is_said_in_a_sentence_with_a_verb() -> None:
    told = {
        (scale.title, band.name): score_sentence("Meera", scale, band.start, None).replace(" (roughly).", ".")
        for questionnaire in shipped_catalogue().questionnaires.values()
        for scale in questionnaire.scales for band in scale.bands
    }  # fmt: skip
    assert len(told) > 90
    for (title, band), sentence in told.items():
        assert re.fullmatch(
            rf"For Meera, (“{title}” (was|got|played|stayed|came) [a-z ]+|there was [a-z ]+ for “{title}”)\."
            rf"|Meera (felt [a-z ]+|chose the circles “{band}”|said “{band}” about “{title}”|has named “{title}”)\."
            rf"|Meera found “{title}” hard going\.",
            sentence,
        ), sentence
        assert band.lower().split()[-1] in sentence.lower()


def test_a_band_of_another_file_is_quoted_in_a_whole_sentence() -> None:
    [phq_9] = [instrument for instrument in shipped_instruments() if instrument.id == "phq-9"]
    mood = Scale(
        id="mood", title="Mood", items=("a", "b"), method="sum", need=Fraction(1), higher="worse", bands=phq_9.bands
    )
    assert score_sentence("Meera", mood, Decimal(5), None) == "For Meera, “Mood” came out as “Mild”."
    bare = replace(mood, bands=())
    assert score_sentence("Meera", bare, Decimal(5), None) == "For Meera, “Mood” came out as “5”."


def test_shared_circles_are_worded_as_the_person_who_chose_them_read_them() -> None:
    check_in = shipped_catalogue().check_in
    circles = check_in.circles_scale
    assert circles is not None
    options = check_in.item(circles.items[0]).options
    assert [band.name for band in circles.bands] == [option.text for option in options]
    assert [band.start for band in circles.bands] == [option.weight for option in options]
    for band in circles.bands:
        assert score_sentence("Meera", circles, band.start, None) == f"Meera chose the circles “{band.name}”."
        assert band.name in band.text and (band.because is None or band.name in band.because)

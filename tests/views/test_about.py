"""About is short to read: what matters stands open, the details wait in folds."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

WORDS = 400  # issue 12


def draw_about() -> None:
    from nearer.presenters.about import about_figures
    from nearer.presenters.closeness import about_claims
    from nearer.views import text as words
    from nearer.views.layout.frame import draw_passages, page_header

    page_header(words.about.TITLE, words.about.LEAD)
    draw_passages((*words.about.passages(about_figures()), about_claims()))


def words_of(*bodies: str) -> list[str]:
    return re.sub("<[^>]*>", " ", " ".join(bodies)).split()


def html_in(block: object) -> list[str]:
    return [one.proto.body for one in block.get("html")]  # type: ignore[attr-defined]


def test_the_about_page_has_less_than_400_words_outside_its_folds_and_all_the_others_within() -> None:
    app = AppTest.from_function(draw_about, default_timeout=60).run()
    assert not app.exception
    folds = app.expander
    inside = [body for fold in folds for body in html_in(fold)]
    outside = [body for body in html_in(app) if body not in inside]
    labels = [fold.label for fold in folds]
    assert len(words_of(*outside, *labels)) < WORDS
    assert len(words_of(*outside, *inside)) > 1_000, "nothing that stood there is dropped"
    assert len(labels) == len(set(labels)) and all(labels), "no two folds have one name"


def test_what_a_reader_of_the_about_page_must_not_miss_is_outside_its_folds() -> None:
    app = AppTest.from_function(draw_about, default_timeout=60).run()
    inside = {body for fold in app.expander for body in html_in(fold)}
    outside = " ".join(body for body in html_in(app) if body not in inside)
    for fact in (
        "not a medical device",
        "Help at the top",
        "not validated",
        "running program",
        "recovery code are lost",
        "no trace for your partner",
    ):
        assert fact in outside, fact

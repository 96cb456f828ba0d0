"""A number that a sentence names is the one that is counted by: another one there is another one in the sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind
from nearer.trends.error_rates import error_rates
from nearer.trends.side_by_side import compare_couple
from nearer.views import text as words
from nearer.views.text.small_numbers import number_word
from tests.trends.series_builders import GROWING, SHRINKING, make_series

VIEW = compare_couple(make_series(GROWING), make_series(SHRINKING))


def short(kind: ReasonKind) -> str:
    return words.caseload.reason_in_short(CaseloadReason(kind, 0, None), "")


@pytest.mark.parametrize(
    ("constant", "write", "before", "after"),
    [
        ("caseload.LOW_RUN", lambda: short(ReasonKind.LOW_WEEKS), "two weeks below", "seven weeks below"),
        ("reasons.WIDE_RUN", lambda: short(ReasonKind.WIDE_GAP), "three weeks running", "seven weeks running"),
        ("reasons.LOW_RUN", lambda: words.reasons.reason_name(ReasonKind.LOW_WEEKS), "Two weeks", "Seven weeks"),
        ("reasons.LOW_RUN", lambda: words.reasons.about_reasons(error_rates())[1], "Two weeks", "Seven weeks"),
        ("reasons.QUIET_RUN", lambda: words.reasons.reason_name(ReasonKind.QUIET_WEEKS), "for two", "for seven"),
        ("trends.CLOSE_POINTS", lambda: words.trends.couple_sentences(VIEW)[0], "10 points", "7 points"),
        ("trends.MIN_ANSWERS", words.trends.too_early_sentence, "four or more", "seven or more"),
        (
            "couple.CLOSE_POINTS",
            lambda: words.couple.gap_sentence(4, 3, "12", VIEW.weeks[0].week.monday()),
            "10 points",
            "7 points",
        ),
        ("closeness.FIRST_ANSWERS", lambda: words.closeness.usual_range("40", "60"), "six weeks", "seven weeks"),
    ],
)
def test_a_sentence_names_the_number_that_is_counted_by(
    monkeypatch: pytest.MonkeyPatch, constant: str, write: Callable[[], str], before: str, after: str
) -> None:
    assert before in write()
    monkeypatch.setattr(f"nearer.views.text.{constant}", 7)
    assert before not in write() and after in write()


def test_small_numbers_are_words_and_others_digits() -> None:
    assert [number_word(number) for number in (0, 1, 2, 9, 10, 26)] == ["0", "one", "two", "nine", "10", "26"]

"""No word of a direction stands anywhere below the claim that allows it."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nearer.charts.closeness_chart import closeness_alt, closeness_figure
from nearer.charts.item_chart import items_alt, items_figure, items_table_html
from nearer.domain.weeks import Week
from nearer.presenters.exports import table_csv, weeks_file
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind
from nearer.trends.claims import Claim, ClaimKind, claim_of
from nearer.trends.error_rates import Rate, error_rates
from nearer.trends.event_overlap import Overlap
from nearer.trends.reliable_change import ChangeKind, Reliability, reliable_change
from nearer.trends.series import series_of
from nearer.trends.side_by_side import Comovement, MovingKind, compare_couple
from nearer.trends.usual_range import usual_range
from nearer.views import text as words
from nearer.views.chart_values import Accent, ChartAnnotations, ChartEvent
from nearer.views.layout.table_html import weeks_table_html
from tests.views.tables import make_answers_frame, make_item, make_options_frame, make_person_weeks, make_weeks_frame

UP = (
    r"\b(up(wards?)?|rising|rises?|rose|risen|increas\w*|gain(s|ed|ing)?|grow\w*|grew|climb\w*|improv\w*|better|higher|"
    r"closer|nearer to)\b"
)
DOWN = (
    r"\b(down(wards?)?|falls?|falling|fell|fallen|drop(s|ped|ping)?|declin(es|ing)|decreas\w*|wors\w*|lower(s|ing|ed)?|"
    r"sink\w*|slip\w*|further apart|drift\w*)\b"
)
STRONG = r"\b(likely|probabl\w*|certain\w*|clearly)\b"
WEAK = r"\b(lean\w*|tend\w*|trend\w*|seem\w*)\b"
TOGETHER = r"\b(same way|opposite ways|together from week)\b"
EVERY = "|".join((UP, DOWN, STRONG, WEAK, TOGETHER))
HARMLESS = re.compile(r"ups and downs|add(s|ed) up|made-up|written down|more is (better|worse)|^Trends$", re.IGNORECASE)
ALLOWED = {
    ClaimKind.TOO_EARLY: "",
    ClaimKind.NO_CLEAR_DIRECTION: "",
    ClaimKind.LEANING_UP: f"{UP}|{WEAK}",
    ClaimKind.LEANING_DOWN: f"{DOWN}|{WEAK}",
    ClaimKind.LIKELY_UP: f"{UP}|{STRONG}",
    ClaimKind.LIKELY_DOWN: f"{DOWN}|{STRONG}",
}
REASONS = {
    ClaimKind.TOO_EARLY: ReasonKind.TOO_EARLY,
    ClaimKind.NO_CLEAR_DIRECTION: ReasonKind.UNCLEAR,
    ClaimKind.LEANING_UP: ReasonKind.RISING,
    ClaimKind.LEANING_DOWN: ReasonKind.FALLING,
    ClaimKind.LIKELY_UP: ReasonKind.RISING,
    ClaimKind.LIKELY_DOWN: ReasonKind.FALLING,
}
WORDS = Path(words.__file__).parent
OF_CLAIMS = {"trends", "reasons", "caseload", "service"}  # the last three say the claims of the first in fewer words
CLAIM = (
    r"^leaning \w+(( over \{weeks\})?, may be chance| \(may be chance\))$|"
    r"^(has )?likely gone (up|down)( over \{weeks\})?$"
)
# A published instrument, keys of the caseload, paper; and the group of those whose claim is one of a rise.
OTHER_FACTS = r"got worse|^reliably (better|worse)$|^Keys: |from paper count in the same way|^rising$"
FIRST = Week(2026, 36)
MEERA = (20, 30, 20, 30, 40, 40, 50, 50, 60, 60, 70, 70)
RAVI = (40, 40, 50, 40, 50, 50, 50, 60, 60, 60, 70, 70)


def trend_words(text: str, allowed: str = "") -> list[str]:
    """Words of a direction in a text, apart from those allowed."""
    matches = [match.group() for match in re.finditer(EVERY, HARMLESS.sub("", text), re.IGNORECASE)]
    return [word for word in matches if not (allowed and re.fullmatch(allowed, word, re.IGNORECASE))]


def seen(part: object, place: str = "") -> list[str]:
    """Every text of a figure that somebody reads: titles, names, labels, what a pointer shows."""
    if isinstance(part, dict):
        return [text for name, inner in part.items() if name != "template" for text in seen(inner, str(name))]
    if isinstance(part, list | tuple):
        return [text for inner in part for text in seen(inner, place)]
    return [part] if isinstance(part, str) and place in ("text", "name", "ticktext", "title") else []


def claim(kind: ClaimKind) -> Claim:
    known = error_rates()
    rates = known.likely if "likely" in kind else known.leaning
    if kind is ClaimKind.TOO_EARLY:
        return Claim(kind, 3, 3)
    return Claim(kind, 12, 9, 2.0, 1.0, 3.0, rates)


@pytest.mark.parametrize("kind", ClaimKind)
def test_a_claims_sentence_and_its_footnote_use_only_words_that_the_claim_allows(kind: ClaimKind) -> None:
    text = " ".join(
        [words.trends.claim_sentence(claim(kind)), *words.trends.certainty_sentences(claim(kind), error_rates())]
    )
    assert trend_words(text, ALLOWED[kind]) == []


@pytest.mark.parametrize(
    "kind", [ClaimKind.LEANING_UP, ClaimKind.LEANING_DOWN, ClaimKind.LIKELY_UP, ClaimKind.LIKELY_DOWN]
)
def test_the_list_of_trend_words_knows_what_the_sentences_say(kind: ClaimKind) -> None:
    assert len(trend_words(words.trends.claim_sentence(claim(kind)))) >= 2


def test_without_a_direction_no_slope_is_mentioned() -> None:
    text = " ".join(words.trends.certainty_sentences(claim(ClaimKind.NO_CLEAR_DIRECTION), error_rates()))
    assert "points a week" not in text


def sentences_of(file: Path) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
    spoken = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "counted")]
    return [str(arg.value) for call in spoken for arg in call.args if isinstance(arg, ast.Constant)]


@pytest.mark.parametrize(
    "file", [file for file in sorted(WORDS.glob("*.py")) if file.stem not in OF_CLAIMS], ids=lambda file: file.stem
)
def test_no_other_sentence_of_any_screen_has_a_trend_word(file: Path) -> None:
    texts = [text for text in sentences_of(file) if text != "Trends"]  # a place in the menu, which claims nothing
    assert [(text, wrong) for text in texts if (wrong := trend_words(text))] == []


@pytest.mark.parametrize("name", sorted(OF_CLAIMS - {"trends"}))
def test_where_claims_are_said_in_fewer_words_every_trend_word_is_one_of_a_claim(name: str) -> None:
    texts = [text for text in sentences_of(WORDS / f"{name}.py") if not re.search(f"{CLAIM}|{OTHER_FACTS}", text)]
    assert [(text, wrong) for text in texts if (wrong := trend_words(text))] == []


@pytest.mark.parametrize("kind", ClaimKind)
def test_each_caseload_row_and_its_sentence_use_only_words_of_direction_that_the_claim_allows(kind: ClaimKind) -> None:
    reason = CaseloadReason(REASONS[kind], 0, FIRST, claim=claim(kind))
    texts = [
        words.caseload.reason_in_short(reason, "Al"),
        words.reasons.reason_sentence(reason, "Al"),
        words.service.outcome_name(kind.value),
    ]
    assert [(text, wrong) for text in texts if (wrong := trend_words(text, ALLOWED[kind]))] == []
    directed = kind in (ClaimKind.LEANING_UP, ClaimKind.LEANING_DOWN, ClaimKind.LIKELY_UP, ClaimKind.LIKELY_DOWN)
    assert all(bool(trend_words(text)) is directed for text in texts)
    assert all(("may be chance" in text) is ("leaning" in kind) for text in texts)


@pytest.mark.parametrize("scores", [(40, 50, 40), MEERA, MEERA[::-1], (50, None, 50, 60, None, None, 60, 50)])
def test_neither_a_chart_nor_its_text_its_table_or_its_file_states_a_direction(scores: tuple[int | None, ...]) -> None:
    lines = make_weeks_frame(
        [make_person_weeks("You", scores, first=FIRST), make_person_weeks("Ravi", RAVI, Accent.CLAY, first=FIRST)]
    )
    usual = usual_range(series_of({FIRST.plus(n): score for n, score in enumerate(scores)}))
    beside = ChartAnnotations(
        (ChartEvent(date(2026, 10, 1), date(2026, 10, 1), "Therapy begins, 1 October 2026"),), usual
    )
    items = (make_item("I felt understood.", ("Not at all", "Fully")),)
    answers_frame = make_answers_frame([(items[0], (0, 1, None))], FIRST)
    chosen = make_options_frame(answers_frame, items)
    written = [
        *seen(closeness_figure(lines, beside).to_plotly_json()),
        closeness_alt(lines, beside),
        weeks_table_html(lines, beside.events),
        table_csv(weeks_file(lines, beside.events, answers_frame, items)).decode(),
        *seen(items_figure(chosen, items, Accent.TEAL).to_plotly_json()),
        items_alt(chosen, items),
        items_table_html(chosen, items),
    ]
    assert trend_words(" ".join(written)) == []


def test_three_weeks_are_counted_and_no_direction_is_claimed() -> None:
    early = claim_of(series_of({FIRST.plus(n): score for n, score in enumerate((40, 50, 40))}))
    assert words.trends.claim_sentence(early).startswith("3 weeks so far.")
    assert words.trends.certainty_sentences(early, error_rates()) == ()


def test_the_sentence_of_meeras_twelve_weeks_says_that_they_have_likely_gone_up() -> None:
    outcome = claim_of(series_of({FIRST.plus(n): score for n, score in enumerate(MEERA)}))
    assert words.trends.claim_sentence(outcome) == "Over 12 weeks, your closeness has likely gone up."


def test_a_sentence_calls_weeks_up_and_down_ups_and_downs_and_counts_missing_ones() -> None:
    outcome = claim_of(series_of({FIRST.plus(n): s for n, s in enumerate((50, None, 50, 60, None, None, 60, 50))}))
    assert words.trends.claim_sentence(outcome).startswith("5 of 8 weeks")
    assert "ups and downs" in words.trends.claim_sentence(outcome)


def test_the_footnote_gives_the_measured_rates_in_plain_words() -> None:
    known = replace(
        error_rates().likely,
        false_alarms=(Rate(0.0, 0.0143), Rate(0.3, 0.0476)),
        rise_detected=0.682,
        step_detected=0.5302,
    )
    text = " ".join(words.trends.rate_sentences(replace(known, wrong_direction=0.0025), error_rates()))
    for fact in (
        "1 in 100 if no week depends on the one before",
        "5 in 100 if a week partly",
        "68 in 100",
        "53 in 100",
    ):
        assert fact in text
    assert "fewer than 1 in 100 are told the opposite." in text


def test_two_people_of_the_demo_read_how_often_they_are_close_and_nothing_about_moving_together() -> None:
    series = [series_of({FIRST.plus(n): score for n, score in enumerate(one)}) for one in (MEERA, RAVI)]
    [sentence, invitation] = words.trends.couple_sentences(compare_couple(*series))
    assert sentence == "In 10 of the 12 weeks you both answered, you felt about the same (within 10 points)."
    assert invitation == words.trends.INVITATION


@pytest.mark.parametrize("weeks", [1, 3])
def test_for_a_couple_with_few_weeks_together_no_closeness_is_counted(weeks: int) -> None:
    series = [series_of({FIRST.plus(n): score for n, score in enumerate(one[:weeks])}) for one in (MEERA, RAVI)]
    assert words.trends.couple_sentences(compare_couple(*series)) == ()


@pytest.mark.parametrize(
    ("kind", "allowed"), [(MovingKind.NO_CLEAR_PATTERN, ""), (MovingKind.TOGETHER, f"{TOGETHER}|{WEAK}")]
)
def test_two_peoples_lines_are_said_to_move_together_only_when_that_is_claimed(kind: MovingKind, allowed: str) -> None:
    view = compare_couple(*[series_of({FIRST.plus(n): score for n, score in enumerate(one)}) for one in (MEERA, RAVI)])
    moving = Comovement(kind, 12, 0.7, 0.2, 0.9, (Rate(0.0, 0.04),))
    text = " ".join(words.trends.couple_sentences(replace(view, moving=moving)))
    assert trend_words(text, allowed) == []
    assert "12 pairs" in text


@pytest.mark.parametrize(
    ("overlap", "sentence"),
    [
        (Overlap(4, 8, True), "entered after its own week, so it is only drawn."),
        (Overlap(3, 8, False), ""),
        (
            Overlap(4, 8, False, 0.6, 0.4),
            "4 weeks before and 8 from then on: no difference can be read.",
        ),
    ],
)
def test_around_an_event_no_difference_is_claimed_that_the_weeks_do_not_support(
    overlap: Overlap, sentence: str
) -> None:
    assert words.trends.event_sentence(overlap) == sentence


def test_a_difference_around_an_event_comes_with_how_often_chance_alone_shows_one() -> None:
    event_sentence = words.trends.event_sentence(Overlap(4, 8, False, 1.0, 0.004, (Rate(0.3, 0.1156),)))
    assert "the later weeks are higher in 100 of 100 pairs of an earlier and a later week" in event_sentence
    assert "by chance alone this is said to 12 in 100" in event_sentence
    assert trend_words(event_sentence, UP) == []


@pytest.mark.parametrize(
    ("known", "after", "kind"),
    [
        (Reliability(None, None), 90, ChangeKind.CANNOT_TELL),
        (Reliability(7.5, 0.80), 50, ChangeKind.NO_RELIABLE_CHANGE),
        (Reliability(7.5, 0.80), 57, ChangeKind.RELIABLE_RISE),
        (Reliability(7.5, 0.80), 37, ChangeKind.RELIABLE_FALL),
    ],
)
def test_a_score_taken_again_has_a_direction_only_beyond_its_instruments_own_uncertainty(
    known: Reliability, after: int, kind: ChangeKind
) -> None:
    change = reliable_change(47, after, known)
    numbers = words.trends.then_and_now("47", date(2026, 9, 3), str(after))
    score_again_sentence = words.trends.score_again_sentence("Tiredness", numbers, change, "")
    allowed = {ChangeKind.RELIABLE_RISE: "up", ChangeKind.RELIABLE_FALL: "down"}.get(kind)
    assert change.kind is kind
    assert trend_words(f"{score_again_sentence} {words.trends.SCORES_AGAIN_UNKNOWN}") == ([allowed] if allowed else [])
    assert score_again_sentence.startswith(f"Tiredness: 47 on 3 September 2026, {after} now.")

"""One `_()`: each run, request and thread has its language, and a constant is said in the one of whoever reads it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import anyio
import anyio.to_thread
import pytest

from nearer.language import dates_and_numbers as dates
from nearer.language import sentences
from nearer.language.languages import best_language, language_of_terminal, read_languages
from nearer.language.pseudo import pseudo
from nearer.language.sentences import (
    _,
    ask_when_unset,
    counted,
    current_language,
    set_language,
    speaking,
    spoken,
)
from nearer.views import text as words
from tests.language.translated import polish_in


@dataclass(frozen=True)
class Part:
    """As a passage of About: made once, read by many."""

    title: str
    lines: tuple[str, ...]


CONSTANT = _("Saved")
PART = Part(_("Back"), (_("Saved"), "untouched"))


@pytest.fixture(autouse=True)
def three_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with polish_in(tmp_path, monkeypatch):
        yield


def test_a_sentence_that_was_made_at_import_is_said_in_the_language_of_whoever_reads_it() -> None:
    with speaking("pl"):
        assert str(CONSTANT) == f"{CONSTANT}" == "Zapisano"
        assert "{} {}".format("–", CONSTANT) == "– Zapisano"
        assert spoken(PART) == Part("Wstecz", ("Zapisano", "untouched"))
        assert spoken({"a": [CONSTANT]}) == {"a": ["Zapisano"]}
        assert (words.form.SAVED, type(words.form.SAVED)) == ("Zapisano", str)
        assert words.form.BACK == "Wstecz"
    assert (str(CONSTANT), words.form.SAVED, words.form.BACK) == ("Saved", "Saved", "Back")


def test_a_sentence_without_a_translation_stays_as_it_was_written() -> None:
    with speaking("pl"):
        assert words.form.FINISH == "Finish and save"
        assert words.questionnaires.about_minutes(2) == "about 2 minutes"


@pytest.mark.parametrize(
    ("number", "sentence"),  # the plural rule of Polish in Unicode's CLDR: one, few (2 to 4), many
    [
        (1, "1 tydzień"),
        (2, "2 tygodnie"),
        (5, "5 tygodni"),
        (12, "12 tygodni"),
        (22, "22 tygodnie"),
        (25, "25 tygodni"),
    ],
)
def test_a_number_takes_the_plural_of_the_language(number: int, sentence: str) -> None:
    with speaking("pl"):
        assert counted("{n} week", "{n} weeks", number).format(n=number) == sentence


def test_two_threads_at_once_speak_two_languages() -> None:
    both_inside = threading.Barrier(2, timeout=20)

    def read(tag: str) -> list[str]:
        set_language(tag)
        both_inside.wait()
        return [words.form.SAVED for _time in range(200)]

    with ThreadPoolExecutor(2) as threads:
        polish, english = threads.map(read, ("pl", "en"))
    assert (set(polish), set(english)) == ({"Zapisano"}, {"Saved"})
    assert current_language().tag == "en"


def test_a_worker_thread_of_a_request_speaks_its_language() -> None:
    async def read_saved_in(tag: str) -> str:
        set_language(tag)
        await anyio.sleep(0)
        return await anyio.to_thread.run_sync(lambda: words.form.SAVED)

    async def two() -> list[str]:
        answers: list[str] = ["", ""]

        async def ask(place: int, tag: str) -> None:
            answers[place] = await read_saved_in(tag)

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ask, 0, "pl")
            tasks.start_soon(ask, 1, "en")
        return answers

    assert anyio.run(two) == ["Zapisano", "Saved"]


def test_a_thread_that_began_without_a_language_asks_the_session_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def of_session() -> str:
        calls.append("pl")
        return "pl"

    def two_sentences() -> tuple[str, str]:
        return words.form.SAVED, words.form.BACK

    monkeypatch.setattr(sentences, "_ask_run", [])
    ask_when_unset(of_session)
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(two_sentences).result() == ("Zapisano", "Wstecz")
    assert calls == ["pl"]


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("", "en"), ("pl", "pl"), ("pl-PL,pl;q=0.9,en;q=0.8", "pl"), ("en-GB,en;q=0.9,pl;q=0.8", "en"),
        ("xx,pl;q=0.5", "pl"), ("pl;q=0,en", "en"), ("pl;q=0.3,en;q=0.7", "en"), ("de", "en"), ("*", "en"),
        ("xx,pl;q=0", "en"), ("en-XA", "en-XA"), ("EN-xa, pl", "en-XA"), (";;q=,,pl;q=nonsense", "en"),
    ],
)  # fmt: skip
def test_before_signing_in_the_browser_says_the_language(accepted: str, tag: str) -> None:
    assert best_language(accepted) == tag


@pytest.mark.parametrize(
    ("environ", "tag"),
    [
        ({}, "en"), ({"LANG": "C"}, "en"), ({"LANG": "pl_PL.UTF-8"}, "pl"), ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "pl_PL", "LANG": "en_GB"}, "pl"), ({"LC_MESSAGES": "en_XA.UTF-8", "LANG": "pl_PL"}, "en-XA"),
    ],
)  # fmt: skip
def test_at_a_terminal_its_locale_says_the_language(environ: dict[str, str], tag: str) -> None:
    assert language_of_terminal(environ) == tag


def test_a_tag_that_nobody_speaks_is_english() -> None:
    assert set(read_languages()) == {"en", "pl", "en-XA"}
    assert copy_context().run(set_language, "tlh").tag == "en"


SEVENTH = date(2026, 9, 7)


def test_days_and_numbers_are_written_in_english_as_people_write_them() -> None:
    assert (dates.day(SEVENTH), dates.short_day(SEVENTH)) == ("7 September 2026", "7 Sep")
    assert (dates.day_in_table(SEVENTH), dates.day_of_year(SEVENTH)) == ("7 Sep 2026", "7 September")
    assert dates.and_list(["pain", "sleep", "worry"]) == "pain, sleep and worry"
    assert [dates.and_list(parts) for parts in ([], ["pain"], ["pain {", "sleep"])] == ["", "pain", "pain { and sleep"]
    assert (dates.format_number(10_000), dates.format_number(Decimal("5.5"))) == ("10,000", "5.5")
    assert [dates.format_signed(points) for points in (0.5, -1.25, 0.35)] == ["+0.5", "−1.2", "+0.3"]
    assert dates.format_correlation(-0.298) == "−0.30"
    assert (dates.format_number(2**63 + 1), dates.format_number(0.1)) == ("9,223,372,036,854,775,809", "0.1")


@pytest.mark.parametrize("nearly_nothing", [-0.04, -0.004, -0.0, -0.0004])
def test_nothing_has_no_minus_sign(nearly_nothing: float) -> None:
    signed, correlation = dates.format_signed(nearly_nothing), dates.format_correlation(nearly_nothing / 10)
    assert (signed, correlation) == ("+0.0", "0.00")
    small = nearly_nothing / 1000
    assert (dates.format_number(small), dates.format_number(Decimal(str(small)))) == ("0", "0")


def test_days_and_numbers_follow_the_language() -> None:  # as written in Unicode's CLDR for Polish
    with speaking("pl"):
        assert (dates.day(SEVENTH), dates.short_day(SEVENTH)) == ("7 września 2026", "7 wrz")
        assert dates.format_number(Decimal("10000.5")) == "10\N{NO-BREAK SPACE}000,5"
        assert dates.format_signed(-1.25) == "−1,2"
        assert dates.and_list(["A", "B", "C"]) == "A, B i C"
    with speaking("en-XA"):  # what is listed may be content, which stays as it is
        assert dates.and_list(["pain", "sleep", "worry"]) == f"pain, sleep {pseudo('and')} worry"
    assert [dates.language_name(tag) for tag in ("en", "pl")] == ["English", "Polski"]

"""An error carries a code and values, and its sentence is made in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest

from nearer.language import error_catalogue
from nearer.language.error_catalogue.answer_errors import AnswerText, NumberText
from nearer.language.explained_errors import ErrorText, ExplainedError, Plural
from nearer.language.pseudo import pseudo
from nearer.language.sentences import speaking
from tests.language.translated import polish_in

CATALOGUES = [
    value
    for module in iter_modules(error_catalogue.__path__)
    for value in vars(import_module(f"{error_catalogue.__name__}.{module.name}")).values()
    if isinstance(value, type) and issubclass(value, ErrorText) and value is not ErrorText
]


@pytest.fixture(autouse=True)
def three_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with polish_in(tmp_path, monkeypatch):
        yield


def test_an_error_is_read_in_the_language_of_its_reader_whoever_raised_it() -> None:
    refused = ExplainedError(AnswerText.TOO_LONG, limit=2000)
    assert (refused.code, str(refused)) == ("too-long", "Please shorten to 2,000 characters.")
    with speaking("en-XA"):
        assert str(refused) == pseudo("Please shorten to 2,000 characters.")
    with speaking("pl"):  # untranslated there; the number is written as in CLDR's Polish, which parts from 10 000 on
        assert (
            str(ExplainedError(AnswerText.TOO_LONG, limit=20000))
            == "Please shorten to 20\N{NO-BREAK SPACE}000 characters."
        )
    assert str(refused) == "Please shorten to 2,000 characters."


def test_a_number_in_an_error_takes_its_plural() -> None:
    one, two = (str(NumberText.TOO_MANY_PLACES(n=number)) for number in (1, 2))
    assert one == "Give a number with at most 1 figure after the point or comma."
    assert two == "Give a number with at most 2 figures after the point or comma."


def test_an_error_from_a_screen_is_a_sentence_already() -> None:
    assert (str(ExplainedError("Please choose the day.")), ExplainedError("x").code) == ("Please choose the day.", "")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.__name__)
def test_no_code_of_a_catalogue_is_another_ones_and_every_sentence_can_be_filled(catalogue: type[ErrorText]) -> None:
    assert list(catalogue.__members__.values()) == list(catalogue)  # an equal sentence would make two codes one
    for error in catalogue:
        forms = error.value if isinstance(error.value, Plural) else [error.value]
        places = {name for form in forms for _text, name, _spec, _turn in Formatter().parse(form) if name}
        assert str(error(**dict.fromkeys(places, 3)))
        assert ("n" in places) >= isinstance(error.value, Plural)


def test_there_are_catalogues() -> None:
    assert len(CATALOGUES) >= 5 and all(issubclass(catalogue, Enum) for catalogue in CATALOGUES)

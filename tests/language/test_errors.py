"""An error carries a code and values, and its sentence is made in the language of whoever reads it."""

from __future__ import annotations

import ast
import errno
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest

from nearer.cli.command_text import CommandText
from nearer.language import error_catalogue
from nearer.language.error_catalogue.answer_errors import AnswerText, NumberText
from nearer.language.error_catalogue.system_errors import SystemText
from nearer.language.explained_errors import ErrorText, ExplainedError, Plural
from nearer.language.pseudo import pseudo
from nearer.language.sentences import speaking
from nearer.language.system_refusals import explain_refusal
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
    singular, plural = (str(NumberText.TOO_MANY_PLACES(n=number)) for number in (1, 2))
    assert singular == "Give a number with at most 1 figure after the point or comma."
    assert plural == "Give a number with at most 2 figures after the point or comma."


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


def test_every_file_of_the_error_catalogue_is_walked_by_the_tests_above() -> None:
    files = {module.name for module in iter_modules(error_catalogue.__path__)}
    assert {catalogue.__module__.rpartition(".")[2] for catalogue in CATALOGUES} == files
    assert all(issubclass(catalogue, Enum) for catalogue in CATALOGUES)


# Words and parts of sentences; what is said of a file that is taken, or of a score that there is not.
PARTS_AND_NOTES = {
    *("EntryName", "RecordName", "PlaceText", "ValueKindText", "KeyText", "SeriesText"),
    *("NotObeyedText", "LeftOutText", "UnmappedText", "FhirScoringText", "NoScoreText", "SystemText"),
}
NOTES = {
    *("FhirFileText.LINE", "FhirFileText.LINE_AND_PLACE", "FhirFileText.OF_ITEM", "FhirFileText.LEFT_OUT_OF_BUNDLE"),
    *("FhirFileText.UNKNOWN_STATUS", "FhirFileText.HEAD_NOT_TAKEN", "FhirFileText.WITHOUT_NAME"),
    *("FhirFileText.WITHOUT_TYPE", "FileText.WARNING", "FileText.AND_MORE", "ScoreTableText.AND_MORE"),
    *("ScaleText.OTHER_METHOD", "ConfigurationText.NOT_STARTED", "NotebookText.NOT_FOUND"),
    *("NotebookText.NOTHING_TO_DELETE", "TherapistText.IS_BACK", "TherapistText.HAND_OVER_OVER"),
    *("TherapistText.COLLEAGUE_GONE", "ImportText.ANSWERS_HERE"),
}
# What the notes of an import and the reasons of a registry are: nothing is refused by them.
TAKEN_ALL_THE_SAME = ("FhirResponseText", "FhirItemText", "FhirOptionText", "FhirConditionText", "InstrumentText")
ACTS = {
    *("add", "ask", "begin", "bring", "change", "check", "choose", "close", "compare", "connect", "create"),
    *("delete", "divide", "end", "exchange", "give", "invite", "join", "keep", "leave", "list", "look", "make"),
    *("move", "name", "open", "please", "press", "put", "retire", "save", "see", "set", "shorten", "show"),
    *("speak", "start", "take", "tell", "test", "try", "type", "use", "wait", "write"),
}
RULES = {
    "allowed",
    "comes later",
    "did you mean",
    "go together",
    "goes with",
    "has to",
    "is written as",
    "needs",
    "takes",
}
FILLED_IN = {"{hint}", "{rule}", "{why}", "{names}", "{allowed}", "{reason}"}  # which say it themselves
A_NUMBER_FROM = "is not a whole number from"
_WORDS = (rf"\b{words}\b" for words in sorted(ACTS | RULES | {A_NUMBER_FROM}))
_SAYS = re.compile("|".join([*_WORDS, *map(re.escape, sorted(FILLED_IN))]), re.IGNORECASE)
_EVERY: list[type[ErrorText]] = [*CATALOGUES, CommandText]
REFUSALS = [catalogue for catalogue in _EVERY if catalogue.__name__ not in {*PARTS_AND_NOTES, *TAKEN_ALL_THE_SAME}]


def forms_of(error: ErrorText) -> list[str]:
    """Its sentence, once for each plural that it has."""
    return [str(form) for form in (error.value if isinstance(error.value, Plural) else [error.value])]


def says_what_to_do(sentence: str) -> bool:
    return _SAYS.search(sentence) is not None


def ends_with_an_act(sentence: str) -> bool:
    """Whether a later part of it begins with what to do, as in *has no type; write one*."""
    return any(part.split()[0] in ACTS for part in re.split(r"[;:,] ", sentence)[1:])


@pytest.mark.parametrize("catalogue", REFUSALS, ids=lambda catalogue: catalogue.__name__)
def test_every_refusal_says_what_to_do(catalogue: type[ErrorText]) -> None:
    silent = [
        f"{catalogue.__name__}.{error.name}: {form}"
        for error in catalogue
        for form in forms_of(error)
        if not says_what_to_do(form) and f"{catalogue.__name__}.{error.name}" not in NOTES
    ]
    assert silent == []


def refused_by_fhir() -> dict[str, ErrorText]:
    """What the rooms of FHIR hand to `notes.problem` or to an error that they raise, by catalogue and name: an item or
    a file is refused with it, also where its catalogue says more of what is taken."""
    by_name = {f"{catalogue.__name__}.{error.name}": error for catalogue in CATALOGUES for error in catalogue}
    trees = [ast.parse(file.read_text("utf-8")) for file in sorted(Path("nearer").glob("fhir*/*.py"))]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    raised = {id(node.exc) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Raise)}
    refusing = [call for call in calls if id(call) in raised or ast.unparse(call.func).endswith(".problem")]
    first = [node for call in refusing for argument in call.args[:1] for node in ast.walk(argument)]
    names = {ast.unparse(node) for node in first if isinstance(node, ast.Attribute)}
    return {name: by_name[name] for name in names & by_name.keys() if name.partition(".")[0] not in PARTS_AND_NOTES}


def test_every_reason_for_which_an_item_of_fhir_is_refused_says_what_to_do() -> None:
    refused = refused_by_fhir()
    del refused["FhirFileText.TAKES"]  # '...' takes a whole number: the kind is the remedy
    assert len([name for name in refused if name.startswith(TAKEN_ALL_THE_SAME)]) > 40
    silent = [name for name in refused.keys() - NOTES for form in forms_of(refused[name]) if not ends_with_an_act(form)]
    assert sorted(silent) == []


def test_every_refusal_of_the_system_ends_with_what_to_do() -> None:
    assert [
        str(reason.value) for reason in SystemText if not says_what_to_do(str(reason.value).partition("; ")[2])
    ] == []


def test_the_systems_own_words_are_shown_to_nobody() -> None:
    """`strerror` is English of its programmers, without a remedy; `explain_refusal` has ours."""
    files = [file for folder in ("nearer", "pages", "tools") for file in Path(folder).rglob("*.py")]
    assert len(files) > 400
    assert [str(file) for file in files if "strerror" in file.read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOENT, "there is no such file or folder; check the name"),
        (errno.EISDIR, "this is a folder; name a file"),
        (errno.ENOSPC, "the disk is full; make room on it, or choose another one"),
    ],
)
def test_what_the_system_refuses_is_said_in_our_words(number: int, sentence: str) -> None:
    assert str(explain_refusal(OSError(number, "the system's own words"))) == sentence
    assert str(explain_refusal(OSError(errno.ENOTCONN, "the system's own words"))).startswith(
        "the system refuses it (E"
    )

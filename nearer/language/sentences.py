"""`_()`: every sentence that people read, in the language of the run or request that asks for it.

A run's language stands in a context variable. Two people on one server are served by two threads or tasks, each with
its own, and what a request hands to a worker thread takes it along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass, replace
from types import ModuleType
from typing import Any, TypeVar

from nearer.language.languages import SPOKEN_ENGLISH, DisplayLanguage, language_of

T = TypeVar("T")
_LANGUAGE: ContextVar[DisplayLanguage | None] = ContextVar("language", default=None)
_ask_run: list[Callable[[], str | None]] = []  # who knows the language of a run that has not said it yet


class Sentence(str):
    """A sentence that remembers what it was made from.

    It is the text in the language of whoever asked for it. Asked again, by `str`, in a format or as an attribute of its
    module, it is said in the language of that moment: so a constant that was made at import is translated, too.
    """

    message: str

    def __new__(cls, message: str) -> Sentence:
        sentence = super().__new__(cls, current_language().translations.gettext(message))
        sentence.message = message
        return sentence

    def __str__(self) -> str:
        return current_language().translations.gettext(self.message)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def format(self, *values: object, **named_values: object) -> str:
        return str(self).format(*values, **named_values)


def _(message: str) -> str:
    """The sentence in the language of this run."""
    return Sentence(message)


def counted(single: str, many: str, number: int) -> str:
    """The form of a sentence that goes with a number, by the plural rule of the language; `{n}` is yet to be filled."""
    return current_language().translations.ngettext(single, many, number)


def current_language() -> DisplayLanguage:
    """The language of this run or request; English where nobody has set one, as while modules are imported.

    That reads no file: what `_()` holds is looked up again, in the language of then, whenever it is said.
    """
    language = _LANGUAGE.get()
    if language is not None:
        return language
    tag = next(filter(None, (ask() for ask in _ask_run)), None)
    return SPOKEN_ENGLISH if tag is None else set_language(tag)


def set_language(tag: str) -> DisplayLanguage:
    """Let everything from here on in this run, request or command speak this language."""
    language = language_of(tag)
    _LANGUAGE.set(language)
    return language


def ask_when_unset(ask: Callable[[], str | None]) -> None:
    """Let `ask` name the language of a thread that began without one: a callback or fragment before any page has run.

    It gives None where it does not know either.
    """
    _ask_run[:] = [ask]


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Speak this language inside the block, and the earlier one afterwards."""
    token = _LANGUAGE.set(language_of(tag))
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


class SentenceModule(ModuleType):
    """A module of sentences: a constant of it is read in the language of whoever reads it."""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        return spoken(value) if name.isupper() else value


def spoken(value: T) -> T:
    """Sentences as plain text in the language of now, also those in a tuple, a list, a dict or a frozen dataclass."""
    return _speak_value(value)  # type: ignore[no-any-return]


def _speak_value(value: Any) -> Any:
    if isinstance(value, Sentence):
        return str(value)
    if isinstance(value, tuple | list):
        return type(value)(map(_speak_value, value))
    if isinstance(value, dict):
        return {key: _speak_value(text) for key, text in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _speak_value(getattr(value, field.name)) for field in fields(value)})
    return value

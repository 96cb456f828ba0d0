"""Which pages of the guide somebody with these answers is shown, without a screen."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from nearer.cli import command_text as words
from nearer.cli.command_text import CommandText
from nearer.cli.files import read_object
from nearer.cli.terminal import InputRefused, show

if TYPE_CHECKING:
    from nearer.domain.answers import Answer
    from nearer.domain.events import Event
    from nearer.domain.questionnaire import Questionnaire
    from nearer.guide.profile import GuideProfile
    from nearer.guide.relevance import Card

KEYS = ("role", "answers", "answered", "events", "read")
MAX_DAYS_AGO = 36_500


def add_cards(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("answers", metavar="ANSWERS.json", help=words.CARDS_ANSWERS)
    parser.set_defaults(run=_run_cards)


def _run_cards(arguments: argparse.Namespace) -> int:
    from nearer.guide.loader import GuideError
    from nearer.guide.relevance import for_you
    from nearer.shipped import shipped_guide

    try:
        guide = shipped_guide()
    except GuideError as refused:
        raise InputRefused(str(refused)) from None
    person = _Written(arguments.answers, date.today()).person()
    pages_for_you = for_you(guide, person)
    show({name: [_as_json(card) for card in getattr(pages_for_you, name)] for name in ("urgent", "cards", "held_back")})
    return 0


def _as_json(card: Card) -> dict[str, Any]:
    because = [
        {"because": f"{reason.title}: {reason.words}" if reason.title else reason.words, "kind": reason.kind}
        | ({"questionnaire": reason.questionnaire} if reason.questionnaire else {})
        | ({"answered": reason.day.isoformat()} if reason.day else {})
        for reason in card.because
    ]
    card_json = {"topic": card.topic, "kind": card.kind, "strength": round(card.strength, 3), "reasons": because}
    return card_json | ({"held_back_because": card.held_back_by} if card.held_back_by else {})


class _Written:
    """A file with one person's answers, each key refused with what is allowed in its place."""

    def __init__(self, file: str, today: date) -> None:
        self.file, self.today, self.raw = file, today, read_object(file)
        self._check(words.THE_FILE, self.raw, KEYS)

    def person(self) -> GuideProfile:
        from nearer.domain.roles_and_audiences import Role
        from nearer.guide.profile import GuideProfile, profile_scores
        from nearer.shipped import shipped_catalogue, shipped_guide

        self._check("role", [self.raw.get("role")], list(Role))
        role = Role(str(self.raw["role"]))
        catalogue = shipped_catalogue()
        offered = {one.id: one for one in catalogue.for_role(role)}
        raw_answers = self._read_mapping("answers")
        self._check("answers", raw_answers, offered)
        answers = {name: self._read_answers(offered[name], raw) for name, raw in raw_answers.items()}
        answered = self._read_mapping("answered")
        self._check("answered", answered, answers)
        return GuideProfile(
            role=role,
            today=self.today,
            scores=profile_scores(catalogue, answers),
            answers=answers,
            events=tuple(map(self._read_event, self._list("events"))),
            read=self._read(shipped_guide().topics),
            answered={name: self._read_day("answered", days) for name, days in answered.items()},
        )

    def _read(self, topics: Iterable[str]) -> dict[str, date]:
        """A list of pages read today, or each page with how many days ago."""
        days_by_page = self.raw.get("read", {})
        names: Iterable[object] = days_by_page if isinstance(days_by_page, list) else self._read_mapping("read")
        self._check("read", names, topics)
        days = dict.fromkeys(days_by_page, 0) if isinstance(days_by_page, list) else self._read_mapping("read")
        return {name: self._read_day("read", days_ago) for name, days_ago in days.items()}

    def _read_answers(self, questionnaire: Questionnaire, raw: object) -> Mapping[str, Answer]:
        """Read the answers; what other answers hide is left out, as a form does."""
        from nearer.domain.responses import build_response
        from nearer.typed_answers.answer_parsing import read_answers
        from nearer.typed_answers.refused_answers import AnswerRefused

        if not isinstance(raw, dict):
            raise InputRefused(CommandText.NO_MAPPING, file=self.file, key=questionnaire.id)
        self._check(questionnaire.id, raw, questionnaire.item_by_id)
        try:
            return build_response(questionnaire, read_answers(questionnaire, raw)).answers
        except AnswerRefused as refused:
            raise InputRefused(CommandText.OF_ITEM, file=self.file, item=refused.item, why=refused) from None

    def _read_event(self, raw: object) -> Event:
        from nearer.domain.events import Event, EventKind

        if not isinstance(raw, dict):
            raise InputRefused(CommandText.NO_MAPPING, file=self.file, key="events")
        self._check("events", raw, ("kind", "days_ago"))
        self._check("events", [raw.get("kind")], list(EventKind))
        kind = EventKind(raw["kind"])
        return Event(kind, kind.value if kind is EventKind.OTHER else "", self._read_day("events", raw.get("days_ago")))

    def _read_day(self, key: str, days_ago: object) -> date:
        is_day = isinstance(days_ago, int) and not isinstance(days_ago, bool) and abs(days_ago) <= MAX_DAYS_AGO
        if not is_day:
            raise InputRefused(CommandText.NO_DAYS, file=self.file, key=key, most=str(MAX_DAYS_AGO))
        return self.today - timedelta(days=int(str(days_ago)))

    def _read_mapping(self, name: str) -> dict[str, Any]:
        value = self.raw.get(name, {})
        if not isinstance(value, dict):
            raise InputRefused(CommandText.NO_MAPPING, file=self.file, key=name)
        return value

    def _list(self, name: str) -> list[object]:
        value = self.raw.get(name, [])
        if not isinstance(value, list):
            raise InputRefused(CommandText.NO_LIST, file=self.file, key=name)
        return value

    def _check(self, key: str, names: Iterable[object], allowed: Iterable[str]) -> None:
        """Refuse the first name that is not allowed there, with all that are."""
        allowed_names = [str(name) for name in allowed]
        for name in names:
            if name not in allowed_names:
                sentence = CommandText.UNKNOWN_NAME
                raise InputRefused(sentence, file=self.file, key=key, name=str(name), allowed=", ".join(allowed_names))

"""Whoever is not of the couple finds nothing: every public function, every kind of stranger."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Principal
from nearer.privacy.seal import new_key_pair
from nearer.storage.couple.drafts import Draft, save_draft
from nearer.storage.couple.events import DroppedEvent, SavedEvent, save_event
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.mutual_agreements import AgreementList, save_marks
from nearer.storage.couple.partner_messages import PartnerMessage, post_message
from nearer.storage.couple.people import Settings
from nearer.storage.couple.response_saving import Finishing
from nearer.storage.couple.responses import read_partner_responses
from nearer.storage.couple.sharing import Choice, set_audience
from nearer.storage.couple.steps import DoneStep, mark_step_done
from nearer.storage.couple.text_drafts import TypedText, save_text_draft
from nearer.storage.errors import NotFound, NotSaved
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.therapist_connections import KeyComparison
from tests.storage.making import NOW, PASSPHRASE, WEEK, asking, check_in, couple, keep, person, rows

ASKING = asking("principal")
ARGUMENTS: dict[str, Any] = {
    "now": NOW,
    "draft": Draft("closeness-weekly", WEEK, {"touch": "much"}),
    "questionnaire": "closeness-weekly",
    "week": WEEK,
    "response": check_in(touch="much"),
    "key": UUID(int=7),
    "finishing": Finishing(check_in(touch="much"), Draft("closeness-weekly", WEEK, {}), UUID(int=10)),
    "choice": Choice(Part.CLOSENESS, Audience.PARTNER, include_earlier=True),
    "settings": Settings("Europe/London", 1, "hi"),
    "old": PASSPHRASE,
    "new": "guess-luggage-sailor-moon",
    "passphrase": PASSPHRASE,
    "event": Event(EventKind.SURGERY, "", NOW.date()),
    "topic": "hormones",
    "questions": ("What is allowed now?",),
    "day": NOW.date(),
    "step": "hand-massage",
    "planned": NOW.date(),
    "done": DoneStep(UUID(int=8), "hand-massage", NOW.date(), 4, 6),
    "things": AgreementList("gentle", ("walk", "tea", "hug"), chance=True),
    "marks": {"walk": "yes"},
    "message": PartnerMessage(UUID(int=9), "topic", "hormones", NOW.date()),
    "sha256": "0" * 64,
    "code": "0000-0000-0000-0000",
    "text": TypedText("sheet-questions", "What is allowed now?"),
    "dropped": DroppedEvent(SavedEvent(UUID(int=7), Event(EventKind.SURGERY, "", NOW.date())), UUID(int=10)),
    "meeting": KeyComparison("0000-0000-0000-0000", bytes(32), "0" * 64),
}
STRANGERS: dict[str, Callable[[Principal, Principal, Principal], Principal]] = {
    "of another notebook": lambda _meera, _ravi, elsewhere: elsewhere,
    "with an id nobody has": lambda meera, _ravi, _elsewhere: replace(meera, person=uuid4()),
    "with another couple's id": lambda meera, _ravi, elsewhere: replace(elsewhere, couple=meera.couple),
    "with another clinic's id": lambda meera, _ravi, _elsewhere: replace(meera, clinic="elsewhere"),
    "with the partner's id and their own keys": lambda meera, ravi, _elsewhere: replace(meera, person=ravi.person),
    "with a known id and other keys": lambda meera, _ravi, _elsewhere: replace(meera, keys=new_key_pair()),
    "with a person's id in another couple": lambda meera, _ravi, elsewhere: replace(meera, couple=elsewhere.couple),
}


@pytest.fixture
def lived_in(notebook: Notebook) -> tuple[Principal, Principal]:
    meera, ravi = couple(notebook)
    for part in Part:
        set_audience(notebook, meera, Choice(part, Audience.PARTNER, True), NOW)
    keep(notebook, meera, check_in(touch="some", note="ours"))
    save_draft(notebook, meera, Draft("body", None, {"pain": "some"}), NOW)
    save_event(notebook, meera, ARGUMENTS["event"], ARGUMENTS["key"], NOW)
    mark_step_done(notebook, meera, ARGUMENTS["done"], NOW)
    save_marks(notebook, meera, ARGUMENTS["things"], ARGUMENTS["marks"], NOW)
    post_message(notebook, meera, ARGUMENTS["message"], NOW)
    save_text_draft(notebook, meera, ARGUMENTS["text"], NOW)
    create_invitation(notebook, person(notebook, "Grace"), NOW)
    return meera, ravi


@pytest.fixture(scope="module")
def elsewhere() -> Principal:
    """Somebody of a notebook of their own, who happens to have the same name."""
    return person(open_demo_notebook(), "Meera")


def test_the_sweep_knows_every_function_that_takes_a_person() -> None:
    assert len(ASKING) >= 21
    for function in ASKING.values():
        assert set(inspect.signature(function).parameters) - {"notebook", "principal"} <= set(ARGUMENTS)


@pytest.mark.parametrize("name", ASKING)
def test_a_stranger_of_any_kind_finds_nothing_and_changes_nothing(
    notebook: Notebook, lived_in: tuple[Principal, Principal], elsewhere: Principal, name: str
) -> None:
    before = _everything(notebook)
    for kind, stranger in STRANGERS.items():
        with pytest.raises(NotFound) as refused:
            _ask(name, notebook, stranger(*lived_in, elsewhere))
        assert str(refused.value) == "Not found.", kind
    assert _everything(notebook) == before


@pytest.mark.parametrize("name", [name for name in ASKING if name not in ("change_passphrase", "new_recovery_code")])
def test_another_couple_in_the_same_notebook_sees_and_changes_only_its_own(
    notebook: Notebook, lived_in: tuple[Principal, Principal], name: str
) -> None:
    asha, _dev = couple(notebook, "Asha", "Dev")
    meera = lived_in[0]
    before = _of_couple(notebook, meera.couple)
    try:
        found = _ask(name, notebook, asha)
    except (NotSaved, NotFound):
        found = ()
    assert _of_couple(notebook, meera.couple) == before
    assert "Meera" not in repr(found)
    assert str(meera.person) not in repr(found)


def test_what_couples_share_stays_in_the_couple(notebook: Notebook, lived_in: tuple[Principal, Principal]) -> None:
    _asha, dev = couple(notebook, "Asha", "Dev")
    assert read_partner_responses(notebook, lived_in[1]) != ()
    assert read_partner_responses(notebook, dev) == ()


def _ask(name: str, notebook: Notebook, principal: Principal) -> Any:
    function = ASKING[name]
    names = [name for name in inspect.signature(function).parameters if name not in ("notebook", "principal")]
    return function(notebook, principal, **{name: ARGUMENTS[name] for name in names})


def _tables(notebook: Notebook) -> list[str]:
    return [row["name"] for row in rows(notebook, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]


def _everything(notebook: Notebook) -> dict[str, list[Any]]:
    return {table: rows(notebook, "SELECT * FROM " + table) for table in _tables(notebook)}


def _of_couple(notebook: Notebook, couple_id: UUID) -> dict[str, list[Any]]:
    return {
        table: [row for row in found if row.get("couple_id") == couple_id.hex]
        for table, found in _everything(notebook).items()
    }

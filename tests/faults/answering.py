"""A person who answers while something goes wrong, what they were told, and the promises that this gives them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select

from nearer.database.engines import reading
from nearer.database.notebook_file import DEMO_ID, check_notebook
from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.database.schema import people, responses
from nearer.language.error_catalogue.database_errors import DatabaseText
from nearer.language.error_catalogue.notebook_errors import NotebookFileText, NotebookText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import open_private
from nearer.sealed.authorisation import make_principal
from nearer.sealed.entries import ANSWERS, NOTE_ENTRY, RECORD, SCORES, read_entries
from nearer.sealed.segments import OpenedSegments
from nearer.storage.couple.credentials import DEMO_UNLOCK
from nearer.storage.couple.form_drafts import Draft, read_drafts, save_draft
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.responses import SavedResponse, read_every_response
from nearer.storage.notebook import Notebook
from tests.faults.moments import Moments
from tests.storage.making import NOW, find_draft, make_body_response, make_check_in, open_demo_file

NAMED = {text.code for text in (*NotebookFileText, NotebookText.VALUE_DAMAGED, NotebookText.OPEN_ELSEWHERE)}
NAMED |= {DatabaseText.AWAY.code}
PARTS = (RECORD, ANSWERS, SCORES, NOTE_ENTRY)


@dataclass
class Acknowledged:
    """What one person tried and was told: their responses by key, and the number in their draft."""

    tried: list[UUID] = field(default_factory=list)
    saved: list[UUID] = field(default_factory=list)
    tried_draft: int = 0
    kept_draft: int = 0
    refusals: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        """One line of whoever answers."""
        word, _space, value = line.partition(" ")
        match word:
            case "tries":
                self.tried.append(UUID(value))
            case "saved":
                self.saved.append(UUID(value))
            case "types":
                self.tried_draft = max(self.tried_draft, int(value))
            case "kept":
                self.kept_draft = max(self.kept_draft, int(value))
            case "refused":
                self.refusals.append(value)
            case _:
                raise AssertionError(line)

    @property
    def acknowledged(self) -> int:
        return len(self.saved) + self.kept_draft


@dataclass
class AnsweringPerson:
    """One person, who tries what was refused again with the same key, as the screens do."""

    notebook: Notebook
    person: Principal
    tell: Callable[[str], None]
    key: UUID | None = None
    version: int = field(init=False)

    def __post_init__(self) -> None:
        self.version = self._seen()

    def answer(self) -> None:
        """Type into a form that is not finished, then send another one."""
        self._told(self._type)
        self._told(self._send)

    def _told(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (NotSaved, EntryBroken) as refused:
            self.tell(f"refused {refused.code}")

    def _seen(self) -> int:
        draft = find_draft(self.notebook, self.person, "goals", None)
        return draft.version if draft else 0

    def _type(self) -> None:
        self.tell(f"types {self.version + 1}")
        draft = Draft("goals", None, {"version": self.version + 1}, version=self.version)
        try:
            self.version = save_draft(self.notebook, self.person, draft, NOW)
        except NotSaved:
            self.version = self._seen()  # a commit may have reached the disk although its answer did not come back
            raise
        self.tell(f"kept {self.version}")

    def _send(self) -> None:
        self.key = self.key or uuid4()
        self.tell(f"tries {self.key}")
        form = make_body_response if self.key.int % 2 else make_check_in  # one a response, or many in one segment
        response = form(note=str(self.key), **{"pain" if form is make_body_response else "touch": "some"})
        save_response(self.notebook, self.person, response, self.key, NOW)
        self.tell(f"saved {self.key}")
        self.key = None


class AnsweringThread(threading.Thread):
    """Somebody who answers until it is over; each line of theirs is a moment."""

    def __init__(self, notebook: Notebook, person: Principal, told: Acknowledged, over: threading.Event) -> None:
        super().__init__()
        self.told, self.over, self.moments = told, over, Moments()
        self.answering = AnsweringPerson(notebook, person, self.hear)

    def run(self) -> None:
        while not self.over.is_set():
            self.answering.answer()

    def hear(self, line: str) -> None:
        """What the notebook says of an answer."""
        self.told.take(line)
        self.moments.note()


def check_promises(folder: Path, told: Iterable[Acknowledged]) -> None:
    """Every acknowledged answer is there, once and whole; nothing is there that nobody sent; refusals have a name."""
    check_notebook(folder / NOTEBOOK_FILE, DEMO_ID)
    notebook = open_demo_file(folder)
    check_people(notebook, told)
    notebook.close()


def people_of(notebook: Notebook) -> list[Principal]:
    """Everybody in it by name; their keys open for everybody."""
    with reading(notebook.engine) as connection:
        everybody = connection.execute(select(people).order_by(people.c.nickname)).all()
    return [make_principal(row, open_private(row.sealed_private, DEMO_UNLOCK, row.public_key)) for row in everybody]


def check_people(notebook: Notebook, told: Iterable[Acknowledged]) -> None:
    """The same of what is in an open notebook."""
    for person, heard in zip(people_of(notebook), told, strict=True):
        _check_person(notebook, person, heard)


def _check_person(notebook: Notebook, person: Principal, told: Acknowledged) -> None:
    with notebook.read_as(person) as reader:
        rows = reader.execute(select(responses).where(reader.own(responses))).all()
        opened = OpenedSegments(person, read_entries(reader, person.id, *PARTS))
    assert all(opened.parts(row).keys() == set(PARTS) for row in rows), "a response is there by half"
    opened.check_responses(rows)
    every = read_every_response(notebook, person)
    saved = [response for response in every if isinstance(response, SavedResponse)]
    assert len(saved) == len(every), "a response does not open"
    ids = [response.id for response in saved]
    assert set(told.saved) <= set(ids), "what was saved is gone"
    assert set(ids) <= set(told.tried) and len(set(ids)) == len(ids), "something is there twice, or nobody sent it"
    assert all(response.note == str(response.id) and response.scores for response in saved)
    [draft] = read_drafts(notebook, person) or [Draft("goals", None, {"version": 0})]
    assert told.kept_draft <= draft.version <= told.tried_draft, "the draft is not the one that was kept last"
    assert draft.answers == {"version": draft.version}
    assert set(told.refusals) <= NAMED, "a refusal does not say what to do"

"""A couple in a real notebook behind a running server, with what each of them would receive on the wire."""

from __future__ import annotations

import html
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import requests

from benchmarks.session import StreamlitSession
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.domain.weeks import local_week
from nearer.privacy.principal import Principal
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.credentials import confirm_recovery
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook, open_notebook
from nearer.typed_answers.answer_parsing import read_answers
from tests.shared_parts import add_readers
from tools.live_server import LiveServer

PASSPHRASE = "lantern river quiet mango"
SCREENS = ("", "check-in", "questions", "weeks", "picture", "guide", "steps", "sharing", "settings", "about")
WEEK = {"circles": "5", "understood": "mostly", "touch": "partly", "alone": "a-little", "at-ease": "mostly"}


# The address of one's own file, and the number of an event that is not written yet.
OF_ONE_SESSION = re.compile(rb"(?<=/file/)[0-9a-f]{32}|\$\$ID-[0-9a-f]{32}-event-[0-9a-f-]{36}")


@dataclass(frozen=True)
class Couple:
    """Meera and Ravi, joined, with nothing shared yet."""

    notebook: Notebook
    meera: Principal
    ravi: Principal

    def answers(self, who: Principal, questionnaire_id: str, raw: Mapping[str, object], note: str = "") -> None:
        """Keep one response as the screen would."""
        questionnaire, now = shipped_catalogue().questionnaires[questionnaire_id], datetime.now(UTC)
        week = local_week(now, who.zone) if questionnaire.repeat == "weekly" else None
        response = build_response(questionnaire, read_answers(questionnaire, raw), week, note)
        save_response(self.notebook, who, response, uuid4(), now)

    def shows(self, who: Principal, part: Part) -> None:
        """Let the other read one part, beside whoever reads it already."""
        chosen = add_readers(self.notebook, who, Audience.PARTNER, part, earlier=True)
        set_audiences(self.notebook, who, chosen, datetime.now(UTC))


def new_couple(folder: Path) -> Couple:
    """In a new file: a copy of one that was written, since two passphrases and two codes take most of a second."""
    notebook, meera, ravi = _written_once()
    shutil.copytree(notebook, folder)
    return Couple(open_notebook(folder), deepcopy(meera), deepcopy(ravi))


@cache
def _written_once() -> tuple[Path, Principal, Principal]:
    folder = Path(mkdtemp(prefix="couple-", dir=os.environ["NEARER_DATA"]))
    couple = new_couple_in(open_notebook(folder))
    couple.notebook.close()
    return folder, couple.meera, couple.ravi


def new_couple_in(notebook: Notebook) -> Couple:
    """Both have started, joined and confirmed their recovery codes."""
    now = datetime.now(UTC)
    meera = start_couple(notebook, _person("Meera", Role.SURVIVOR), PASSPHRASE, now).principal
    code = create_invitation(notebook, meera, now)
    ravi = join_couple(notebook, code, _person("Ravi", Role.PARTNER), PASSPHRASE, now).principal
    for one in (meera, ravi):
        confirm_recovery(notebook, one)
    return Couple(notebook, meera, ravi)


def _person(name: str, role: Role) -> NewPerson:
    return NewPerson(name, role, "Asia/Kolkata", "en", notice_sha256="0" * 64)


def sign_in(server: LiveServer, name: str) -> str:
    """The cookie a browser would hold."""
    reply = requests.post(
        f"{server.url}/sign-in",
        data={"name": name, "passphrase": PASSPHRASE},
        headers={"Origin": server.url},
        allow_redirects=False,
        timeout=30,
    )
    assert reply.headers["location"] == "/", reply.text[:200]
    return f"nearer={reply.cookies['nearer']}"


@contextmanager
def session_of(server: LiveServer, name: str) -> Iterator[StreamlitSession]:
    """Somebody's open connection, on *This week*."""
    session = StreamlitSession(server.url, sign_in(server, name))
    session.connect()
    yield session
    session.close()


def stream_of(session: StreamlitSession) -> list[bytes]:
    """Every element of every screen, all folds open, byte for byte, but for what is drawn by lot in each session."""
    received = []
    for screen in SCREENS:
        session.switch_page(screen)
        run = session.unfold_all()
        received += [element.SerializeToString(deterministic=True) for element in run.elements]
        received += [label.encode() for label in session.folds.values()]
    return [OF_ONE_SESSION.sub(b"", element) for element in received]


def files_of(session: StreamlitSession) -> dict[str, str]:
    """What can be taken along from the screen as it stands: the words on each link, and its address."""
    drawn = " ".join(one.body for one in session.last.of_kind("html"))
    links = re.findall(r'<a class="nearer-file[^"]*" href="(/file/[0-9a-f]{32})" download>([^<]*)</a>', drawn)
    return {html.unescape(words): session.url + address for address, words in links}


def take_file(session: StreamlitSession, words: str) -> requests.Response:
    """Press one of them."""
    return requests.get(files_of(session)[words], headers={"Cookie": session.cookie}, allow_redirects=False, timeout=60)

"""What one keeps private, declines or skips changes nothing in what the other receives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Part
from nearer.domain.weeks import Week
from nearer.presenters.shared_wishes import welcome_list
from nearer.presenters.steps import need_both
from nearer.shipped import shipped_guide
from nearer.storage.couple.counting_consent import CountingConsent, save_counted
from nearer.storage.couple.events import save_event
from nearer.storage.couple.mutual_agreements import save_marks
from nearer.storage.couple.own_steps import DoneStep, mark_step_done, plan_step
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.caseload import read_couple_record
from nearer.storage.therapist.counted import read_counted
from nearer.storage.therapist.last_scores import NO_SCORES
from nearer.storage.therapist.therapist_connections import end_connection
from tests.pages.couple import WEEK, Couple, new_couple, session_of, stream_of
from tests.storage import clinic
from tests.warm_server import WarmServer
from tools.live_server import LiveServer

Serve = Callable[[Path], LiveServer]
MARKER = "zebra-7f3a91"
DECLINED = {"state": "declined"}
TALKING = {"talking-said": "often", "talking-heard": "often", "talking-avoided": "seldom"}
BODY = {"which": ["pain"], "pain-in-the-way": "somewhat"}


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Ravi's stream when Meera skipped the item, shares her closeness, and did nothing else."""
    folder = tmp_path_factory.mktemp("without")
    return ravis_stream(folder / "data", lambda data: WarmServer(data, folder / "log").start(), {}, (Part.CLOSENESS,))


def ravis_stream(folder: Path, serve: Serve, item: Mapping[str, object], shared: tuple[Part, ...]) -> list[bytes]:
    """What Ravi receives on every screen when Meera's answers differ in this one item only."""
    return stream_after(new_couple(folder), serve, item, shared)


def stream_after(couple: Couple, serve: Serve, item: Mapping[str, object], shared: tuple[Part, ...]) -> list[bytes]:
    couple.answers(couple.meera, "physical-barriers", BODY | item)
    couple.answers(couple.meera, "closeness-weekly", WEEK)
    couple.answers(couple.ravi, "closeness-weekly", WEEK)
    for part in shared:
        couple.shows(couple.meera, part)
    couple.notebook.close()
    assert couple.notebook.path is not None
    server = serve(couple.notebook.path.parent)
    with session_of(server, "Ravi") as session:
        stream = stream_of(session)
    server.kill()
    return stream


@pytest.mark.timeout(240)
def test_to_the_partner_an_answer_kept_private_declined_or_skipped_looks_the_same_to_the_byte(
    tmp_path: Path, serve: Serve, without: list[bytes]
) -> None:
    stream = ravis_stream(tmp_path / "kept", serve, {"pain-strength": "strong"}, (Part.CLOSENESS,))
    declined = ravis_stream(tmp_path / "declined", serve, {"pain-strength": DECLINED}, (Part.CLOSENESS,))
    assert stream == declined == without
    assert any(b"Meera" in element for element in stream), "Meera's shared line is in the stream"


@pytest.mark.timeout(240)
def test_with_every_part_shared_the_partner_still_cannot_tell_declined_from_skipped(
    tmp_path: Path, serve: Serve
) -> None:
    parts = (Part.CLOSENESS, Part.BARRIERS, Part.ANSWERS, Part.NOTES)
    declined = ravis_stream(tmp_path / "declined", serve, {"pain-strength": DECLINED}, parts)
    skipped = ravis_stream(tmp_path / "skipped", serve, {}, parts)
    assert declined == skipped


@pytest.mark.timeout(240)
def test_barriers_that_meera_keeps_to_herself_look_to_ravi_like_none_though_he_shares_his(
    tmp_path: Path, serve: Serve
) -> None:
    answered, silent = new_couple(tmp_path / "answered"), new_couple(tmp_path / "silent")
    answered.answers(answered.meera, "us-two", TALKING)
    for couple in (answered, silent):
        couple.answers(couple.ravi, "us-two", TALKING)
        couple.shows(couple.ravi, Part.BARRIERS)
    streams = [stream_after(couple, serve, {}, (Part.CLOSENESS,)) for couple in (answered, silent)]
    assert streams[0] == streams[1]
    assert any(b"gets in the way" in element for element in streams[0]), "how it would be seen is said in both"


@pytest.mark.timeout(240)
def test_a_check_in_that_meera_keeps_to_herself_looks_to_ravi_like_none_on_every_screen(
    tmp_path: Path, serve: Serve
) -> None:
    streams = []
    for folder in ("kept", "none"):
        couple = new_couple(tmp_path / folder)
        couple.answers(couple.ravi, "closeness-weekly", WEEK)
        couple.shows(couple.ravi, Part.CLOSENESS)
        if folder == "kept":
            couple.answers(couple.meera, "closeness-weekly", WEEK, note=MARKER)
        couple.notebook.close()
        server = serve(tmp_path / folder)
        with session_of(server, "Ravi") as session:
            streams.append(stream_of(session))
        server.kill()
    assert streams[0] == streams[1]
    assert any(b"nearer-week" in element for element in streams[0]), "his own circles are in the stream"


@pytest.mark.timeout(240)
def test_a_private_event_leaves_no_trace_on_the_partners_screens(
    tmp_path: Path, serve: Serve, without: list[bytes]
) -> None:
    with_one = new_couple(tmp_path / "with")
    event = Event(EventKind.OTHER, MARKER, date(2026, 11, 2))
    save_event(with_one.notebook, with_one.meera, event, uuid4(), datetime.now(UTC))
    stream = stream_after(with_one, serve, {}, (Part.CLOSENESS,))
    assert stream == without


@pytest.mark.timeout(240)
def test_an_event_that_meera_shares_reaches_ravis_screen(tmp_path: Path, serve: Serve) -> None:
    """So that the tests here would see one that she does not show."""
    with_one = new_couple(tmp_path / "with")
    event = Event(EventKind.OTHER, MARKER, date(2026, 11, 2))
    save_event(with_one.notebook, with_one.meera, event, uuid4(), datetime.now(UTC))
    stream = stream_after(with_one, serve, {}, (Part.CLOSENESS, Part.EVENTS))
    assert any(MARKER.encode() in element for element in stream)


@pytest.mark.timeout(240)
def test_steps_and_marks_that_are_not_shared_leave_no_trace_on_the_partners_screens(
    tmp_path: Path, serve: Serve
) -> None:
    with_some, without = new_couple(tmp_path / "with"), new_couple(tmp_path / "without")
    meera, notebook, now = with_some.meera, with_some.notebook, datetime.now(UTC)
    plan_step(notebook, meera, "hand-massage", now.date(), now)
    mark_step_done(notebook, meera, DoneStep(uuid4(), "touch-rules", now.date(), 3, 5), now)
    save_marks(notebook, meera, need_both(shipped_guide()), {"touch-hands-and-face": "yes"}, now)
    save_marks(notebook, meera, welcome_list(), dict.fromkeys(welcome_list().ids[:10], "yes"), now)
    for couple in (with_some, without):
        save_marks(couple.notebook, couple.ravi, welcome_list(), {welcome_list().ids[12]: "yes"}, now)
    streams = [stream_after(couple, serve, {}, (Part.CLOSENESS,)) for couple in (with_some, without)]
    assert streams[0] == streams[1]


@pytest.mark.timeout(240)
def test_letting_a_therapist_in_leaves_no_trace_on_the_partners_screens(
    tmp_path: Path, serve: Serve, without: list[bytes]
) -> None:
    """Meera connects with two, grants every part, is counted and asked, and ends it with one; the other opens all."""
    with_one = new_couple(tmp_path / "with")
    rao, now = clinic.make_therapist_with_passphrase(with_one.notebook), datetime.now(UTC)
    iyer = clinic.make_therapist_with_passphrase(with_one.notebook, "Dr Iyer")
    readable = [part for part in Part if part is not Part.COUNTED]
    for therapist in (rao, iyer):
        clinic.connect_therapist(with_one.notebook, with_one.meera, therapist, now)
        clinic.grant_parts(with_one.notebook, with_one.meera, *readable, now=now, to=therapist)
        consent = CountingConsent(therapist.id.hex, "0" * 64)
        save_counted(with_one.notebook, with_one.meera, consent, now)
    end_connection(with_one.notebook, with_one.meera, iyer.id.hex, now)
    wish = AssignmentRequest(with_one.meera.id, "physical-barriers", Week(2026, 50))
    save_assignments(with_one.notebook, rao, with_one.meera.couple, [wish], now)
    read_couple_record(with_one.notebook, rao, with_one.meera.couple, now)
    assert len(read_counted(with_one.notebook, rao, now, NO_SCORES)) == 1
    stream = stream_after(with_one, serve, {}, (Part.CLOSENESS,))
    assert stream == without
    assert not any(name in element for element in stream for name in (b"Rao", b"Iyer"))


def test_what_meera_wrote_is_in_no_file_no_log_and_not_in_ravis_stream(tmp_path: Path, serve: Serve) -> None:
    couple, now = new_couple(tmp_path / "data"), datetime.now(UTC)
    couple.answers(couple.meera, "goals", {"first-goal": f"{MARKER} goal"})
    couple.answers(couple.meera, "closeness-weekly", WEEK, note=f"{MARKER} note")
    mark_step_done(couple.notebook, couple.meera, DoneStep(uuid4(), f"{MARKER}-step", date(2026, 11, 2)), now)
    couple.shows(couple.meera, Part.CLOSENESS)
    couple.notebook.close()
    server = serve(tmp_path / "data")
    with session_of(server, "Meera") as session:
        own = stream_of(session)
    with session_of(server, "Ravi") as session:
        others = stream_of(session)
    server.kill()
    content = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
    assert MARKER.encode() not in content + server.log.encode() + b"".join(others)
    assert own != others

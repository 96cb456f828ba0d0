"""What one more person costs in memory, in programs that nothing else was measured in."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.clicks import form_click
from benchmarks.measure import Measure
from benchmarks.servers import empty_app, nearer_app, resident_megabytes, start_notebook
from benchmarks.session import StreamlitSession
from tools.live_server import LiveServer

PEOPLE = 20
CLICKS = 2_000
SETTLING = 200  # clicks after which Python has set aside what it goes on using
WINDOWS = 10  # open sessions each: one session alone drowns in what Python had set aside


def memory_measures() -> Iterator[Measure]:
    """An open session that has been on two screens, beside one of the empty app; and the program with nobody in it."""
    with empty_app() as empty, nearer_app() as nearer:
        yield Measure("memory, nobody signed in", resident_megabytes(nearer), "MB", None, resident_megabytes(empty))
        cookies = [start_notebook(nearer, f"Person {number}") for number in range(PEOPLE)]
        signed_in = megabytes_each(nearer, cookies)
        yield Measure("memory, each signed-in person's session", signed_in, "MB", None, megabytes_each(empty, [""]))
        grown = megabytes_grown(nearer, start_notebook(nearer, "Somebody patient"))
        yield Measure(f"memory, grown over {CLICKS:,} clicks", grown, "MB", target=5)


def megabytes_each(server: LiveServer, cookies: list[str]) -> float:
    """How much one more open session takes, after a round of them that pays for what all share."""
    rounds = PEOPLE * WINDOWS // len(cookies)
    opened = [walk_through(StreamlitSession(server.url, cookie)) for cookie in cookies * (rounds // 4)]
    before = resident_megabytes(server)
    more = [walk_through(StreamlitSession(server.url, cookie)) for cookie in cookies * rounds]
    grown = resident_megabytes(server) - before
    for session in opened + more:
        session.close()
    return grown / len(more)


def megabytes_grown(server: LiveServer, cookie: str) -> float:
    """What the program has taken and not given back over many clicks in one form, each of them saved."""
    click = form_click(server, cookie)
    for _ in range(SETTLING):
        click()
    before = resident_megabytes(server)
    for _ in range(CLICKS):
        click()
    return resident_megabytes(server) - before


def walk_through(session: StreamlitSession) -> StreamlitSession:
    """Open two screens, or run the empty one as often."""
    session.connect()
    for path in ("questions", ""):
        if path in session.pages:
            session.switch_page(path)
        else:
            session.rerun()
    return session

"""The way from a couple's page: back to the board as it was left, to the couple before and the next one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from nearer.addresses import ADDRESSES
from nearer.caseload.caseload import CaseloadEntry, names_of
from nearer.caseload.choose import Board
from nearer.caseload.view import COUPLE, couple_query
from nearer.views import text as words
from nearer.views.layout.escape import markup


def way_html(board: Board, couple: UUID) -> str:
    """Links, and the couple's place among those the board showed; the keys j and k press two of them."""
    before, after, place = board.neighbours(couple)
    back = replace(board.view, at=str(couple)).address
    link = markup('<a data-inside href="{}">‹ {}</a>', back, words.board.TITLE)
    where = markup("<span>{}</span>", words.board.place_of(place, len(board.matches))) if place else ""
    ways = _link(board, before, "k", words.board.BEFORE) + _link(board, after, "j", words.board.AFTER)
    room = markup('<a data-inside href="{}">{}</a>', _address("for_the_room", couple), words.couple.ROOM)
    return markup('<nav class="board-way" aria-label="{}">', words.board.WAY) + link + where + ways + room + "</nav>"


def close_room_html(couple: UUID) -> str:
    """The way back from the screen that both can see."""
    link = markup('<a data-inside href="{}">{}</a>', _address("couple", couple), words.couple.CLOSE)
    return f'<p class="nearer-people">{link}</p>'


def _address(screen: str, couple: UUID) -> str:
    return f"/{ADDRESSES[screen]}?{couple_query({COUPLE: str(couple)})}"


def _link(board: Board, entry: CaseloadEntry | None, key: str, text: str) -> str:
    if entry is None:
        return ""
    link = f'<a data-inside data-key="{key}" aria-keyshortcuts="{key}" href="{{}}" title="{{}}">{{}}</a>'
    return markup(link, board.view.couple_address(entry.case.couple), names_of(entry.case.people), text)

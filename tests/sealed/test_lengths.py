"""Whoever has a copy of the file sees how long each body is, and learns nothing by it."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.database.sqlite_engines import sqlites_own
from nearer.domain.responses import build_response
from nearer.privacy.principal import Principal
from nearer.sealed.segments import MAX_WEEKS
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.response_saving import DatedResponse, save_response, save_responses
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook
from nearer.typed_answers.answer_parsing import read_answers
from tests.storage.making import NOW, WEEK, make_body_response, read_rows, save_new_response

GUIDE = "".join(file.read_text() for file in sorted((Path(__file__).parents[2] / "data" / "guide").glob("*.md")))
HINDI = (
    "आज हम दोनों शाम को थोड़ी देर टहलने गए और फिर चाय पीते हुए बहुत दिनों के बाद खुलकर बात की मुझे डर लगता है "
    "कि वह थक जाएगी लेकिन उसने कहा अगले रविवार फिर चलेंगे दवा के बाद नींद नहीं आती शरीर भारी रहता अस्पताल से लौटकर "
    "मन शांत था माँ ने खाना बनाया बच्चे खुश थे कल डॉक्टर से पूछना होगा"
)
SEAL = 24 + 16  # bytes: a nonce and the tag


def words_in_any_order(text: str) -> str:
    """2,000 characters that pack worse than any sentence made of the same words."""
    words = text.split()
    rng = random.Random(7)
    return " ".join(rng.choice(words) for _ in range(1000))[:2000]


LONG_NOTES = ["", "n", "न" * 2000, *(GUIDE[at : at + 2000] for at in range(0, len(GUIDE) - 2000, 5000))]


@pytest.mark.parametrize("note", [*LONG_NOTES, words_in_any_order(HINDI), words_in_any_order(GUIDE)])
def test_what_people_write_in_2000_characters_is_as_long_as_empty_notes(
    notebook: Notebook, meera: Principal, note: str
) -> None:
    for count in range(1, MAX_WEEKS + 1):
        save_check_in(notebook, meera, count, note=note)
        [row] = read_rows(notebook, "SELECT body FROM entries WHERE kind = 'note'")
        assert len(row["body"]) == 1920 * count + SEAL
    assert [one.note or "" for one in read_own_responses(notebook, meera)] == [note] * MAX_WEEKS


def test_all_notes_of_random_characters_are_as_long_as_each_other_in_the_file(
    notebook: Notebook, meera: Principal
) -> None:
    rng = random.Random(7)
    for length in (1200, 2000):
        note = "".join(chr(rng.randrange(0x4E00, 0x9FFF)) for _ in range(length))
        save_new_response(notebook, meera, make_body_response(note=note))
        assert read_own_responses(notebook, meera)[-1].note == note
    lengths = {len(row["body"]) for row in read_rows(notebook, "SELECT body FROM entries WHERE kind = 'note'")}
    assert lengths == {8192 + SEAL}


def test_a_note_of_random_characters_uses_the_space_that_shorter_ones_leave(
    notebook: Notebook, meera: Principal
) -> None:
    """Only where many of a quarter pack badly does the file show it, and then not of which weeks."""
    rng = random.Random(7)
    lengths = []
    for count in range(1, 9):
        note = "" if count < 4 else "".join(chr(rng.randrange(0x4E00, 0x9FFF)) for _ in range(2000))
        save_check_in(notebook, meera, count, note=note)
        [row] = read_rows(notebook, "SELECT body FROM entries WHERE kind = 'note'")
        lengths.append((len(row["body"]) - SEAL) / count)
    assert lengths == [1920] * 5 + [8192] * 3


def test_every_part_of_a_check_in_has_one_length_whatever_was_answered(notebook: Notebook, meera: Principal) -> None:
    """Of the shipped one, whose longest answers are those that were declined."""
    asks = shipped_catalogue().check_in
    assert {item.type for item in asks.items} == {"choice"}  # a text could be longer
    declined = {item.id: {"state": "declined"} for item in asks.items}
    codes = {item.id: [option.code for option in item.options] for item in asks.items}
    rng = random.Random(7)
    for count in range(1, MAX_WEEKS + 1):
        anything = {item: rng.choice([*of_item, {"state": "declined"}]) for item, of_item in codes.items()}
        answers = [{}, declined, {asks.items[0].id: "5"}, anything][min(count, 4) - 1]
        save_check_in(notebook, meera, count, answers)
        lengths = {len(row["body"]) for row in read_rows(notebook, "SELECT body FROM entries WHERE kind != 'note'")}
        assert lengths == {256 * count + SEAL}


def test_every_other_body_is_a_whole_number_of_large_blocks(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_body_response(hope="h" * 2000, note="n"))
    lengths = [len(row["body"]) - SEAL for row in read_rows(notebook, "SELECT body FROM entries WHERE kind != 'note'")]
    assert lengths and all(length % 4096 == 0 for length in lengths)


@pytest.mark.parametrize("at_once", [1, 60])
def test_a_check_in_takes_less_than_4_kb_of_the_file(notebook: Notebook, meera: Principal, at_once: int) -> None:
    """Its note takes 1.9 KB of it, its three other parts 0.8 KB; the rest are names, MACs and indexes."""
    asks = shipped_catalogue().check_in
    answers = read_answers(asks, {"circles": "5", "touch": "partly", "alone": "a-little"})
    weeks = [(WEEK.plus(-ago), NOW - timedelta(weeks=ago)) for ago in range(80, 0, -1)]
    dated = [DatedResponse(build_response(asks, answers, week, "a walk"), uuid4(), moment) for week, moment in weeks]
    save_responses(notebook, meera, dated[:20])
    before = _size(notebook)
    for first in range(20, 80, at_once):
        save_responses(notebook, meera, dated[first : first + at_once])
    assert (_size(notebook) - before) / 60 < 4096


def save_check_in(notebook: Notebook, person: Principal, week: int, raw: object = None, note: str = "") -> None:
    """One of the shipped check-in, `week` weeks after a first one."""
    asks = shipped_catalogue().check_in
    response = build_response(asks, read_answers(asks, raw or {}), WEEK.plus(week), note)
    save_response(notebook, person, response, uuid4(), NOW + timedelta(weeks=week))


def _size(notebook: Notebook) -> int:
    with sqlites_own(notebook.engine) as raw:
        [[pages]] = raw.execute("SELECT page_count - freelist_count FROM pragma_page_count(), pragma_freelist_count()")
    return int(pages) * 4096

"""Nobody reads anything by default but the one who wrote it; what is shared is what was chosen, without a trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from nearer.database.row_errors import NotSaved
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part, Role, SharedPart
from nearer.privacy.packed_bodies import unpack_body
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import open_body, open_key
from nearer.sealed.entries import bind_entry
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import join_couple
from nearer.storage.couple.responses import SavedResponse, read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import AudienceChange, read_audiences, read_couple_words, set_audiences
from nearer.storage.notebook import Notebook
from nearer.typed_answers.answer_parsing import read_answers
from tests.shared_parts import make_audience_changes, partner_and_therapists, therapists_only
from tests.storage.clinic import make_therapist
from tests.storage.making import (
    BOTH,
    NOW,
    WEEK,
    find_drawers_written,
    make_body_response,
    make_check_in,
    make_couple,
    make_new_person,
    make_person,
    read_rows,
    save_new_response,
)

CHOICES = (Part.CLOSENESS, Part.BARRIERS, Part.ANSWERS, Part.NOTES)


def share(notebook: Notebook, principal: Principal, *parts: Part, earlier: bool = False) -> None:
    for part in parts:
        set_audiences(notebook, principal, make_audience_changes(part, audience=Audience.PARTNER, earlier=earlier), NOW)


def close(notebook: Notebook, principal: Principal, *parts: Part) -> None:
    set_audiences(notebook, principal, make_audience_changes(*parts, audience=Audience.ME), NOW)


def test_everything_a_person_writes_is_private_at_first(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some", note="mine"))
    assert set(read_audiences(notebook, meera).values()) == {Audience.ME}
    assert read_partner_responses(notebook, ravi) == ()


@pytest.mark.parametrize("chosen", list(product([False, True], repeat=4)))
def test_the_partner_reads_exactly_the_parts_that_were_chosen(
    notebook: Notebook, meera: Principal, ravi: Principal, chosen: tuple[bool, ...]
) -> None:
    share(notebook, meera, *(part for part, shared in zip(CHOICES, chosen, strict=True) if shared))
    save_new_response(notebook, meera, make_check_in(touch="some", note="a walk"))
    save_new_response(notebook, meera, make_body_response(pain="much", where="hip", note="at night"))
    closeness, barriers, answers, notes = chosen
    expected = [
        SavedResponse(
            *_definition(notebook, meera, "body"),
            week=None,
            scores={"body": Decimal(100)} if barriers else None,
            answers={"pain": "much", "where": "hip"} if answers else None,
            note="at night" if notes else None,
        ),
        SavedResponse(
            *_definition(notebook, meera, "closeness-weekly"),
            week=WEEK,
            scores={"closeness": Decimal(50)} if closeness else None,
            answers={"touch": "some"} if answers else None,
            note="a walk" if notes else None,
        ),
    ]
    assert read_partner_responses(notebook, ravi) == tuple(
        one for one in expected if one.scores or one.answers or one.note
    )
    assert read_partner_responses(notebook, meera) == ()


def test_sharing_a_part_from_now_on_keeps_earlier_entries_private(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_new_response(notebook, meera, make_check_in(WEEK.plus(-1), touch="none"), NOW - timedelta(weeks=1))
    share(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(touch="much"))
    assert [shown.week for shown in read_partner_responses(notebook, ravi)] == [WEEK]


def test_sharing_a_part_with_earlier_entries_shows_those_too(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_new_response(notebook, meera, make_check_in(WEEK.plus(-1), touch="none"), NOW - timedelta(weeks=1))
    share(notebook, meera, Part.CLOSENESS, earlier=True)
    save_new_response(notebook, meera, make_check_in(touch="much"))
    assert [shown.week for shown in read_partner_responses(notebook, ravi)] == [WEEK.plus(-1), WEEK]
    assert all(shown.answers is None and shown.note is None for shown in read_partner_responses(notebook, ravi))


def test_earlier_entries_of_a_shared_part_can_be_opened_later(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="much"))
    share(notebook, meera, Part.CLOSENESS)
    assert read_partner_responses(notebook, ravi) == ()
    share(notebook, meera, Part.CLOSENESS, earlier=True)
    assert len(read_partner_responses(notebook, ravi)) == 1


def test_closing_a_part_hides_all_of_it_from_the_partner_at_once_and_leaves_the_other_parts(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, Part.CLOSENESS, Part.NOTES)
    save_new_response(notebook, meera, make_check_in(touch="much", note="a walk"))
    assert read_partner_responses(notebook, ravi)[0].scores
    close(notebook, meera, Part.CLOSENESS)
    [partner_response] = read_partner_responses(notebook, ravi)
    assert (partner_response.scores, partner_response.note) == (None, "a walk")
    assert read_audiences(notebook, meera)[SharedPart(Part.CLOSENESS)] == Audience.ME


def test_a_key_the_partner_has_in_hand_opens_nothing_written_after_closing(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(touch="much"))
    read_partner_responses(notebook, ravi)
    taken = dict(ravi.drawer_keys)
    close(notebook, meera, Part.CLOSENESS)
    written = find_drawers_written(notebook, lambda: save_new_response(notebook, meera, make_check_in(touch="none")))
    of_scores = {
        row["drawer_id"] for row in read_rows(notebook, "SELECT drawer_id FROM drawers WHERE part = 'closeness'")
    }
    assert written & of_scores and not written & of_scores & {drawer.hex for drawer in taken}
    assert read_partner_responses(notebook, ravi) == ()


def test_sharing_a_part_again_does_not_bring_back_what_was_closed(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(WEEK.plus(-1), touch="much"), NOW - timedelta(weeks=1))
    close(notebook, meera, Part.CLOSENESS)
    share(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(touch="much"))
    assert [shown.week for shown in read_partner_responses(notebook, ravi)] == [WEEK]


def test_choosing_the_same_readers_again_changes_nothing(notebook: Notebook, meera: Principal) -> None:
    share(notebook, meera, Part.CLOSENESS)
    before = read_rows(notebook, "SELECT * FROM drawers")
    share(notebook, meera, Part.CLOSENESS)
    assert read_rows(notebook, "SELECT * FROM drawers") == before


@pytest.mark.parametrize(("part", "scale"), [(Part.CLOSENESS, "near"), (Part.BARRIERS, "pain")])
def test_scores_of_one_questionnaire_are_shared_each_with_its_own_part(
    notebook: Notebook, meera: Principal, ravi: Principal, part: Part, scale: str
) -> None:
    share(notebook, meera, part)
    save_new_response(notebook, meera, build_response(BOTH, read_answers(BOTH, {"pain": "some", "near": "some"})))
    assert [shown.scores for shown in read_partner_responses(notebook, ravi)] == [{scale: Decimal(2)}]
    assert [kept.scores for kept in read_own_responses(notebook, meera)] == [{"pain": Decimal(2), "near": Decimal(2)}]


def test_a_person_decides_only_for_what_they_wrote_themselves(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, ravi, make_check_in(touch="much"))
    assert read_audiences(notebook, ravi)[SharedPart(Part.CLOSENESS)] == Audience.ME
    assert read_partner_responses(notebook, meera) == ()


def test_a_person_without_a_partner_has_nobody_to_share_with(notebook: Notebook) -> None:
    alone = make_person(notebook, "Grace")
    with pytest.raises(NotSaved, match="joined"):
        share(notebook, alone, Part.CLOSENESS)
    assert read_audiences(notebook, alone)[SharedPart(Part.CLOSENESS)] == Audience.ME


def test_when_a_partner_joins_nothing_of_either_becomes_visible(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    save_new_response(notebook, meera, make_check_in(touch="much", note="before you"))
    close(notebook, meera, *CHOICES)
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), None, NOW).principal
    save_new_response(notebook, meera, make_check_in(touch="none"))
    assert read_partner_responses(notebook, ravi) == ()
    assert set(read_audiences(notebook, meera).values()) == {Audience.ME}


@pytest.mark.parametrize("audience", [therapists_only, partner_and_therapists])
def test_a_therapist_reads_nothing_while_none_is_connected(
    notebook: Notebook, meera: Principal, audience: Callable[[Therapist], Audience]
) -> None:
    with pytest.raises(NotSaved, match="therapist"):
        set_audiences(
            notebook, meera, [AudienceChange(SharedPart(Part.NOTES), audience(make_therapist(notebook)), True)], NOW
        )
    assert read_audiences(notebook, meera)[SharedPart(Part.NOTES)] == Audience.ME


def test_of_a_week_answered_twice_the_partner_sees_the_last(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(touch="none"))
    save_new_response(notebook, meera, make_check_in(touch="much"))
    assert [shown.scores for shown in read_partner_responses(notebook, ravi)] == [{"closeness": Decimal(100)}]


def test_a_check_in_that_was_emptied_shows_the_partner_nothing_and_not_the_earlier_answers(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(touch="none"))
    save_new_response(notebook, meera, make_check_in())
    assert read_partner_responses(notebook, ravi) == ()


def test_how_often_a_questionnaire_was_answered_is_not_shown(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, Part.BARRIERS)
    for pain in ("none", "some", "much"):
        save_new_response(notebook, meera, make_body_response(pain=pain))
    assert [shown.scores for shown in read_partner_responses(notebook, ravi)] == [{"body": Decimal(100)}]


@pytest.mark.parametrize("shared", [(), (Part.ANSWERS,), CHOICES])
def test_to_the_partner_declined_skipped_and_never_shown_answers_look_the_same(
    notebook: Notebook, shared: tuple[Part, ...]
) -> None:
    seen = []
    for number, hope in enumerate([None, {"state": "declined"}, "", "   "]):
        meera, ravi = make_couple(notebook, f"Meera {number}", f"Ravi {number}")
        share(notebook, meera, *shared)
        save_new_response(notebook, meera, make_body_response(pain="some", hope=hope))
        seen.append(repr([_plain(shown) for shown in read_partner_responses(notebook, ravi)]))
    assert len(set(seen)) == 1


def test_to_the_partner_an_empty_note_a_private_one_and_none_look_the_same(notebook: Notebook) -> None:
    seen = []
    for number, (note, parts) in enumerate(
        [("", (Part.NOTES, Part.CLOSENESS)), ("private", (Part.CLOSENESS,)), ("", (Part.CLOSENESS,))]
    ):
        meera, ravi = make_couple(notebook, f"Meera {number}", f"Ravi {number}")
        share(notebook, meera, *parts)
        save_new_response(notebook, meera, make_check_in(touch="some", note=note))
        seen.append([_plain(shown) for shown in read_partner_responses(notebook, ravi)])
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.only_sqlite
def test_with_the_database_and_their_own_keys_a_partner_opens_no_state_of_an_answer(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, *CHOICES)
    save_new_response(notebook, meera, make_body_response(pain="na", sleep={"state": "declined"}, hope="rain"))
    opened = _all_that_opens(notebook, ravi)
    assert {kind: list(by_label.values()) for kind, by_label in opened.items()} == {
        "answers": [{"hope": "rain"}],
        "scores": [{}],
        "note": [""],
    }


def test_with_the_database_the_same_rows_of_the_same_length_are_seen_whatever_was_declined(notebook: Notebook) -> None:
    seen = []
    for number, response in enumerate(
        [
            make_body_response(pain="much", where="here", hope="h" * 500, note="n" * 2000),
            make_body_response(pain={"state": "declined"}, sleep={"state": "declined"}, hope={"state": "declined"}),
            make_body_response(),
        ]
    ):
        meera, _ravi = make_couple(notebook, f"Meera {number}", f"Ravi {number}")
        save_new_response(notebook, meera, response)
        rows = read_rows(
            notebook,
            "SELECT kind, length(body) AS length FROM entries WHERE owner_id = :owner ORDER BY kind",
            owner=meera.id.hex,
        )
        seen.append(rows)
    assert seen[0] == seen[1] == seen[2]


def test_to_the_partner_even_the_longest_private_note_looks_like_none(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_body_response(note=""))
    save_new_response(notebook, meera, make_body_response(note="😀" * 2000))
    lengths = read_rows(notebook, "SELECT length(body) AS length FROM entries WHERE kind = 'note'")
    assert lengths[0] == lengths[1]


def test_only_the_person_who_answered_can_open_their_full_record(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share(notebook, meera, *Part, earlier=True)
    save_new_response(notebook, meera, make_body_response(pain="some"))
    readers = read_rows(
        notebook,
        "SELECT reader_id FROM drawer_keys JOIN drawers USING (drawer_id) WHERE part = 'own' AND reader_id = :r",
        r=ravi.id.hex,
    )
    assert readers == []


def test_a_response_shown_to_a_partner_has_no_time_no_id_and_no_count(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    """Of one's own the same three are there; so a field that is added stands here, with what a partner sees of it."""
    share(notebook, meera, *CHOICES)
    save_new_response(notebook, meera, make_check_in(touch="some", note="ours"))
    save_new_response(notebook, meera, make_body_response(pain="much"))
    own, partners = read_own_responses(notebook, meera), read_partner_responses(notebook, ravi)
    assert len(own) == len(partners) == 2
    assert all(response.day and response.saved and response.id for response in own)
    assert {(response.day, response.saved, response.id) for response in partners} == {(None, None, None)}
    assert set(SavedResponse.__dataclass_fields__) == {
        *("questionnaire", "version", "sha256", "week", "scores", "answers", "note"),
        *("day", "saved", "id"),
    }


def _definition(notebook: Notebook, principal: Principal, questionnaire: str) -> tuple[str, str, str]:
    own_response = read_own_responses(notebook, principal, questionnaire)[-1]
    return own_response.questionnaire, own_response.version, own_response.sha256


def _plain(response: SavedResponse) -> tuple[object, ...]:
    return tuple(getattr(response, name) for name in SavedResponse.__dataclass_fields__)


def _all_that_opens(notebook: Notebook, reader: Principal) -> dict[str, dict[str, object]]:
    """Every body that the reader's own private key leads to, read past the functions of the notebook."""
    rows = read_rows(
        notebook,
        "SELECT e.*, k.sealed_key, p.public_key FROM entries e JOIN drawer_keys k USING (drawer_id) "
        "JOIN people p ON p.person_id = e.owner_id WHERE k.reader_id = :reader",
        reader=reader.id.hex,
    )
    opened: dict[str, dict[str, object]] = {}
    for row in rows:
        places = {name: _as_id(value) if name.endswith("_id") else value for name, value in row.items()}
        about = f"drawer|{places['owner_id']}|{places['drawer_id']}|{reader.id}".encode()
        key = open_key(row["sealed_key"], reader.keys, row["public_key"], about)
        opened[row["kind"]] = json.loads(unpack_body(open_body(row["body"], key, bind_entry(places))))
    return opened


def _as_id(value: str) -> str:
    return value if value == "home" else str(UUID(value))


def test_sharing_one_questionnaire_does_not_share_the_others(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_new_response(notebook, meera, make_body_response(pain="much"))
    save_new_response(notebook, meera, build_response(BOTH, read_answers(BOTH, {"pain": "some"})))
    pain = SharedPart(Part.BARRIERS, "both")
    set_audiences(notebook, meera, [AudienceChange(pain, Audience.PARTNER, include_earlier=True)], NOW)
    [response] = read_partner_responses(notebook, ravi)
    assert (response.questionnaire, response.answers) == ("both", None)
    save_new_response(notebook, meera, make_body_response(pain="some"))
    assert [one.questionnaire for one in read_partner_responses(notebook, ravi)] == ["both"]
    assert read_audiences(notebook, meera)[SharedPart(Part.BARRIERS, "body")] == Audience.ME


@pytest.mark.parametrize(("part", "questionnaire"), [(Part.BARRIERS, ""), (Part.ANSWERS, ""), (Part.NOTES, "body")])
def test_barriers_and_answers_are_shared_by_questionnaire_and_every_other_part_as_a_whole(
    part: Part, questionnaire: str
) -> None:
    with pytest.raises(ValueError, match="of part"):
        SharedPart(part, questionnaire)


def test_of_several_sharing_choices_none_is_saved_when_one_cannot_be(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some", note="mine"))
    notes, events = (SharedPart(part) for part in (Part.NOTES, Part.EVENTS))
    to_nobody = [
        AudienceChange(notes, Audience.PARTNER, include_earlier=True),
        AudienceChange(events, therapists_only(make_therapist(notebook))),
    ]
    with pytest.raises(NotSaved):
        set_audiences(notebook, meera, to_nobody, NOW)
    assert read_audiences(notebook, meera)[notes] == Audience.ME
    assert read_partner_responses(notebook, ravi) == ()


def test_both_of_a_couple_see_the_same_six_words_and_others_with_other_keys(notebook: Notebook) -> None:
    meera, ravi = make_couple(notebook)
    asha, dev = make_couple(notebook, "Asha", "Dev")
    words = read_couple_words(notebook, meera)
    assert words == read_couple_words(notebook, ravi) and len(words) == 6
    assert words != read_couple_words(notebook, asha) == read_couple_words(notebook, dev)
    assert read_couple_words(notebook, make_person(notebook, "Alone")) == ()

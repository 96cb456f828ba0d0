"""Who can read what, as it is said and as it ends; without a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.presenters.shared_messages import note_opened, read_own_lines, read_partner_lines, screen_of
from nearer.presenters.shared_wishes import sure_of_no, welcome_list, welcome_texts
from nearer.presenters.sharing import (
    SharingChoice,
    SharingRow,
    end_sharing_with_partner,
    save_sharing,
    sharing_rows,
)
from nearer.presenters.sharing_preview import SharingPreview, make_sharing_preview
from nearer.presenters.this_week import read_arrivals
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.mutual_agreements import read_agreements, save_marks
from nearer.storage.couple.partner_messages import PartnerMessage, post_message, read_own_messages
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.responses import read_partner_responses
from nearer.storage.couple.sharing import read_audiences, set_audiences
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from tests.shared_parts import make_audience_changes, partner_and_therapists, therapists_only
from tests.storage.clinic import connect_therapist, make_therapist
from tests.storage.making import NOW


def share(session: PersonSession, part: Part, audience: Audience) -> None:
    set_audiences(session.notebook, session.principal, make_audience_changes(part, audience=audience), NOW)


def answers(session: PersonSession, name: str, raw: Mapping[str, object], note: str = "") -> None:
    questionnaire = session.catalogue.questionnaires[name]
    week = session.week if questionnaire.repeat == "weekly" else None
    response = build_response(questionnaire, read_answers(questionnaire, raw), week, note)
    save_response(session.notebook, session.principal, response, uuid4(), session.now)


def rows_of(session: PersonSession, reader: str) -> tuple[SharingRow, ...]:
    return sharing_rows(session, reader, read_audiences(session.notebook, session.principal))


def row_of(session: PersonSession, title: str, reader: str = "partner") -> SharingRow:
    return next(row for row in rows_of(session, reader) if row.title == title)


def test_sharing_has_a_row_for_every_questionnaire_of_the_person_and_shows_what_is_welcome_apart(
    session: PersonSession,
) -> None:
    rows = rows_of(session, "partner")
    assert [row.title for row in rows if row.apart] == ["What is welcome now"]
    titles = {one.title for one in session.questionnaires} - {session.catalogue.check_in.title}
    assert titles <= {row.title for row in rows}
    assert [row.part.part for row in rows if row.part.part not in (Part.BARRIERS, Part.ANSWERS)] == [
        Part.CLOSENESS,
        Part.NOTES,
        Part.EVENTS,
    ]
    assert len({row.key for row in rows}) == len(rows)


def test_what_was_read_in_the_guide_can_be_shown_to_a_therapist_and_not_to_a_partner(session: PersonSession) -> None:
    partner, therapist = ({row.part for row in rows_of(session, who)} for who in ("partner", "therapist"))
    assert therapist - partner == {SharedPart(Part.GUIDE)}


def test_one_row_opens_one_questionnaire_to_one_reader_and_leaves_the_other_alone(
    session: PersonSession,
) -> None:
    rao = make_therapist(session.notebook)
    connect_therapist(session.notebook, session.principal, rao)
    share(session, Part.ANSWERS, therapists_only(rao))
    save_sharing(session, [row_of(session, "Your feelings")], "partner", SharingChoice(True))
    now = read_audiences(session.notebook, session.principal)
    opened = {part for part, audience in now.items() if "partner" in audience.others}
    assert opened == {SharedPart(Part.BARRIERS, "emotional-barriers")}
    assert now[SharedPart(Part.ANSWERS, "emotional-barriers")] == therapists_only(rao)
    save_sharing(session, [row_of(session, "Your feelings")], "partner", SharingChoice(False))
    closed = read_audiences(session.notebook, session.principal)
    assert closed[SharedPart(Part.BARRIERS, "emotional-barriers")] == Audience.ME
    assert closed[SharedPart(Part.ANSWERS, "emotional-barriers")] == therapists_only(rao)


DECLINED = {"state": "declined"}
BODY = {"which": ["sleep"], "sleep-trouble": "a-lot", "sleep-in-the-way": "a-little", "fits": DECLINED}
TALKS = {"talking-said": "never", "talking-heard": "never", "talking-avoided": "nearly-always", "time-two": DECLINED}
WALK = {"first-goal": "walk to the temple", "first-rating": "1"}


@pytest.mark.parametrize("with_answers", [False, True])
@pytest.mark.parametrize(("name", "raw"), [("us-two", TALKS), ("physical-barriers", BODY), ("goals", WALK)])
def test_the_preview_is_exactly_what_the_partner_reads_once_it_is_shared(
    sessions: tuple[PersonSession, PersonSession], name: str, raw: dict[str, object], with_answers: bool
) -> None:
    owner, reader = sessions
    answers(owner, name, raw)
    row = row_of(owner, owner.catalogue.questionnaires[name].title)
    before = make_sharing_preview(owner, row, with_answers).view
    save_sharing(owner, [row], "partner", SharingChoice(True, with_answers, earlier=True))
    [shared] = read_partner_responses(reader.notebook, reader.principal)
    assert before is not None
    assert (before.scores, before.answers or None) == (shared.scores or {}, shared.answers)
    assert bool(before.scores) and bool(before.answers) is with_answers


def test_closeness_is_previewed_week_by_week_and_without_a_note(session: PersonSession) -> None:
    answers(session, "closeness-weekly", {"circles": "4"}, note="mine alone")
    preview = make_sharing_preview(session, row_of(session, words.sharing.CLOSENESS), with_answers=True)
    assert preview.lines == () and preview.view is not None and preview.view.note == ""
    notes = make_sharing_preview(session, row_of(session, words.sharing.whole_part(Part.NOTES)[0]), with_answers=False)
    assert (notes.lines, notes.more) == (("mine alone",), 0)


def test_where_nothing_was_written_there_is_nothing_to_preview(session: PersonSession) -> None:
    assert all(make_sharing_preview(session, row, True).is_empty for row in rows_of(session, "therapist"))


def test_ending_the_sharing_closes_every_part_to_the_partner_and_none_to_the_therapist(session: PersonSession) -> None:
    rao = make_therapist(session.notebook)
    connect_therapist(session.notebook, session.principal, rao)
    share(session, Part.EVENTS, Audience.PARTNER)
    share(session, Part.NOTES, partner_and_therapists(rao))
    message = PartnerMessage(uuid4(), "sentence", "Sit with me.", session.today)
    post_message(session.notebook, session.principal, message, NOW)
    save_marks(session.notebook, session.principal, welcome_list(), {welcome_list().ids[0]: "yes"}, NOW)
    end_sharing_with_partner(session)
    now = read_audiences(session.notebook, session.principal)
    assert [now[SharedPart(part)] for part in (Part.EVENTS, Part.NOTES)] == [Audience.ME, therapists_only(rao)]
    assert read_own_messages(session.notebook, session.principal) == ()
    assert read_agreements(session.notebook, session.principal, welcome_list(), NOW).marks == {}


def test_a_page_to_talk_about_is_named_by_its_title_and_a_sentence_stands_as_it_was_sent(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    topic = shipped_guide().topics["hormones"]
    for kind, text in (("sentence", "Hm"), ("topic", "no-such-page"), ("topic", topic.id)):
        message = PartnerMessage(uuid4(), kind, text, meera.today)  # type: ignore[arg-type]
        post_message(meera.notebook, meera.principal, message, NOW)
    lines = [
        (words.steps.talk_about(topic.title), f"/guide?page={topic.id}"),
        (words.steps.talk_about("no-such-page"), ""),
        ("Hm", ""),
    ]
    assert sorted(read_partner_lines(ravi)) == sorted(lines)
    assert sorted(line for _message, line in read_own_lines(meera)) == sorted(line for line, _address in lines)


def test_the_list_of_what_is_welcome_holds_some_matches_back_by_chance_and_says_how_sure_a_no_can_be() -> None:
    options = welcome_list()
    assert options.chance and set(options.ids) == set(welcome_texts())
    # Nothing seen: of n options n/3 are left out; an option that is among them may as well be wished, so 1 - 1/3 * 1/2.
    assert sure_of_no() == words.steps.sure_of_no(83)


WEEK = {
    "circles": "4", "understood": "mostly", "good-thing": "mostly", "touch": "mostly", "alone": "a-little",
    "at-ease": "mostly", "looked-forward": "mostly",
}  # fmt: skip
NOW_TO_READ = "You can read this now: how close the weeks felt"


def told(session: PersonSession, days: int = 0) -> list[str]:
    """What the first screen says arrived, so many days later."""
    later = replace(session, now=session.now + timedelta(days=days), run_cache={})
    return [text for arrival in read_arrivals(later, "") for text, _address in arrival.lines]


@pytest.mark.parametrize(("tells", "lines"), [(True, [NOW_TO_READ]), (False, [])])
def test_the_partner_is_told_of_newly_shared_parts_only_where_that_was_ticked(
    sessions: tuple[PersonSession, PersonSession], tells: bool, lines: list[str]
) -> None:
    meera, ravi = sessions
    answers(meera, "closeness-weekly", WEEK)
    row = row_of(meera, words.sharing.CLOSENESS)
    save_sharing(meera, [row], "partner", SharingChoice(True, earlier=True, tells=tells))
    assert told(ravi) == lines
    save_sharing(meera, [row], "partner", SharingChoice(True, earlier=True, tells=tells))
    assert len(read_own_messages(meera.notebook, meera.principal)) == len(lines), "and once"
    save_sharing(meera, [row], "partner", SharingChoice(False))
    assert told(ravi) == []


def test_the_partner_reads_the_message_once_there_is_something_to_read_and_not_before(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    answers(meera, "closeness-weekly", WEEK)
    row = row_of(meera, words.sharing.CLOSENESS)
    preview, wanted = make_sharing_preview(meera, row, with_answers=False), SharingChoice(True, tells=True)
    assert preview.message(row, "Ravi", wanted, was_open=False).startswith("Saved. From your next check-in on")
    save_sharing(meera, [row], "partner", wanted)
    note_opened(ravi, "closeness")
    assert told(ravi) == []
    answers(replace(meera, now=NOW + timedelta(days=7)), "closeness-weekly", WEEK)
    assert told(ravi, days=7) == [NOW_TO_READ]


def test_a_person_reads_that_the_partner_can_read_something_now_only_where_they_can(session: PersonSession) -> None:
    for title in (words.sharing.CLOSENESS, "Your body", "What is welcome now"):
        row = row_of(session, title)
        nothing = SharingPreview().message(row, "Ravi", SharingChoice(True, earlier=True), was_open=False)
        assert "can now" not in nothing and "Ravi can read" in nothing
        something = SharingPreview(("a line", "another"), more=3)
        assert something.message(row, "Ravi", SharingChoice(True, earlier=True), was_open=False) == (
            f"Saved. Ravi can now read: {title}."
        )
        assert "can now" not in something.message(row, "Ravi", SharingChoice(True), was_open=False)
        assert (something.example.lines, something.example.more) == (("a line",), 0)


def test_a_newly_shared_part_is_announced_until_the_partner_opens_it(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    answers(meera, "closeness-weekly", WEEK)
    answers(meera, "physical-barriers", BODY)
    for title in (words.sharing.CLOSENESS, "Your body"):
        save_sharing(meera, [row_of(meera, title)], "partner", SharingChoice(True, earlier=True, tells=True))
    assert sorted(told(ravi)) == ["You can read this now: Your body", NOW_TO_READ]
    note_opened(ravi, "closeness")
    assert told(ravi) == ["You can read this now: Your body"]
    note_opened(ravi, "barriers")
    assert told(ravi) == []
    assert len(list(read_own_lines(meera))) == 2, "whoever shares does not learn that it was opened"


def test_an_announcement_of_sharing_stays_a_week_from_the_day_it_was_first_seen(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    answers(meera, "closeness-weekly", WEEK)
    row = row_of(meera, words.sharing.CLOSENESS)
    save_sharing(meera, [row], "partner", SharingChoice(True, earlier=True, tells=True))
    assert [line for _message, line in read_own_lines(meera)] == [
        "You told Ravi that you share this: how close the weeks felt"
    ]
    assert told(ravi, days=20) == [NOW_TO_READ]
    assert told(ravi, days=26) == [NOW_TO_READ]
    assert told(ravi, days=27) == []
    assert list(read_own_lines(replace(meera, now=NOW + timedelta(days=7)))) == []


def test_a_shared_questionnaire_is_named_by_its_title_and_leads_to_where_it_is_read(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    answers(meera, "physical-barriers", BODY)
    save_sharing(meera, [row_of(meera, "Your body")], "partner", SharingChoice(True, earlier=True, tells=True))
    [arrival] = read_arrivals(ravi, "")
    assert arrival.lines == (("You can read this now: Your body", "/picture"),)
    assert [screen_of(label) for label in ("closeness", "events", "notes", "barriers/comfort-and-consent")] == [
        "closeness", "closeness", "sharing", "sharing",
    ]  # fmt: skip

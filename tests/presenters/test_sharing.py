"""Who can read what, as it is said and as it ends; without a screen."""

from __future__ import annotations

from uuid import uuid4

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.presenters.shared_wishes import gentle_texts, gentle_things, message_lines, sure_of_no
from nearer.presenters.sharing import access_rows, end_sharing_with_partner, parts_for
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.mutual_agreements import read_agreements, save_marks
from nearer.storage.couple.partner_messages import PartnerMessage, post_message, read_own_messages
from nearer.storage.couple.sharing import Choice, read_audiences, set_audience
from nearer.views import text as words
from tests.storage.clinic import let_in, therapist
from tests.storage.making import NOW


def share(session: PersonSession, part: Part, audience: Audience) -> None:
    set_audience(session.notebook, session.principal, Choice(part, audience), NOW)


def test_every_part_has_a_row_and_only_what_is_shared_names_the_partner(session: PersonSession) -> None:
    share(session, Part.EVENTS, Audience.PARTNER)
    rows = access_rows(session)
    assert [row.part for row in rows] == [words.sharing.part_name(part) for part in Part]
    assert [row.part for row in rows if "Ravi" in row.readers] == [words.sharing.part_name(Part.EVENTS)]


def test_what_was_read_in_the_guide_can_be_shown_to_a_therapist_and_not_to_a_partner() -> None:
    assert set(parts_for("therapist")) - set(parts_for("partner")) == {Part.GUIDE}


def test_ending_closes_every_part_to_the_partner_and_none_to_the_therapist(session: PersonSession) -> None:
    let_in(session.notebook, session.principal, therapist(session.notebook))
    share(session, Part.EVENTS, Audience.PARTNER)
    share(session, Part.NOTES, Audience.ALL)
    message = PartnerMessage(uuid4(), "sentence", "Sit with me.", session.today)
    post_message(session.notebook, session.principal, message, NOW)
    save_marks(session.notebook, session.principal, gentle_things(), {gentle_things().ids[0]: "yes"}, NOW)
    end_sharing_with_partner(session)
    now = read_audiences(session.notebook, session.principal)
    assert {part: now[part] for part in (Part.EVENTS, Part.NOTES)} == {
        Part.EVENTS: Audience.ME,
        Part.NOTES: Audience.THERAPIST,
    }
    assert read_own_messages(session.notebook, session.principal) == ()
    assert read_agreements(session.notebook, session.principal, gentle_things(), NOW).marks == {}


def test_a_page_to_talk_about_is_named_by_its_title_and_a_sentence_stands_as_it_was_sent(
    session: PersonSession,
) -> None:
    topic = shipped_guide().topics["hormones"]
    page = PartnerMessage(uuid4(), "topic", topic.id, session.today)
    sentence = PartnerMessage(uuid4(), "sentence", "Hm", session.today)
    assert message_lines([page, sentence]) == [words.steps.talk_about(topic.title), "Hm"]
    gone = PartnerMessage(uuid4(), "topic", "no-such-page", session.today)
    assert message_lines([gone]) == [words.steps.talk_about("no-such-page")]


def test_the_list_of_what_is_welcome_is_left_to_chance_and_says_how_sure_a_no_can_be() -> None:
    things = gentle_things()
    assert things.chance and set(things.ids) == set(gentle_texts())
    # Nothing seen: of n things n/3 are left out; a thing that is among them may as well be wished, so 1 - 1/3 * 1/2.
    assert sure_of_no() == words.steps.sure_of_no(83)

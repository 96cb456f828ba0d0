"""Who can read what of a person: row by row, what a change would show, and ending it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from nearer.database.row_errors import NotSaved
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import PARTNER, Audience, Part, SharedPart
from nearer.instruments.safety import asks_of_harm, private_scales
from nearer.presenters.shared_messages import delete_share_message, tell_of
from nearer.presenters.shared_wishes import withdraw_all
from nearer.session.values import PersonSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.new_keys import confirm_partner_keys
from nearer.storage.couple.readers import Audiences
from nearer.storage.couple.sharing import AudienceChange, read_audiences, read_couple_words, set_audiences
from nearer.storage.therapist.therapist_connections import OwnTherapist, read_own_therapists
from nearer.views import text as words

PURPOSES_APART = (
    "comfort",
)  # purposes of questionnaires that come after the others, as they are about what is welcome


@dataclass(frozen=True, slots=True)
class SharingRow:
    """What is decided in one go: a part, and the single answers that can go with its scores where there are any."""

    title: str
    hint: str
    part: SharedPart
    answers: SharedPart | None = None
    apart: bool = False

    @property
    def key(self) -> str:
        """Names the widgets of the row."""
        return self.part.label.replace("/", "-")

    def is_open(self, audiences: Audiences, reader: str) -> bool:
        """Whether the partner or a therapist can read it now, by their name in audiences."""
        return reader in audiences[self.part].others

    def has_answers_open(self, audiences: Audiences, reader: str) -> bool:
        return self.answers is not None and reader in audiences[self.answers].others

    def choices(self, audiences: Audiences, reader: str, choice: SharingChoice) -> Iterator[AudienceChange]:
        """What to save so that one reader reads what is wanted, and every other what they read before."""
        open_parts = ((self.part, choice.opens), (self.answers, choice.opens and choice.with_answers))
        for part, opens in ((part, opens) for part, opens in open_parts if part is not None):
            others = audiences[part].others
            audience = Audience(others | {reader} if opens else others - {reader})
            yield AudienceChange(part, audience, choice.earlier and opens, only_reader=reader)


@dataclass(frozen=True, slots=True)
class SharingChoice:
    """What a person wants of one row for one reader; `earlier` opens what was written before as well, `tells` says so
    to the partner."""

    opens: bool
    with_answers: bool = False
    earlier: bool = False
    tells: bool = False


def load_own_therapists(session: PersonSession) -> tuple[OwnTherapist, ...]:
    """Whoever the person ever let in."""
    read = partial(read_own_therapists, session.notebook, session.principal)
    return session.load_until_written("therapists", read)


def sharing_rows(session: PersonSession, reader: str, audiences: Audiences) -> tuple[SharingRow, ...]:
    """All that the partner or a therapist can be shown: what was read in the guide only a therapist."""
    check_in = session.catalogue.check_in
    closeness = SharingRow(
        words.sharing.CLOSENESS, words.sharing.CLOSENESS_HINT, SharedPart(Part.CLOSENESS),
        SharedPart(Part.ANSWERS, check_in.id),
    )  # fmt: skip
    of_questionnaires = [row for one in _list_questionnaires(session, audiences) if (row := _make_row(one)) is not None]
    whole_rows = [SharingRow(*words.sharing.whole_part(part), SharedPart(part)) for part in (Part.NOTES, Part.EVENTS)]
    if reader != PARTNER:
        whole_rows.append(SharingRow(*words.sharing.whole_part(Part.GUIDE), SharedPart(Part.GUIDE)))
    return (closeness, *sorted(of_questionnaires, key=lambda row: row.apart), *whole_rows)


def _list_questionnaires(session: PersonSession, audiences: Audiences) -> list[Questionnaire]:
    """The questionnaires offered to this person, and any other of which there is something that could be shared."""
    offered = {one.id: one for one in session.questionnaires}
    questionnaire_ids = {part.questionnaire for part in audiences}
    others = (session.catalogue.get(name) for name in sorted(questionnaire_ids - offered.keys() - {""}))
    rows = (*offered.values(), *(one for one in others if one is not None))
    return [one for one in rows if one.id != session.catalogue.check_in.id]


def _make_row(questionnaire: Questionnaire) -> SharingRow | None:
    """None where nothing of it can be shared. Answers to questions about harm never are."""
    instruments = shipped_instruments()
    private = private_scales(questionnaire, instruments)
    scored = any(scale.part is Part.BARRIERS and scale.id not in private for scale in questionnaire.scales)
    answers = None if asks_of_harm(questionnaire, instruments) else SharedPart(Part.ANSWERS, questionnaire.id)
    apart = questionnaire.purpose in PURPOSES_APART
    if scored:
        scores = SharedPart(Part.BARRIERS, questionnaire.id)
        return SharingRow(questionnaire.title, words.sharing.scores_hint(questionnaire.purpose), scores, answers, apart)
    return (
        None if answers is None else SharingRow(questionnaire.title, words.sharing.ANSWERS_HINT, answers, apart=apart)
    )


def load_couple_words(session: PersonSession) -> tuple[str, ...]:
    """The six words of both people's keys, one after the other; empty without a partner."""
    return read_couple_words(session.notebook, session.principal)


def confirm_new_keys(session: PersonSession, compared: tuple[str, ...]) -> None:
    """Let the partner read on with their new keys, whose words were compared."""
    confirm_partner_keys(session.notebook, session.principal, compared, session.now)


def partner_name(session: PersonSession) -> str:
    """Empty without a partner."""
    partner = session.members.partner
    return partner.nickname if partner else ""


def save_sharing(session: PersonSession, rows: Sequence[SharingRow], reader: str, grant: SharingChoice) -> None:
    """Open rows to one reader, or close them; all or none. What was shared holds also where it could not be told."""
    audiences = read_audiences(session.notebook, session.principal)
    choices = [choice for row in rows for choice in row.choices(audiences, reader, grant)]
    set_audiences(session.notebook, session.principal, choices, session.now)
    for row in rows if reader == PARTNER else ():
        with suppress(NotSaved):
            delete_share_message(session, row.part)
            if grant.opens and grant.tells:
                tell_of(session, row.part)


def end_sharing_with_partner(session: PersonSession) -> None:
    """Close every part to the partner, and take back what was said to them. A therapist reads on as chosen."""
    audiences = read_audiences(session.notebook, session.principal).items()
    closed = [AudienceChange(part, Audience(audience.others - {PARTNER})) for part, audience in audiences]
    set_audiences(session.notebook, session.principal, closed, session.now)
    withdraw_all(session)

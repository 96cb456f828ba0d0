"""Sharing: who besides its owner may read each part, a therapist only with the key that was compared face to face."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.privacy.fingerprint import fingerprint
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.drawers import DrawerLabel, create_drawer, open_drawer, read_drawers, seal_key_for
from nearer.storage.couple.readers import Audiences, find_reader, read_newest_audiences, revoke_keys, revoke_reader
from nearer.storage.couple.scored_weeks import write_scored_weeks
from nearer.storage.couple.shared_guide import guide_part, save_shared_since, write_shared_guide
from nearer.storage.notebook import Notebook


def read_couple_words(notebook: Notebook, principal: Principal) -> tuple[str, ...]:
    """Six words of both people's public keys, the same for both while each knows the other's; none when alone."""
    with notebook.read_as(principal) as reader:
        return words_of_both(reader)


def words_of_both(reader: Reader) -> tuple[str, ...]:
    """The six words that `read_couple_words` reads, inside a transaction that is open already."""
    members = [reader.person] if reader.partner is None else [reader.person, reader.partner]
    return fingerprint(b"".join(sorted(one.public_key + one.signing_key for one in members))) if members[1:] else ()


def read_audiences(notebook: Notebook, principal: Principal) -> Audiences:
    """Every part with its audience; of those shared by questionnaire the ones there is something of."""
    with notebook.read_as(principal) as reader:
        return read_newest_audiences(reader)


@dataclass(frozen=True, slots=True)
class AudienceChange:
    """Who may read a part from now on; `include_earlier` opens to them what was written before as well.

    With `only_reader` it is decided for this one reader, and what was before opens to nobody else.
    """

    part: SharedPart
    audience: Audience
    include_earlier: bool = False
    only_reader: str = ""


def set_audiences(notebook: Notebook, principal: Principal, choices: Iterable[AudienceChange], now: datetime) -> None:
    """Let others read parts from now on, or with everything earlier; or close them to whoever is not named.

    All of it or, when something fails, nothing.

    Closing takes away the key to what was shared; it cannot take away what was seen. NotSaved when there is nobody yet,
    and KeyChanged when the therapist's key is not the one that was compared.
    """
    with notebook.write_as(principal, now) as writer:
        audiences = read_newest_audiences(writer)
        for choice in choices:
            set_audience(writer, choice, audiences[choice.part].others)
        write_scored_weeks(writer)


def set_audience(writer: Writer, choice: AudienceChange, now_read: frozenset[str]) -> None:
    """Set who reads one part, inside an open transaction; `now_read` are its readers besides the owner."""
    new_readers = choice.audience.others
    readers = {name: find_reader(writer, name) for name in sorted(new_readers)}
    added = (
        frozenset({choice.only_reader}) & new_readers if choice.only_reader else (new_readers - now_read) or new_readers
    )
    widened = added if choice.include_earlier else frozenset()
    for row in read_drawers(writer, choice.part.label):
        have = Audience.parse_label(row.audience).others
        for name in sorted(widened - have):
            seal_key_for(writer, open_drawer(writer, row), readers[name])
        revoke_keys(writer, row, (have & new_readers) | widened)
    if new_readers != now_read:
        create_drawer(writer, DrawerLabel(choice.part.label, choice.audience, tuple(readers.values())))
    if choice.part.part is Part.GUIDE:
        for name in Audience(now_read - new_readers).therapists:
            revoke_reader(writer, name, guide_part(name))
        since = dict.fromkeys(Audience(new_readers - now_read).therapists, False)
        save_shared_since(writer, since | dict.fromkeys(Audience(widened).therapists, True))
        write_shared_guide(writer)

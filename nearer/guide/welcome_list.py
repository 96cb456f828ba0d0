"""The list of small affectionate acts to which each partner answers alone; only a yes of both is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from nearer.domain.yaml_scalars import Bounds, Id, Text, Version, YamlRecord
from nearer.language.error_catalogue.file_errors import RecordName
from nearer.yaml_files.error_messages import RecordKind, check_record
from nearer.yaml_files.yaml_text import read_tree


@dataclass(frozen=True, kw_only=True)
class WelcomeOption(YamlRecord):
    """One act, in words that fit both of them."""

    id: Id
    text: Text


@dataclass(frozen=True, kw_only=True)
class WelcomeList(YamlRecord):
    """The whole list, in the order it is shown: 12 to 20, so that chance has enough to leave out."""

    version: Version
    licence: Text
    options: Annotated[tuple[WelcomeOption, ...], Bounds(min_length=12, max_length=20)]


_KINDS = {
    "": RecordKind(RecordName.WELCOME_LIST, WelcomeList),
    "options": RecordKind(RecordName.WELCOME_OPTION, WelcomeOption),
}


def read_welcome_list(text: str | bytes) -> WelcomeList:
    """Raise FileRefused with every problem."""
    return check_record(read_tree(text, "welcome-list.yaml"), WelcomeList, _KINDS)

"""How the domain refuses: by a code, and by what fills its sentence in nearer/language."""

from __future__ import annotations

from enum import StrEnum


class ValueFault(StrEnum):
    """Why a key of a questionnaire does not take a value: what it is, or what the key takes in its place."""

    EMPTY = "empty"
    TEXT_TOO_LONG = "text_too_long"
    HIDDEN_CHARACTERS = "hidden_characters"
    NO_JSON = "no_json"
    NO_ID = "no_id"
    NO_CODE = "no_code"
    NO_VERSION = "no_version"
    NO_LANGUAGE = "no_language"
    NEITHER_YES_NOR_NO = "neither_yes_nor_no"
    NO_NUMBER = "no_number"
    NO_WHOLE_NUMBER = "no_whole_number"
    NO_SHARE = "no_share"
    NO_DATE = "no_date"
    OTHER_PLACES_IN_TOLD = "other_places_in_told"
    OTHER_PLACES_IN_TEXT = "other_places_in_text"
    OTHER_PLACES_IN_NAME = "other_places_in_name"


class CodedRefusal(ValueError):
    """What the domain does not take; `values` are the limits that its sentence names, and never a person's words."""

    def __init__(self, fault: StrEnum, **values: object) -> None:
        self.fault, self.values = fault, values
        super().__init__(fault)


class ValueRefused(CodedRefusal):
    """A value that a key does not take."""

    fault: ValueFault

"""What stands before the answers of a response: which questionnaire it answers, whether it is finished, and when."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.constants import OWN_ADDRESS
from nearer.fhir.json_reader import dicts
from nearer.fhir.report import ItemNotes, shorten_address
from nearer.fhir_responses.response_models import FhirResponse
from nearer.language.error_catalogue.fhir_answer_errors import FhirResponseText

_BY_ID = re.compile(r"(?:(?:.*/)?Questionnaire/)?([^/]+)(?:/_history/[^/]+)?")
_AUTHORED = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
)
_CLOCKS_DIFFER = timedelta(minutes=10)  # a response from a clock that is a little fast is not from the future
_EARLIEST_ZONE = timedelta(hours=14)  # where a day begins first: UTC+14, Kiritimati


def check_head(response: FhirResponse, questionnaire: Questionnaire, notes: ItemNotes, now: datetime) -> None:
    """Say what is wrong or unsure before the first answer. `now` has a time zone.

    A response of another questionnaire, or one that was entered in error, is a problem; all else is a change.
    """
    _check_address(response, questionnaire, notes)
    if response.status == "entered-in-error":
        notes.problem(FhirResponseText.IN_ERROR)
    elif response.status not in ("completed", "amended"):
        notes.change(FhirResponseText.NOT_COMPLETED)
    if reason := _authored_reason(response.authored, now):
        notes.change(reason)


def _authored_reason(authored: object, now: datetime) -> FhirResponseText | None:
    """What is wrong with the day of the answers; None when it is a day that has been."""
    if authored is None:
        return FhirResponseText.NO_AUTHORED
    parts = _AUTHORED.fullmatch(authored) if isinstance(authored, str) else None
    try:
        first = _first_moment(parts)
    except ValueError:
        first = None
    if first is None:
        return FhirResponseText.UNREADABLE_AUTHORED
    return FhirResponseText.FUTURE_AUTHORED if first > now + _CLOCKS_DIFFER else None


def _first_moment(parts: re.Match[str] | None) -> datetime | None:
    """The earliest moment that is meant: of a year its first, of a day without a zone where days begin first."""
    if parts is None:
        return None
    year, month, day, zone = parts.groups()
    if zone:
        return datetime.fromisoformat(parts[0])
    begins = date(int(year), int(month or 1), int(day or 1))
    clock = datetime.fromisoformat(parts[0]).time() if "T" in parts[0] else time()
    return datetime.combine(begins, clock, UTC) - _EARLIEST_ZONE


def _check_address(response: FhirResponse, questionnaire: Questionnaire, notes: ItemNotes) -> None:
    """Another questionnaire is a problem; one that is named in another way is a change."""
    canonical = response.questionnaire
    if isinstance(canonical, dict):
        canonical = canonical.get("reference")
        notes.change(FhirResponseText.NAMED_AS_STU3)
    if not isinstance(canonical, str) or not canonical.strip():
        notes.change(FhirResponseText.NAMES_NONE)
        return
    address, _, version = canonical.partition("|")
    if address.startswith("#"):
        address, version = _contained_questionnaire(response, address[1:], questionnaire, notes)
    if address:
        _compare(address, questionnaire, notes)
    if version and version != questionnaire.version:
        notes.change(FhirResponseText.OTHER_FORM_VERSION, version=version[:20], known=questionnaire.version)


def _contained_questionnaire(
    response: FhirResponse, name: str, questionnaire: Questionnaire, notes: ItemNotes
) -> tuple[str, str]:
    """The address and version of the questionnaire that stands in the response itself; empty where it has none."""
    inside = [one for one in dicts(response.contained) if one.get("resourceType") == "Questionnaire"]
    copy = next((one for one in inside if str(one.get("id", "")).removeprefix("#") == name), None)
    if copy is None:
        notes.change(FhirResponseText.NAMES_MISSING)
        return "", ""
    notes.change(FhirResponseText.CONTAINS_OWN)
    url, version = copy.get("url"), copy.get("version")
    if isinstance(url, str) and url and questionnaire.url:
        return url, version if isinstance(version, str) else ""
    return "", ""


def _compare(address: str, questionnaire: Questionnaire, notes: ItemNotes) -> None:
    if address in (questionnaire.url, OWN_ADDRESS + questionnaire.id):
        return
    short_address = shorten_address(address)
    plain_address = address.strip().rstrip("/")
    by_id = _BY_ID.fullmatch(plain_address)
    if plain_address == (questionnaire.url or "").rstrip("/"):
        notes.change(FhirResponseText.SLASH_OR_SPACE, address=short_address)
    elif by_id and by_id[1] in _ids(questionnaire):
        notes.change(FhirResponseText.NAMED_BY_ID, address=short_address)
    elif not questionnaire.url and not address.startswith(OWN_ADDRESS):
        notes.change(FhirResponseText.FILE_WITHOUT_ADDRESS, address=short_address)
    elif address.startswith(("urn:uuid:", "urn:oid:")):
        notes.change(FhirResponseText.INCOMPARABLE, address=short_address)
    else:
        notes.problem(FhirResponseText.OTHER_QUESTIONNAIRE, address=short_address)


def _ids(questionnaire: Questionnaire) -> set[str]:
    by_address = _BY_ID.fullmatch(questionnaire.url or "")
    return {questionnaire.link_id or questionnaire.id} | ({by_address[1]} if by_address else set())

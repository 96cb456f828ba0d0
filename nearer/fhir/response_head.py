"""What stands before the answers of a response: which questionnaire it answers, whether it is finished, and when."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.authored import check_authored
from nearer.fhir.constants import OWN_ADDRESS
from nearer.fhir.node import dicts
from nearer.fhir.report import Report, shorten_address

_BY_ID = re.compile(r"(?:(?:.*/)?Questionnaire/)?([^/]+)(?:/_history/[^/]+)?")
_UNCHECKED = "its questions are looked up by their names"


def check_head(response: dict[str, Any], questionnaire: Questionnaire, report: Report, now: datetime) -> None:
    _check_address(response, questionnaire, report)
    if response.get("status") == "entered-in-error":
        report.problem("", "it was entered in error")
    elif response.get("status") not in ("completed", "amended"):
        report.change("", "it is not marked as completed")
    if sentence := check_authored(response.get("authored"), now):
        report.change("", sentence)


def _check_address(response: dict[str, Any], questionnaire: Questionnaire, report: Report) -> None:
    """Another questionnaire is a problem; one that is named in another way is a change."""
    named = response.get("questionnaire")
    if isinstance(named, dict):
        named = named.get("reference")
        report.change("", "it names its questionnaire as FHIR STU3 does")
    if not isinstance(named, str) or not named.strip():
        report.change("", f"it does not say which questionnaire it answers; {_UNCHECKED}")
        return
    address, _, version = named.partition("|")
    if address.startswith("#"):
        address, version = _contained(response, address[1:], questionnaire, report)
    if address:
        _compare(address, questionnaire, report)
    if version and version != questionnaire.version:
        sentence = f"answers version {version[:20]} of the questionnaire, and this is {questionnaire.version}"
        report.change("", sentence)


def _contained(response: dict[str, Any], name: str, questionnaire: Questionnaire, report: Report) -> tuple[str, str]:
    """The address and version of the questionnaire that stands in the response itself; empty where it has none."""
    inside = [one for one in dicts(response.get("contained")) if one.get("resourceType") == "Questionnaire"]
    copy = next((one for one in inside if str(one.get("id", "")).removeprefix("#") == name), None)
    if copy is None:
        report.change("", f"the questionnaire that it names is not in it; {_UNCHECKED}")
        return "", ""
    report.change("", "it holds a questionnaire of its own, which is not read; the one given beside it counts")
    url, version = copy.get("url"), copy.get("version")
    if isinstance(url, str) and url and questionnaire.url:
        return url, version if isinstance(version, str) else ""
    return "", ""


def _compare(address: str, questionnaire: Questionnaire, report: Report) -> None:
    if address in (questionnaire.url, OWN_ADDRESS + questionnaire.id):
        return
    short_address = shorten_address(address)
    plain_address = address.strip().rstrip("/")
    by_id = _BY_ID.fullmatch(plain_address)
    if plain_address == (questionnaire.url or "").rstrip("/"):
        report.change("", f"names its questionnaire as '{short_address}'; only a slash or a space at its end differs")
    elif by_id and by_id[1] in _ids(questionnaire):
        report.change("", f"names its questionnaire by its id, as '{short_address}'; the id is the same")
    elif not questionnaire.url and not address.startswith(OWN_ADDRESS):
        report.change("", f"names its questionnaire as '{short_address}', and the file has no address; {_UNCHECKED}")
    elif address.startswith(("urn:uuid:", "urn:oid:")):
        report.change("", f"names its questionnaire as '{short_address}', which cannot be compared; {_UNCHECKED}")
    else:
        report.problem("", f"answers another questionnaire: {short_address}")


def _ids(questionnaire: Questionnaire) -> set[str]:
    by_address = _BY_ID.fullmatch(questionnaire.url or "")
    return {questionnaire.link_id or questionnaire.id} | ({by_address[1]} if by_address else set())

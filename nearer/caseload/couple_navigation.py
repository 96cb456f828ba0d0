"""The way from a couple's page: back to the caseload as it was left, to the couple before and the next one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from nearer.caseload.caseload import CaseloadCouple, names_of
from nearer.caseload.caseload_list import CaseloadList
from nearer.caseload.view import address_of_couple
from nearer.views import text as words
from nearer.views.layout.escape import markup


def navigation_html(caseload: CaseloadList, couple: UUID) -> str:
    """Links, and the couple's place among those the caseload showed; the keys j and k press two of them."""
    before, after, position = caseload.neighbours(couple)
    back = replace(caseload.view, at=str(couple)).address
    link = markup('<a data-inside href="{}">‹ {}</a>', back, words.caseload.TITLE)
    where = markup("<span>{}</span>", words.couple.position_of(position, len(caseload.matches))) if position else ""
    links = _link(caseload, before, "k", words.couple.PREVIOUS) + _link(caseload, after, "j", words.couple.NEXT)
    joint = markup('<a data-inside href="{}">{}</a>', address_of_couple("joint_view", couple), words.joint_view.TITLE)
    return (
        markup('<nav class="couple-navigation" aria-label="{}">', words.couple.NAVIGATION)
        + link
        + where
        + links
        + joint
        + "</nav>"
    )


def _link(caseload: CaseloadList, caseload_couple: CaseloadCouple | None, key: str, text: str) -> str:
    if caseload_couple is None:
        return ""
    link = f'<a data-inside data-key="{key}" aria-keyshortcuts="{key}" href="{{}}" title="{{}}">{{}}</a>'
    return markup(
        link, caseload.view.couple_address(caseload_couple.case.couple), names_of(caseload_couple.case.people), text
    )

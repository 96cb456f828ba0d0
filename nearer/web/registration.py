"""Registration: start a notebook, or join a partner's with an invitation code."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from uuid import UUID
from zoneinfo import available_timezones

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.database.row_errors import NotSaved
from nearer.domain.roles_and_audiences import Role
from nearer.language.sentences import current_language
from nearer.privacy.passphrases import check_passphrase, suggest_passphrase
from nearer.privacy.typed_codes import INVITATION_CHARACTERS
from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.couple.credentials import MAX_NAME, SignInOutcome
from nearer.storage.couple.invitations import read_inviting_couple
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.errors import InvitationRefused, NameTaken
from nearer.web import text as words
from nearer.web.form_fields import FieldRefused
from nearer.web.login_throttling import (
    address_buckets,
    book_or_refuse,
    refund_attempt_with_fallback,
    start_buckets,
)
from nearer.web.privacy_notice import read_notice
from nearer.web.request_helpers import get, post, run_for_stranger, run_in_thread, session_from, start_session
from nearer.web.services import WebContext
from nearer.web.templating import page

HOME_ZONE = "Asia/Kolkata"
REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
RETURNED = ("code", "nickname", "role", "zone", "adult", "agreed")  # fields that are filled in again after a mistake


def routes(context: WebContext) -> list[Route]:
    """The routes for starting and joining."""
    return [
        get(context, "/start", show_start),
        post(context, "/start", take_start),
        get(context, "/join", show_join),
        post(context, "/join", take_join),
    ]


async def show_start(context: WebContext, _request: Request) -> Response:
    return _form_page(context, "start", {})


async def show_join(context: WebContext, _request: Request) -> Response:
    return _form_page(context, "join", {})


async def take_start(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    def start(person: NewPerson, passphrase: str) -> SignInOutcome:
        return start_couple(context.services.notebook, person, passphrase, context.services.clock())

    return await _take_newcomer(context, request, form, ("start", start))


async def take_join(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """First the code alone, so that nobody types the rest for one that does not work; then everything."""
    if "nickname" not in form:
        return await _check_code(context, request, form)

    def join(person: NewPerson, passphrase: str) -> SignInOutcome:
        return join_couple(context.services.notebook, read_code(form), person, passphrase, context.services.clock())

    return await _take_newcomer(context, request, form, ("join", join))


Begin = Callable[[NewPerson, str], SignInOutcome]


async def _check_code(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    party, addresses = session_from(context, request), address_buckets(context, request)
    own_couple = party.principal.couple if isinstance(party, SignedIn) else None
    try:
        couple = await run_in_thread(_read_inviting, context, addresses, form)
        if couple == own_couple:
            raise FieldRefused("code", words.OWN_INVITATION)
    except FieldRefused as refused:
        return _form_page(context, "join", form, refused)
    return _form_page(context, "join", {"nickname": "", **form})


def _read_inviting(context: WebContext, addresses: tuple[str, ...], form: dict[str, str]) -> UUID:
    """The couple whose code this is; the attempts are counted like those of joining."""
    notebook, now, code = context.services.notebook, context.services.clock(), read_code(form)
    _book_attempt(context, addresses)
    try:
        couple = read_inviting_couple(notebook, code, now)
    except InvitationRefused as refused:
        raise FieldRefused("code", str(refused)) from None
    refund_attempt_with_fallback(notebook, addresses, now)
    return couple


def _book_attempt(context: WebContext, addresses: tuple[str, ...]) -> None:
    """Count the attempt, which is taken back where it works."""
    book_or_refuse(context.services.notebook, addresses, context.services.clock())


def read_code(form: dict[str, str]) -> str:
    """The code of an invitation as it was typed; FieldRefused where there is none."""
    code = form.get("code", "").strip()
    _need(bool(code), "code", words.code_missing(INVITATION_CHARACTERS))
    return code


async def _take_newcomer(
    context: WebContext, request: Request, form: dict[str, str], registration: tuple[str, Begin]
) -> Response:
    """Make the new person and sign them in, or show the form again with what is missing."""
    template, begin = registration
    try:
        outcome = await run_for_stranger(_begin, context, start_buckets(context, request), form, begin)
    except FieldRefused as refused:
        return _form_page(context, template, form, refused)
    return await start_session(
        context, request, SignedIn(outcome.principal, context.services.notebook, outcome.recovery_code)
    )


def _begin(context: WebContext, addresses: tuple[str, ...], form: dict[str, str], begin: Begin) -> SignInOutcome:
    person = read_newcomer(context, form)
    passphrase = read_passphrase(form, person.nickname)
    _book_attempt(context, addresses)
    try:
        return begin(person, passphrase)  # counted too: nobody starts notebooks without end
    except NameTaken as taken:
        refused = FieldRefused("nickname", str(taken))
    except InvitationRefused as unknown:
        refused = FieldRefused("code", str(unknown))
    except NotSaved as problem:
        raise FieldRefused("form", str(problem)) from None
    raise refused


def read_newcomer(context: WebContext, form: dict[str, str]) -> NewPerson:
    """The person a form describes; raises FieldRefused for the first field that is missing or unknown."""
    nickname = " ".join(form.get("nickname", "").split())
    _need(is_nickname(nickname), "nickname", words.name_missing(MAX_NAME))
    _need(form.get("role") in {role.value for role in Role}, "role", words.ROLE_MISSING)
    _need(form.get("zone") in available_timezones(), "zone", words.ZONE_UNKNOWN)
    _need(form.get("adult") == "yes", "adult", words.ADULT_MISSING)
    _need(form.get("agreed") == "yes", "agreed", words.AGREEMENT_MISSING)
    notice = read_notice(context.services.read_help()).sha256
    return NewPerson(nickname, Role(form["role"]), form["zone"], current_language().tag, notice)


def read_passphrase(form: dict[str, str], name: str) -> str:
    """A new passphrase; raises FieldRefused with what would make it safe."""
    passphrase = form.get("passphrase", "")
    problem = check_passphrase(passphrase, name)
    _need(problem is None, "passphrase", problem or "")
    return passphrase


def is_nickname(text: str) -> bool:
    """Whether a name can be shown: 1 to MAX_NAME characters, none of them invisible."""
    return 0 < len(text) <= MAX_NAME and all(unicodedata.category(c)[0] != "C" for c in text)


@lru_cache(maxsize=1)
def zones() -> dict[str, list[tuple[str, str]]]:
    """Region to (zone, place), as the list on the form shows them."""
    region_zones = sorted(
        zone for zone in available_timezones() if zone.startswith(tuple(f"{region}/" for region in REGIONS))
    )
    return {
        region: [
            (zone, zone.partition("/")[2].replace("_", " ")) for zone in region_zones if zone.startswith(f"{region}/")
        ]
        for region in REGIONS
    }


def _form_page(
    context: WebContext, template: str, form: dict[str, str], refused: FieldRefused | None = None
) -> Response:
    """The form with all that was typed before but the passphrase, which is in no page that is sent."""
    status = 200 if refused is None else 422
    typed = {field: form.get(field, "")[:MAX_NAME] for field in RETURNED}
    values = {"typed": typed, "whole": "nickname" in form, "refused": refused, "suggestion": suggest_passphrase()}
    notice = read_notice(context.services.read_help())
    return page(template, status, zones=zones(), home_zone=HOME_ZONE, notice=notice, **values)


def _need(is_met: bool, field: str, sentence: str) -> None:
    if not is_met:
        raise FieldRefused(field, sentence)

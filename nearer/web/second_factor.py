"""The second factor of a therapist: an authenticator app, ten codes on paper, and the code at each sign-in."""

from __future__ import annotations

import logging
from dataclasses import replace

import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.privacy import Therapist, new_seed, seed_as_address, seed_as_text
from nearer.storage import Notebook, NotFound, NotSaved, forget_tries, has_authenticator, set_authenticator, use_code
from nearer.web import words
from nearer.web.doors import admit, at_work, get, go, post, therapist_by
from nearer.web.forms import FieldRefused
from nearer.web.house import Front
from nearer.web.session import TherapistSignedIn, read_token
from nearer.web.templating import page
from nearer.web.tries import address_buckets, longest_wait, name_bucket, note_failed, one_at_a_time

LOG = logging.getLogger("nearer.web")


def routes(front: Front) -> list[Route]:
    """The pages between the passphrase and everything else."""
    return [
        get(front, "/authenticator", show_authenticator),
        post(front, "/authenticator", take_authenticator),
        get(front, "/code", show_code),
        post(front, "/code", take_code),
    ]


def before_code(notebook: Notebook, therapist: Therapist) -> TherapistSignedIn:
    """Somebody whose passphrase was right: asked for the app's code, or to set up an app where there is none."""
    if has_authenticator(notebook, therapist):
        return TherapistSignedIn(therapist, notebook, waits_for_code=True)
    return TherapistSignedIn(therapist, notebook, seed=new_seed())


async def show_authenticator(front: Front, request: Request) -> Response:
    held = therapist_by(front, request)
    if held is None or held.only_at != "/authenticator":
        return go("/")
    return page("backup-codes", codes=held.backup) if held.backup else _set_up_page(held)


async def take_authenticator(front: Front, request: Request, form: dict[str, str]) -> Response:
    """The app's first code; then, once they were shown, that the backup codes are written down."""
    held = therapist_by(front, request)
    if held is None or held.only_at != "/authenticator":
        return go("/")
    if held.backup:
        _keep(front, request, replace(held, backup=()))
        return go("/")
    try:
        codes = await at_work(_set_up, front, held, form)
    except FieldRefused as refused:
        return _set_up_page(held, refused)
    _keep(front, request, replace(held, seed=None, backup=codes))
    return go("/authenticator")


def _set_up(front: Front, held: TherapistSignedIn, form: dict[str, str]) -> tuple[str, ...]:
    try:
        typed = form.get("code", "")
        codes = set_authenticator(held.notebook, held.therapist, held.seed or b"", typed, front.house.clock())
    except (NotSaved, NotFound) as problem:
        raise FieldRefused("code", str(problem)) from None
    if codes is None:
        raise FieldRefused("code", words.CODE_NOT_NOW)
    forget_tries(held.notebook, name_bucket(held.therapist.name))
    return codes


async def show_code(front: Front, request: Request) -> Response:
    held = therapist_by(front, request)
    return go("/") if held is None or not held.waits_for_code else page("code", refused=None)


async def take_code(front: Front, request: Request, form: dict[str, str]) -> Response:
    """The second half of signing in, under the same limits as the first."""
    held = therapist_by(front, request)
    if held is None or not held.waits_for_code:
        return go("/")
    addresses = address_buckets(front, request)
    try:
        async with one_at_a_time(name_bucket(held.therapist.name)):
            await at_work(_try, front, held, addresses, form.get("code", ""))
    except FieldRefused as refused:
        LOG.info("code refused")
        return page("code", 403, refused=refused)
    LOG.info("signed in")
    return await admit(front, request, replace(held, waits_for_code=False))


def _try(front: Front, held: TherapistSignedIn, addresses: tuple[str, ...], typed: str) -> None:
    now, buckets = front.house.clock(), (name_bucket(held.therapist.name), *addresses)
    wait = longest_wait(held.notebook, buckets, now)
    if wait:
        raise FieldRefused("code", words.waiting(wait))
    try:
        right = use_code(held.notebook, held.therapist, typed, now)
    except NotFound:  # revoked meanwhile
        right = False
    if not right:
        note_failed(held.notebook, buckets, now)
        raise FieldRefused("code", words.CODE_NOT_NOW)
    forget_tries(held.notebook, buckets[0])


def _keep(front: Front, request: Request, held: TherapistSignedIn) -> None:
    front.house.vault.replace(read_token(request.cookies, front.reach.secure) or "", held)


def _set_up_page(held: TherapistSignedIn, refused: FieldRefused | None = None) -> Response:
    seed = held.seed or b""
    picture = segno.make(seed_as_address(seed, held.therapist.name), error="m").svg_inline(border=4, omitsize=True)
    shown = {"picture": picture, "secret": seed_as_text(seed), "refused": refused}
    return page("authenticator", 200 if refused is None else 422, **shown)

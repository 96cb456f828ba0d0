"""Parsing of posted forms: limited in size, from our own pages only, no field twice."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from nearer.server.client_address import from_own_page
from nearer.web import text as words

MAX_FORM_BYTES = 64 * 1024
MAX_FORM_FIELDS = 20
FORM_TYPE = "application/x-www-form-urlencoded"


class FormRefused(Exception):
    """A form that is rejected as a whole, with an HTTP status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class FieldRefused(Exception):
    """A field that cannot be taken as it is: which one, and a sentence that says what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form; raises FormRefused."""
    if not from_own_page(request.headers):
        raise FormRefused(403, words.FOREIGN_FORM)
    body = await _read_bounded_body(request)
    if request.headers.get("content-type", "").partition(";")[0].strip() not in ("", FORM_TYPE):
        raise FormRefused(415, words.UNREADABLE)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FORM_FIELDS)
    except ValueError:
        raise FormRefused(400, words.UNREADABLE) from None
    fields = dict(pairs)
    if len(fields) != len(pairs) or "\0" in "".join(fields.values()):
        raise FormRefused(400, words.UNREADABLE)
    return fields


async def _read_bounded_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            raise FormRefused(413, words.TOO_LARGE)
    return bytes(body)

"""Jinja2 templates as replies."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from nearer.language.dates_and_numbers import day
from nearer.language.sentences import counted, current_language
from nearer.privacy.typed_codes import MAX_TYPED_CODE
from nearer.server.assets import read_assets
from nearer.storage.couple.credentials import MAX_NAME


@lru_cache(maxsize=1)
def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nearer.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(_in_language, counted, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["language"] = lambda: current_language().tag
    environment.filters["day"] = day
    environment.globals.update(max_name=MAX_NAME, max_typed_code=MAX_TYPED_CODE)
    environment.globals["ahead"] = read_assets().ahead
    return environment


def page(template: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """A filled template as a reply."""
    return HTMLResponse(_make_environment().get_template(f"{template}.html").render(**values), status_code=status)


def _in_language(message: str) -> str:
    return current_language().translations.gettext(message)


def warm() -> None:
    """Compile every template before the first visitor."""
    for name in _make_environment().list_templates():
        _make_environment().get_template(name)

"""The guide before sign-in: its first page, a search and each topic. Who reads what is kept and logged nowhere.

What a page needs is imported as it is read: a start waits for none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nearer.language.country import country_of_languages
from nearer.web.request_helpers import get, post, run_in_thread
from nearer.web.services import WebContext
from nearer.web.static_pages import dial
from nearer.web.templating import page

if TYPE_CHECKING:
    from nearer.yaml_files.helplines import HelpLine, LineKind

QUERY_SIGNS, HITS_LISTED = 200, 4  # as inside


def routes(context: WebContext) -> list[Route]:
    """A search is posted, so that its words stand in no address and in no history."""
    return [
        get(context, "/read", show_library),
        post(context, "/read", show_hits),
        get(context, "/read/{topic:str}", show_topic),
    ]


async def show_library(_context: WebContext, _request: Request) -> Response:
    return await run_in_thread(_library_page)


async def show_hits(context: WebContext, request: Request, form: dict[str, str]) -> Response:
    """What a search found; a search that speaks of somebody in danger has numbers to call above it."""
    home = country_of_languages(request.headers.get("accept-language", ""))
    return await run_in_thread(_hits_page, context, form.get("query", "").strip()[:QUERY_SIGNS], home)


async def show_topic(_context: WebContext, request: Request) -> Response:
    return await run_in_thread(_topic_page, request.path_params["topic"])


def _library_page(*, unknown: bool = False) -> Response:
    status = 404 if unknown else 200
    return page("read", status, shelves=_list_shelves(), query="", hits=None, lines=(), dial=dial, unknown=unknown)


def _hits_page(context: WebContext, query: str, home: str | None) -> Response:
    from nearer.guide.search import search
    from nearer.shipped import shipped_guide, shipped_index

    if not query:
        return _library_page()
    ranked = search(shipped_index(), query, HITS_LISTED)
    hits = [topic for hit in ranked if (topic := shipped_guide().topics.get(hit.topic))]
    kinds = dict.fromkeys(kind for hit in ranked if hit.pin for kind in hit.pin.lines)
    lines = _find_lines(context, tuple(kinds), home)
    return page("read", shelves=_list_shelves(), query=query, hits=hits, lines=lines, dial=dial, unknown=False)


def _find_lines(context: WebContext, kinds: tuple[LineKind, ...], home: str | None) -> tuple[HelpLine, ...]:
    return context.services.read_help().starting_from(home).countries[0].lines_for(*kinds)


def _topic_page(name: str) -> Response:
    from nearer.guide.folds import fold_topic
    from nearer.public_pages.topic_html import topic_html, topic_parts
    from nearer.shipped import shipped_guide
    from nearer.views import text as words
    from nearer.views.page_sources import review_lines, source_lines

    guide = shipped_guide()
    topic = guide.topics.get(name)
    if topic is None:
        return _library_page(unknown=True)
    notes = [*review_lines(guide, topic), words.guide.ADDRESS_STAYS]
    related = [guide.topics[other] for other in topic.related]
    folded = fold_topic(topic)
    text = {
        "parts": topic_parts(folded.before),
        "more": topic_html(folded.more),
        "read_on": words.guide.read_on_below(folded.headings),
    }
    return page("read-topic", topic=topic, **text, sources=source_lines(guide, topic), notes=notes, related=related)


def _list_shelves() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each shelf's name with the address and title of its topics."""
    from nearer.shipped import shipped_guide
    from nearer.views import text as words

    guide = shipped_guide()
    return [
        (name, [(topic.id, topic.title) for topic in guide.on_shelf(shelf)])
        for shelf, name in words.guide.shelf_names().items()
    ]

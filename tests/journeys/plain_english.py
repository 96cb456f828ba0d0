"""What on a page in the pseudo-language is still plain English, and what has no room for longer words.

Content has a language of its own and stays: the guide, steps, questionnaires, help lines and published instruments, and
what people wrote. Streamlit's own few words are listed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from textwrap import shorten
from typing import Any

import yaml
from playwright.sync_api import Page, TimeoutError

from nearer.demo.demo_instrument import _DEFINITION
from nearer.guide.citations import sentences_by_source, without_citations
from nearer.shipped_files import SHIPPED_FILES
from tests.journeys.browser import ROOT

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PLAIN = re.compile(r"[A-Za-z'’]+")
# What people read of a YAML file stands under these keys; the others are for programs, or words to search by.
_READ = frozenset((
    "about", "because", "help", "hours", "intro", "licence", "name", "note", "number", "placeholder",
    "recall", "source", "stop", "summary", "text", "title", "where", "why",
))  # fmt: skip
_MARKUP = re.compile(r"[*_`#|\n]|\]\([^)]*\)|[][()]|\s-\s")  # where Markdown parts what a page draws as pieces
# Codes and secrets are nobody's language; the rest is drawn by Streamlit.
NOT_OURS = (
    "script, style, noscript, code, svg title, [translate=no], .nearer-code, .nearer-six, .code-box, .suggestion, "
    "[data-testid=stToolbar], [data-testid=InputInstructions], [data-testid=stFileUploaderDropzone], "
    "[data-testid=stDateInputField], [data-baseweb=calendar], select[name=zone] *"
)
OPENING = 5_000  # milliseconds that a fold may take to open on a busy machine
STREAMLITS = {"Skip to main content", "Open", "Choose an option", "Clear entry"}
_TEXTS = """notOurs => {
  const own = element => element && !element.closest(notOurs) && element.checkVisibility({visibilityProperty: true});
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [document.title];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (own(parent) && !parent.closest('svg text')) texts.push(walker.currentNode.data);
  }
  for (const text of document.querySelectorAll('svg text'))  // a chart breaks its lines into pieces
    if (own(text)) texts.push([...text.childNodes].map(piece => piece.textContent).join(' '));
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (own(element)) texts.push(element.getAttribute(name));
  return texts.map(text => text.trim().replace(/\\s+/g, ' ')).filter(Boolean);
}"""
# A text is cut where it is drawn beyond an ancestor that hides what does not fit, or beyond the window.
_CUT = """notOurs => {
  const clips = overflow => ['hidden', 'clip'].includes(overflow);
  const cut = text => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const drawn = range.getBoundingClientRect();
    let across = true, down = true;
    for (let box = text.parentElement; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box), edge = box.getBoundingClientRect();
      if (edge.width <= 1 || edge.height <= 1 || style.clip !== 'auto') return false;  // for screen readers alone
      if (across && clips(style.overflowX) && (drawn.right > edge.right + 1 || drawn.left < edge.left - 1)) return true;
      if (down && clips(style.overflowY) && drawn.bottom > edge.bottom + 2) return true;
      across &&= !['auto', 'scroll'].includes(style.overflowX);
      down &&= !['auto', 'scroll'].includes(style.overflowY);
    }
    return across && drawn.right > window.innerWidth + 1;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (text.data.trim() && !parent.closest(notOurs) && parent.checkVisibility({visibilityProperty: true}) && cut(text))
      found.push(text.data.trim().slice(0, 80));
  }
  return found;
}"""


def find_plain_english(page: Page, custom: str = "") -> list[str]:
    """The texts with plain English in them that is in no content file; `custom` is one that a therapist imported."""
    texts = dict.fromkeys(str(text) for text in page.evaluate(_TEXTS, NOT_OURS))
    matches = set(_WORDS.findall(_as_line(custom)))
    return [text for text in texts if text not in STREAMLITS and set(plain_pieces(text)) - matches]


def find_cut_texts(page: Page) -> list[str]:
    """What stands beyond its box or the window, and stays there: a fold cuts its text while it opens."""
    try:
        page.wait_for_function(f"notOurs => ({_CUT})(notOurs).length === 0", arg=NOT_OURS, timeout=OPENING)
    except TimeoutError:
        return [str(text) for text in page.evaluate(_CUT, NOT_OURS)]
    return []


@cache
def plain_pieces(text: str) -> tuple[str, ...]:
    """The plain words of a text that no content file has in it. Most texts stand on many screens."""
    written = _as_line(text)
    if _is_content(written):
        return ()
    told = filter(None, (sentence.match(written) for sentence in _told_sentences()))
    # Several sentences fit where one only looks like it: "{name} felt {band}" is in many an item.
    readings = [" \N{BULLET} ".join((*match.groups(), written[match.end() :])) for match in told]
    return min(map(_words_beside_content, [written, *readings]), key=len)


def _words_beside_content(written: str) -> tuple[str, ...]:
    for content in _longest_first():
        if content in written:
            written = re.sub(rf"(?<![^\W_]){re.escape(content)}(?![^\W_])", "\N{BULLET}", written)
    return tuple(word for word in _WORDS.findall(written) if _PLAIN.fullmatch(word) and word != "nearer")


@cache
def _told_sentences() -> frozenset[re.Pattern[str]]:
    """How a questionnaire's bands are told to whoever may read a score, with whatever stands in their places."""
    files = (SHIPPED_FILES / "questionnaires").rglob("*.yaml")
    contents = [yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in files]
    holders = [one for content in contents for one in (*content["scales"], *content.get("band_lists", {}).values())]
    bands = [band for holder in holders for band in holder.get("bands", ()) if isinstance(band, dict)]
    told = {_as_line(band["told"]) for band in bands if "told" in band}
    return frozenset(re.compile(re.sub(r"\\{\w+\\}", "(.+)", re.escape(sentence))) for sentence in told)


def _is_content(written: str) -> bool:
    """Wholly: a text of a file, or a stretch of one that is more than a word, as Markdown leaves them around a link."""
    if written in content_texts():
        return True
    stretch = re.search(rf"(?<![^\W_]){re.escape(written)}(?![^\W_])", _all_content()) if " " in written else None
    return stretch is not None


def _as_line(text: str) -> str:
    return " ".join(text.split()).casefold()


@cache
def content_texts() -> frozenset[str]:
    """What people read of the shipped files (YAML values, lines of Markdown and their pieces) and of made-up people."""
    files = [file for folder in ("data", "questionnaires") for file in (SHIPPED_FILES / folder).rglob("*.*")]
    texts = list(
        yaml.load((SHIPPED_FILES / "data" / "sources.yaml").read_text("utf-8"), yaml.CSafeLoader)
    )  # its keys are marks
    texts += yaml.load((SHIPPED_FILES / "data" / "stop-rules.yaml").read_text("utf-8"), yaml.CSafeLoader)[
        "rules"
    ].values()
    for file in files:
        if file.suffix == ".yaml":
            texts += _read_texts(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader))
        elif file.suffix == ".md":
            head, body = file.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
            texts += [*_read_texts(yaml.load(head, yaml.CSafeLoader)), *re.split(r"\n\n+", body)]
            texts += [piece.strip(" .,;:-") for line in body.splitlines() for piece in _MARKUP.split(line)]
            texts += re.split(r"\n\n?", without_citations(body).replace("**", ""))
            quoted = [one for sentences in sentences_by_source(body).values() for one in sentences]
            texts += [shorten(one, 70, placeholder=" …") for one in quoted]  # at the foot of a page
    for file in (ROOT / "nearer" / "demo").glob("*.py"):  # their names, what they wrote and were asked
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        texts += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    texts += _read_texts(yaml.load(_DEFINITION, yaml.CSafeLoader))
    return frozenset(map(_as_line, filter(re.compile("^[A-Z]|[A-Za-z].*[^A-Za-z]|[^A-Za-z].*[A-Za-z]").search, texts)))


def _read_texts(value: Any, is_read: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(because := value.get("because"), str):  # with the name of its band, which may be in a list
            yield because.replace("{band}", value.get("name", "{band}"))
            yield from because.split("{band}")
        for key, inside in value.items():
            yield from _read_texts(inside, key in _READ)
    elif isinstance(value, list):
        for inside in value:
            yield from _read_texts(inside, is_read)
    elif isinstance(value, str) and is_read:
        yield value


@cache
def _all_content() -> str:
    return " | ".join(_longest_first())


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(content_texts(), key=len, reverse=True))

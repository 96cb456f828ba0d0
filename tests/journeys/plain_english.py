"""What on a page in the pseudo-language is still plain English, and what has no room for longer words.

Content has a language of its own and stays: the guide, steps, questionnaires, help lines and published instruments, and
what people wrote. Streamlit's own few words are listed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import yaml
from playwright.sync_api import Page, TimeoutError

from nearer.shipped_files import SHIPPED_FILES
from tests.journeys.browser import ROOT

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PLAIN = re.compile(r"[A-Za-z'’]+")
_SOURCE = re.compile(r"\[[A-Z]+\d*[a-z]?\] ")  # a line of the list of sources: its mark, title and address
_BREAK = re.compile(r"[.,;:!?()“”\"·–—|/]")
# Codes and secrets are nobody's language; the rest is drawn by Streamlit.
NOT_OURS = (
    "script, style, noscript, code, svg title, [translate=no], .nearer-code, .nearer-six, .code-box, .suggestion, "
    "[data-testid=stToolbar], [data-testid=InputInstructions], [data-testid=stFileUploaderDropzone], "
    "[data-testid=stDateInputField], [data-baseweb=calendar], .modebar, option"
)
OPENING = 5_000  # milliseconds that a fold may take to open on a busy machine
STREAMLITS = {"Skip to main content", "Open", "Choose an option"}
_TEXTS = """notOurs => {
  const own = element => element && !element.closest(notOurs) && element.checkVisibility({visibilityProperty: true});
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [document.title];
  while (walker.nextNode()) if (own(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
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


def plain_english(page: Page) -> list[str]:
    """The texts with plain English in them."""
    texts = dict.fromkeys(str(text) for text in page.evaluate(_TEXTS, NOT_OURS))
    return [text for text in texts if text not in STREAMLITS and any(plain_pieces(text))]


def cut_texts(page: Page) -> list[str]:
    """What stands beyond its box or the window, and stays there: a fold cuts its text while it opens."""
    with suppress(TimeoutError):
        page.wait_for_function(f"notOurs => ({_CUT})(notOurs).length === 0", arg=NOT_OURS, timeout=OPENING)
    return [str(text) for text in page.evaluate(_CUT, NOT_OURS)]


def plain_pieces(text: str) -> Iterator[str]:
    """Runs of plain words that are no content."""
    if _as_words(text) in content_texts() or _SOURCE.match(text):
        return
    for part in _BREAK.split(text):
        run: list[str] = []
        for word in [*_WORDS.findall(part), "\N{BULLET}"]:
            if _PLAIN.fullmatch(word) and word != "Nearer":
                run.append(word)
            elif run:
                if not _is_content(" ".join(run).casefold()):
                    yield " ".join(run)
                run = []


def _is_content(words: str) -> bool:
    return words in content_texts() or (" " in words and f" {words} " in _all_content())


def _as_words(text: str) -> str:
    return " ".join(_WORDS.findall(text)).casefold()


@cache
def content_texts() -> frozenset[str]:
    """Every text of a shipped content file, as words: YAML values, lines of Markdown; and of the made-up people."""
    files = [file for folder in ("data", "questionnaires") for file in (SHIPPED_FILES / folder).rglob("*.*")]
    texts: list[str] = []
    for file in files:
        if file.suffix == ".yaml":
            texts += _scalars(yaml.safe_load(file.read_text("utf-8")))
        elif file.suffix == ".md":
            head, body = file.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
            texts += [*_scalars(yaml.safe_load(head)), *body.splitlines(), *re.split(r"\n\n+", body)]
    for file in (ROOT / "nearer" / "demo").glob("*.py"):  # made-up people, and what they wrote and were asked
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        texts += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    texts += [part for text in texts for part in _BREAK.split(text)]
    return frozenset(filter(None, map(_as_words, texts)))


def _scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner)
    elif isinstance(value, str):
        yield value


@cache
def _all_content() -> str:
    return " | ".join(f" {text} " for text in content_texts())

"""When to stop or whom to call: each sentence stands once, in data/stop-rules.yaml, and a page names those it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from nearer.guide.topics import Guide, Page

STOP_HEADING = re.compile(r"(?m)^## When to stop or call\n")
P = TypeVar("P", bound=Page)


def with_stop_rules(guide: Guide) -> Guide:
    """The guide as it is read: rules in place of their names, and below the heading of a topic's text."""
    rules = guide.stop_rules.rules
    topics = {name: _with_rules(page, rules) for name, page in guide.topics.items()}
    steps = {name: _with_rules(page, rules) for name, page in guide.steps.items()}
    return replace(guide, topics=topics, steps=steps)


def _with_rules(page: P, rules: Mapping[str, str]) -> P:
    sentences = tuple(rules[name] for name in page.stop)
    rule_list = "\n".join(f"- {sentence}" for sentence in sentences)
    text = STOP_HEADING.sub(lambda heading: f"{heading[0]}\n{rule_list}\n", page.text, count=1)
    return replace(page, stop=sentences, text=text)

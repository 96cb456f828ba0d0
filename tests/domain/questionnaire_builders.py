"""A small questionnaire as somebody would write it, to be changed by one thing at a time."""

from __future__ import annotations

from nearer.domain.questionnaire import Questionnaire
from nearer.yaml_files.loader import load_questionnaire

GOOD = """\
id: scars
version: 1.0
status: active
language: en
title: Scars and sensation
summary: A few questions about skin that has changed.
audience: survivor
recall: the last four weeks
minutes: 2
repeat: monthly
source: Written for the tests of Nearer
licence: CC0-1.0
validated: no
answer_lists:
  how-strong:
    - {code: none, text: Not at all, weight: 0}
    - {code: some, text: A little, weight: 1}
    - {code: much, text: Much, weight: 2}
    - {code: most, text: Very much, weight: 4}
    - {code: na, text: This does not apply to me, not_applicable: yes}
  yes-no:
    - {code: no, text: No}
    - {code: yes, text: Yes}
sections:
  - id: skin
    title: Skin
items:
  - id: present
    section: skin
    text: Do you have scars?
    answers: yes-no
  - id: scars
    section: skin
    text: How much do they pull?
    answers: how-strong
    show_if: {item: present, is: [yes]}
  - id: numb
    section: skin
    text: How numb is the skin?
    answers: how-strong
  - id: ease
    section: skin
    text: How easily do you let them be touched?
    answers: how-strong
    reverse: yes
  - id: places
    section: skin
    text: Where?
    type: several
    answers:
      - {code: chest, text: Chest}
      - {code: belly, text: Belly}
  - id: years
    section: skin
    text: For how many years?
    type: integer
    limits: {min: 0, max: 10}
  - id: words
    section: skin
    text: In your own words?
    type: text
    max_length: 50
scales:
  - id: skin
    title: Skin
    items: [scars, numb, ease]
    method: percent
    need: 2/3
    higher: worse
    bands:
      - {from: 0, name: Light, text: "It hardly shows.", guide: [scars-and-sensation]}
      - {from: 50, name: Much, text: "It takes up room."}
"""


def replace_in_good_file(old: str, new: str) -> str:
    """The good file with one passage replaced; the passage has to be there once."""
    assert GOOD.count(old) == 1, f"{old!r} is there {GOOD.count(old)} times"
    return GOOD.replace(old, new)


def load_good_file(text: str = GOOD) -> Questionnaire:
    return load_questionnaire(text, "scars.yaml")


def make_scored_questionnaire(
    items: int = 4, more: str = "", scale: str = "", reversed_items: tuple[int, ...] = ()
) -> Questionnaire:
    """Choice items q0, q1 ... weighing 0 to 3, and more; one scale `all`, of percent and q0, q1 ... unless said."""
    lines = [
        f"  - {{id: q{n}, section: s, text: Q, answers: l, reverse: {'yes' if n in reversed_items else 'no'}}}"
        for n in range(items)
    ]
    options = [f"    - {{code: c{weight}, text: T, weight: {weight}}}" for weight in range(4)]
    names = ", ".join(f"q{n}" for n in range(items))
    members = "" if "items:" in scale else f"    items: [{names}]\n"
    return load_questionnaire(
        "id: laws\nversion: 1\nstatus: active\nlanguage: en\ntitle: T\nsummary: S\naudience: both\nsource: S\n"
        "licence: CC0-1.0\nsections: [{id: s, title: S}]\nanswer_lists:\n  l:\n"
        + "\n".join(options)
        + "\n    - {code: na, text: T, not_applicable: yes}\nitems:\n"
        + "\n".join(lines)
        + f"\n{more}scales:\n  - id: all\n    title: T\n    higher: worse\n{members}"
        + (scale or "    method: percent\n    need: 1\n"),
        "laws.yaml",
    )

"""What became of a file, in sentences; and two versions of a questionnaire beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale
from nearer.domain.yaml_scalars import YamlRecord
from nearer.form_widgets.choice_widgets import unlike
from nearer.views import text as words
from nearer.views.layout.escape import list_markup, markup, plain
from nearer.views.layout.frame import caption

ReportNote = Mapping[str, str]
_UNSEEN = ("conditions", "more", "answers", "codes", "link_id")  # of which nothing stands on the screen


def draw_report(report: Mapping[str, Any]) -> None:
    """What stands in the way, what was changed, how it is scored, and what was kept without a meaning."""
    st.html(report_html(report))


def report_html(report: Mapping[str, Any]) -> str:
    """A report as HTML; its texts are escaped."""
    lines = [words.therapist_questionnaires.headline(report["status"], report["items"]), report["scoring"]]
    if report["status"] == "taken" and not report["kept"]:
        lines.append(words.therapist_questionnaires.NO_CHANGES)
    paragraphs = "".join(markup("<p>{}</p>", line) for line in lines if line)
    parts = (
        (words.therapist_questionnaires.PROBLEMS, report["problems"]),
        (words.therapist_questionnaires.CHANGES, report["changes"]),
        (words.therapist_questionnaires.KEPT, report["kept"]),
    )
    notes_html = "".join(_write_notes(title, notes) for title, notes in parts if notes)
    return f'<div class="nearer-list">{paragraphs}{notes_html}</div>'


def differences(questionnaire: Questionnaire, other: Questionnaire) -> list[tuple[str, str, str]]:
    """Each item and scale that is not the same in both: its name, how it reads in the one and in the other."""
    items = _compare_definitions(questionnaire.item_by_id, other.item_by_id, _item_words)
    scales = _compare_definitions(questionnaire.scale_by_id, other.scale_by_id, _scale_words)
    return [*items, *scales]


def draw_fixed_flags(texts: Sequence[str]) -> None:
    """Questions whose flag stays."""
    if texts:
        st.html(f'<div class="nearer-list">{list_markup(texts, "", words.therapist_questionnaires.FLAGS_FIXED)}</div>')


def draw_flag_boxes(boxes: Sequence[tuple[str, str, Sequence[str], bool]]) -> None:
    """A box for each proposed question: its key, its text, what its words may be about, and whether it is flagged."""
    if boxes:
        caption(words.therapist_questionnaires.FLAGS_PROPOSED)
    for key, text, about, flagged in boxes:
        with st.container(key=f"harm-flag-box-{key}"):
            st.checkbox(plain(text), flagged, key=key)
            caption(words.therapist_questionnaires.why_proposed(about))


def draw_more_flags(key: str, texts: Mapping[str, str], flagged: Sequence[str]) -> None:
    """A list of all other questions, to flag more of them."""
    if texts:
        labels = unlike({item: plain(text) for item, text in texts.items()})
        st.multiselect(
            words.therapist_questionnaires.FLAGS_MORE,
            list(texts), list(flagged), format_func=labels.__getitem__, key=key,
            placeholder=words.form.CHOOSE,
        )  # fmt: skip


def _write_notes(title: str, notes: Sequence[ReportNote]) -> str:
    """Each sentence once, with every item it is about."""
    about: dict[str, list[str]] = {}
    for note in notes:
        about.setdefault(note["sentence"], []).extend([note["item"]] if note["item"] else [])
    lines = [
        words.therapist_questionnaires.of_items(items, sentence) if items else sentence
        for sentence, items in about.items()
    ]
    return list_markup(lines, "", title)


def _compare_definitions(
    definitions: Mapping[str, Any], other: Mapping[str, Any], read: Any
) -> Iterator[tuple[str, str, str]]:
    for name in {**definitions, **other}:
        texts = [
            read(of[name]) if name in of else words.therapist_questionnaires.NOT_ASKED for of in (definitions, other)
        ]
        if texts[0] != texts[1]:
            yield name, texts[0], texts[1]
        elif changed := _changed_keys(definitions[name], other[name]):
            yield name, texts[0], words.therapist_questionnaires.otherwise(changed)


def _changed_keys(record: YamlRecord, other: YamlRecord) -> list[str]:
    """The keys of a file in which they differ."""
    keys, other_values = record.keys(), other.values()
    return [
        keys[name] for name, value in record.values().items() if value != other_values[name] and name not in _UNSEEN
    ]


def _item_words(item: Item) -> str:
    offered = ", ".join(
        option.text if option.weight is None else f"{option.text} ({option.weight})" for option in item.options
    )
    return " · ".join(filter(None, (item.text, offered)))


def _scale_words(scale: Scale) -> str:
    return " · ".join((scale.title, scale.method, ", ".join(scale.items)))

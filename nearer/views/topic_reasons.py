"""Why a page of the guide fits, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nearer.guide.evidence import TopicReason
from nearer.guide.topics import Guide
from nearer.views import text as words

MAX_REASONS_SHOWN = 3


def reason_lines(guide: Guide, reasons: Iterable[TopicReason], today: date) -> list[str]:
    """The strongest reasons as sentences; what was answered in one questionnaire shares one."""
    lines: list[str] = []
    answered: dict[date | None, list[str]] = {}
    scores: dict[str, list[str]] = {}
    for reason in list(reasons)[:MAX_REASONS_SHOWN]:
        if reason.title:
            part = words.guide.scale_part(reason.title, reason.words)
            scores.setdefault(guide.catalogue.questionnaires[reason.questionnaire].title, []).append(part)
        elif reason.kind == "event":
            lines.append(words.guide.because(reason.words))
        else:
            answered.setdefault(reason.day, []).append(reason.words)
    lines += [words.guide.because_on(parts, day, today) for day, parts in answered.items()]
    return lines + [words.guide.because_answered(title, parts) for title, parts in scores.items()]

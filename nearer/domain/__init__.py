"""Questionnaires, answers, scores, check-ins and couples: no clock, no file, no screen."""

from __future__ import annotations

from nearer.domain.answers import (
    DECLINED,
    NOT_SHOWN,
    SKIPPED,
    Answer,
    AnswerRefused,
    AnswerState,
    OwnWords,
    Quantity,
    write_answer,
)
from nearer.domain.catalogue import Catalogue, read_catalogue
from nearer.domain.checkins import Week, local_week
from nearer.domain.conditions import find_cycle, refuse_hidden, settle, shown_items
from nearer.domain.couples import Audience, Part, Role
from nearer.domain.csv_text import guard_formula
from nearer.domain.events import Event, EventKind, EventRefused, read_event, write_event
from nearer.domain.form_content import NOTE, FormContent, merge_content
from nearer.domain.help import Country, Help, HelpLine, read_help
from nearer.domain.loader import json_schema, load_questionnaire
from nearer.domain.parts import AnswerOption, Coding, Condition, Limits, Repeats
from nearer.domain.questionnaire import Band, Item, Questionnaire, Scale, Section
from nearer.domain.reading.problems import FileRefused, Problem, QuestionnaireError
from nearer.domain.reading_answers import MAX_ANSWER, read_answer, read_answers
from nearer.domain.repeats import copy_name, next_copy, number_of, unfolded, with_copy, without_copy
from nearer.domain.responses import Response, complete
from nearer.domain.scoring import Score, score_response, score_scale

__all__ = [
    "DECLINED",
    "NOTE",
    "NOT_SHOWN",
    "SKIPPED",
    "Answer",
    "AnswerOption",
    "AnswerRefused",
    "AnswerState",
    "Audience",
    "Band",
    "Catalogue",
    "Coding",
    "Condition",
    "Country",
    "Event",
    "EventKind",
    "EventRefused",
    "FileRefused",
    "FormContent",
    "Help",
    "HelpLine",
    "Item",
    "Limits",
    "MAX_ANSWER",
    "OwnWords",
    "Part",
    "Problem",
    "Quantity",
    "Questionnaire",
    "QuestionnaireError",
    "Repeats",
    "Response",
    "Role",
    "Scale",
    "Score",
    "Section",
    "Week",
    "complete",
    "copy_name",
    "find_cycle",
    "guard_formula",
    "json_schema",
    "load_questionnaire",
    "local_week",
    "merge_content",
    "next_copy",
    "number_of",
    "read_answer",
    "read_answers",
    "read_catalogue",
    "read_event",
    "read_help",
    "refuse_hidden",
    "score_response",
    "score_scale",
    "settle",
    "shown_items",
    "unfolded",
    "with_copy",
    "without_copy",
    "write_answer",
    "write_event",
]

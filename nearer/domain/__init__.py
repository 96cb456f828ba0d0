"""Questionnaires, answers, scores, check-ins and couples: no clock, no file, no screen."""

from __future__ import annotations

from nearer.domain.alone import alone_codes, choose_alone, without_contradiction
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
from nearer.domain.help import Country, Help, HelpLine, LineKind, read_help
from nearer.domain.loader import json_schema, load_questionnaire, read_warnings
from nearer.domain.missing_scores import NoScore, no_score_sentence, why_no_score
from nearer.domain.parts import AnswerOption, Coding, Condition, Limits, Repeats
from nearer.domain.questionnaire import Band, Item, Questionnaire, Scale, Section
from nearer.domain.reading.problems import FileRefused, Problem, QuestionnaireError
from nearer.domain.reading_answers import MAX_ANSWER, read_answer, read_answers, read_typed_answer
from nearer.domain.repeats import copy_name, next_copy, number_of, unfolded, with_copy, without_copy
from nearer.domain.responses import Response, complete
from nearer.domain.scoring import Score, score_response, score_scale
from nearer.domain.typed_numbers import NumberRefused, NumberRule, number_rule, read_typed_number, written_number

__all__ = [
    "DECLINED",
    "NOTE",
    "NOT_SHOWN",
    "NoScore",
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
    "LineKind",
    "Item",
    "Limits",
    "MAX_ANSWER",
    "NumberRefused",
    "NumberRule",
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
    "alone_codes",
    "choose_alone",
    "complete",
    "copy_name",
    "find_cycle",
    "guard_formula",
    "json_schema",
    "load_questionnaire",
    "local_week",
    "merge_content",
    "next_copy",
    "no_score_sentence",
    "number_of",
    "number_rule",
    "read_answer",
    "read_answers",
    "read_catalogue",
    "read_event",
    "read_help",
    "read_typed_answer",
    "read_typed_number",
    "read_warnings",
    "refuse_hidden",
    "score_response",
    "score_scale",
    "settle",
    "shown_items",
    "unfolded",
    "why_no_score",
    "with_copy",
    "without_contradiction",
    "without_copy",
    "write_answer",
    "write_event",
    "written_number",
]

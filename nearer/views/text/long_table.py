"""Sentences about the one table that a therapist takes along, and what each of its columns means."""

from __future__ import annotations

from nearer.language.sentences import _

TITLE = _("Everything granted, as one table")
LEAD = _(
    "Every score, week, answer and event that you may read now, one row each. Ids are used instead of names; what "
    "they wrote themselves stays as it is. Each of them sees that you opened it. The XLSX file explains the columns."
)
NAMES = _("With their names")
CSV, XLSX, PARQUET = _("The table (CSV)"), _("The table (XLSX)"), _("The table (Parquet)")
CSV_FILE, XLSX_FILE, PARQUET_FILE = _("table.csv"), _("table.xlsx"), _("table.parquet")
SHEET, CODEBOOK = _("Table"), _("Codebook")
CODEBOOK_COLUMNS = (_("Column"), _("Type"), _("Meaning"))
MEANINGS = {
    "record": _("What the row is: score, answer or event."),
    "couple": _("The couple's id."),
    "person": _("The person's id."),
    "role": _("survivor or partner."),
    "name": _("The person's name, where names were asked for."),
    "week": _("The ISO week of a weekly questionnaire, such as 2026-W48."),
    "date": _("The day it was saved where the person is. Monday for a missed week, the first day of an event."),
    "until": _("The last day of an event."),
    "questionnaire": _("The questionnaire's id."),
    "version": _("The questionnaire's version."),
    "definition": _("SHA-256 of the questionnaire as it was answered. Only scores with the same one compare."),
    "scale": _("The id of the scale, for a score."),
    "score": _("Points of the scale. Empty for a missed week, and never 0 in its place."),
    "low": _("The lowest score there can be, in points of the scale."),
    "high": _("The highest score there can be, in points of the scale."),
    "n_items": _("How many questions the scale has. A score of one or two questions is only roughly so."),
    "n_answered": _("How many of them were answered. Empty where the answers are not granted."),
    "band": _("The score in words: its band."),
    "item": _("The id of the question, for an answer."),
    "state": _("answered, not_applicable, declined, skipped, not_shown; or missed: a week without a score to read."),
    "value": _("The answer: a code, number, day or text; several divided by semicolons. Their own words for an event."),
    "words": _("The answer in words. Empty where the licence of the questionnaire keeps its words here."),
    "weight": _("What the chosen option weighs, or the number itself. Not turned round for a reversed question."),
    "event": _("The kind of event, such as surgery."),
}  # fmt: skip

FHIR_LEAD = _(
    "For another program: what one of them granted, with every score. Their name stays out; what they wrote is in it."
)
FHIR_WHO = _("Whose answers and scores, as FHIR?")
FHIR_NUMBER = _("Their number in your records (it may stay empty; it is not kept)")
FHIR = _("As FHIR (.json)")
FHIR_FILE = _("responses.json")

"""The finished forms of a person's own file, read as strictly as from a form and scored anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import Response, build_response
from nearer.domain.weeks import Week
from nearer.instruments.registry import Instrument
from nearer.instruments.safety import asks_of_harm, private_scales
from nearer.personal_import.own_file import FileResponse, OwnFile
from nearer.typed_answers.answer_parsing import read_answers
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.yaml_files.catalogue import Catalogue

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)  # no file is older than Nearer
ZONES_APART = timedelta(days=7)  # a week and its Monday where the person was, whose time zone may have been another


def read_responses(
    file: OwnFile, catalogue: Catalogue, instruments: tuple[Instrument, ...], now: datetime
) -> Iterator[tuple[Response, datetime]]:
    """Each response that can be saved again with its instant, in the order of the file; the others stay in the file.

    Those are of a questionnaire this Nearer does not know in these words, dated later than `now`, of a week that does
    not go with their instant, or with an answer that was never offered.
    """
    for file_response in file.responses:
        definition = catalogue.find_definition(file_response.questionnaire, file_response.sha256)
        if definition is None or not _is_dated(file_response, definition, now):
            continue
        try:
            answers = read_answers(definition, file_response.raw)
        except AnswerRefused:
            continue
        response = build_response(definition, answers, file_response.week, file_response.note)
        unshared, private = asks_of_harm(definition, instruments), private_scales(definition, instruments)
        yield replace(response, unshared=unshared, private_scales=private), file_response.saved.astimezone(UTC)


def _is_dated(file_response: FileResponse, definition: Questionnaire, now: datetime) -> bool:
    if not EARLIEST <= file_response.saved <= now or (file_response.week is not None and definition.repeat != "weekly"):
        return False
    if file_response.week is None:
        return definition.purpose != "closeness"  # whose weeks are what is charted
    return abs(file_response.week.monday() - Week.of(file_response.saved.date()).monday()) <= ZONES_APART

"""The barriers screen: every scale of one's own barriers, this time and before, over time, and one of them closely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

import pandas as pd

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.bands import Band, band_at
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale
from nearer.domain.scoring import count_answered
from nearer.frames.barriers_frame import barriers_frame
from nearer.frames.columns import FrameResponse
from nearer.frames.scores_frame import scores_frame
from nearer.presenters.about import chance_points
from nearer.presenters.barrier_responses import frame_responses
from nearer.presenters.closeness import chart_event, read_events
from nearer.session.values import PersonSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.responses import read_own_responses
from nearer.views import text as words
from nearer.views.barrier_rows import BarrierDetail, BarrierDot, BarrierRow
from nearer.views.chart_values import Accent, ChartEvent
from nearer.views.option_texts import answer_words
from nearer.views.score_words import end_words, row_words, score_words

MIN_TIMES = 3  # of one scale, until it is drawn over time
MAX_NAMED = 3  # barriers that one sentence names
ROWS_FIRST = 6  # drawn at once; the others wait in a fold


@dataclass(frozen=True)
class Barriers:
    """One's own answers to the questionnaires about what gets in the way, as they were known on the day `until`."""

    session: PersonSession
    responses: tuple[FrameResponse, ...]
    until: date | None = None

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A `barriers_frame` of one person."""
        make = partial(barriers_frame, self.responses, shipped_instruments(), self.until)
        return self.session.load_once("barriers frame", make, self.until)

    @cached_property
    def rows(self) -> tuple[BarrierRow, ...]:
        """The rows, the worst barrier first; those not answered this time last."""
        return self.session.load_once("barrier rows", lambda: barrier_rows(self.frame), self.until)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """A `scores_frame` of every time."""
        make = partial(scores_frame, self.responses, shipped_instruments())
        return self.session.load_once("barrier scores", make)

    @property
    def days(self) -> tuple[date, ...]:
        """The days with answers, the newest first."""
        return tuple(sorted({one.day for one in self.responses if one.day is not None}, reverse=True))

    @property
    def lead(self) -> str:
        """A legend of the dots by their days, where these are the same for every line; or why there are no dots."""
        if not self.rows:
            return words.barriers.TOO_FEW if self.responses else words.barriers.NONE_YET
        days = next(iter(self._titles_by_days)) if len(self._titles_by_days) == 1 else ()
        last, before, *_ = (*days, None, None)
        return words.barriers.lead(last, before, self.session.today)

    @property
    def dates(self) -> tuple[str, ...]:
        """When what was answered, this time and the time before, where the lines have different days."""
        titles = self._titles_by_days if len(self._titles_by_days) > 1 else {}
        return tuple(words.barriers.answered_on(", ".join(of_days), *days) for days, of_days in titles.items())

    @cached_property
    def _titles_by_days(self) -> Mapping[tuple[date, ...], list[str]]:
        """Titles of questionnaires by the days of this time and the time before."""
        titles: dict[tuple[date, ...], list[str]] = {}
        for times in self._by_questionnaire.values():
            days = tuple(one.day for one in reversed(times[-2:]) if one.day is not None)
            titles.setdefault(days, []).append(times[-1].questionnaire.title)
        return titles

    @cached_property
    def worst(self) -> tuple[BarrierRow, ...]:
        """The single barriers that are hardest by band and extent: one, or all that are so alike. What sums up others
        is none."""
        hardness = self.frame[["severity", "extent"]].itertuples(index=False, name=None)
        single = [(row, hard) for row, hard in zip(self.rows, hardness, strict=True)
                  if row.now is not None and not self._has_subscales(row.key)]  # fmt: skip
        return tuple(row for row, hard in single if hard == single[0][1])

    @property
    def sentence(self) -> str:
        """What is most in the way, as a fact of the day on which that was answered."""
        days = {row.now.day for row in self.worst if row.now}
        if not days:
            return ""
        if not any(row.now.extent for row in self.worst if row.now):
            return words.barriers.NOTHING_MUCH
        titles, day = [row.title for row in self.worst], days.pop() if len(days) == 1 else None
        if len(titles) == 1 and day is not None:
            return words.barriers.most(titles[0], day, self.session.today)
        others = len(titles[MAX_NAMED:])
        return words.barriers.all_most(titles[:MAX_NAMED], others, day, self.session.today)

    @property
    def certainty_sentences(self) -> tuple[str, ...]:
        """What a step between two dots may mean; none where no line has two."""
        has_steps = any(len(row.dots) == 2 for row in self.rows)
        return words.barriers.certainty_sentences(chance_points()) if has_steps else ()

    @property
    def worst_topics(self) -> tuple[str, ...]:
        """The first topic of the guide for each barrier that the sentence names; none where nothing is in the way."""
        details = (self._make_detail(row) for row in self.worst[:MAX_NAMED] if row.now and row.now.extent)
        return tuple(dict.fromkeys(detail.topics[0] for detail in details if detail.topics))

    def detail(self, key: str) -> BarrierDetail | None:
        """None for what is not among the rows."""
        row = next((row for row in self.rows if row.key == key), None)
        return None if row is None else self._make_detail(row)

    @property
    def has_enough_times(self) -> bool:
        """Whether any scale has enough times, for which nothing needs to be drawn yet."""
        times = Counter(f"{one.questionnaire.id}/{scale}" for one in self.responses for scale in one.scores)
        return any(times[row.key] >= MIN_TIMES for row in self.rows)

    @cached_property
    def over_time(self) -> dict[str, tuple[str, pd.DataFrame]]:
        """By key, of each scale with at least three times its title and its rows of `scores`, in the rows' order."""
        by_scale = {f"{name}/{scale}": rows for (name, scale), rows in self.scores.groupby(["questionnaire", "scale"])}
        times = {row.key: (row.title, by_scale[row.key]) for row in self.rows}
        return {key: (title, rows) for key, (title, rows) in times.items() if len(rows) >= MIN_TIMES}

    @cached_property
    def events(self) -> tuple[ChartEvent, ...]:
        """One's own events, and those that the partner shows."""
        partner, (own, shared) = self.session.members.partner, read_events(self.session)
        of_partner = (chart_event(event, partner.nickname if partner else "") for event in shared)
        return (*(chart_event(one.event) for one in own), *of_partner)

    def of(self, questionnaire: str) -> tuple[BarrierRow, ...]:
        """The rows of one questionnaire."""
        return tuple(row for row in self.rows if row.key.startswith(f"{questionnaire}/"))

    @cached_property
    def _by_questionnaire(self) -> Mapping[str, list[FrameResponse]]:
        """The responses to each up to `until`, oldest first."""
        times: dict[str, list[FrameResponse]] = {}
        for response in self.responses:
            if self.until is None or response.day is None or response.day <= self.until:
                times.setdefault(response.questionnaire.id, []).append(response)
        return times

    def _has_subscales(self, key: str) -> bool:
        """Whether the scale with this key sums up others."""
        name, _, scale_id = key.partition("/")
        return scale_id in self._by_questionnaire[name][-1].questionnaire.subscales_of

    def _make_detail(self, row: BarrierRow) -> BarrierDetail:
        name, _, scale_id = row.key.partition("/")
        response = self._by_questionnaire[name][-1]
        scale, value = response.questionnaire.scale(scale_id), response.scores.get(scale_id)
        band = None if value is None else band_at(scale.bands, value)
        worded = None if value is None else score_words(scale, value, count_answered(scale, response.answers))
        return BarrierDetail(
            row.key, row.title, response.questionnaire.title, response.day, worded.band if worded else "",
            band.text if band else "" if worded else _why_no_number(scale, response.answers),
            worded.note if worded else "",
            tuple(_answers(response.questionnaire, scale, response.answers)), _topics(band),
        )  # fmt: skip


def load_barriers(session: PersonSession, until: date | None = None) -> Barriers:
    """Every saved answer of one's own, by the definition it was given to."""
    responses = session.load_once("barriers", lambda: _own_responses(session))
    return Barriers(session, responses, until)


def _own_responses(session: PersonSession) -> tuple[FrameResponse, ...]:
    return frame_responses(session, session.members.me, session.read_unchanged(read_own_responses))


def barrier_rows(frame: pd.DataFrame) -> tuple[BarrierRow, ...]:
    """One person's `barriers_frame` as it is drawn, in its order."""
    return tuple(map(_make_row, frame.to_dict("records")))


def _make_row(cells: Mapping[str, object]) -> BarrierRow:
    is_same_definition = cells["alike"] is not pd.NA and bool(cells["alike"])
    key = f"{cells['questionnaire']}/{cells['scale']}"
    dots = dot(cells, ""), dot(cells, "_before")
    return BarrierRow(key, str(cells["title"]), *dots, is_same_definition=is_same_definition, ends=end_words(cells))


def dot(cells: Mapping[str, object], suffix: str) -> BarrierDot | None:
    """The score that a row holds under this suffix (empty, or `_before` for the time before); None without one."""
    extent, day = (cells[f"{name}{suffix}"] for name in ("extent", "day"))
    if not isinstance(extent, float):
        return None
    worded, accent = row_words(cells, suffix), Accent.of(bool(cells["first"]))
    return BarrierDot(
        100 * extent, worded.band_or_number, worded.number if worded.band else "", str(cells["name"]), accent,
        day if isinstance(day, date) else None, is_earlier=suffix == "_before",
    )  # fmt: skip


def _answers(definition: Questionnaire, scale: Scale, answers: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
    """Each question of the scale that was shown, with the answer in words."""
    for name in scale.items:
        answer = answers.get(name)
        state = AnswerState.SKIPPED if answer is None else answer.state
        if answer is not None and answer.value is not None:
            yield definition.item(name).text, answer_words(definition, name, answer)
        elif state is AnswerState.DECLINED:
            yield definition.item(name).text, words.form.RATHER_NOT_SAY
        elif state is AnswerState.SKIPPED:
            yield definition.item(name).text, words.form.LEAVE_EMPTY


def _why_no_number(scale: Scale, answers: Mapping[str, Answer]) -> str:
    """Why a scale has no number: its questions were not asked, or too few of them were answered."""
    states = {answers[name].state for name in scale.items if name in answers}
    return words.barriers.NOT_ASKED if states == {AnswerState.NOT_SHOWN} else words.barriers.NO_NUMBER


def _topics(band: Band | None) -> tuple[str, ...]:
    return band.guide if band else ()

"""The figures of one quarter as a screen and a page of paper show them: what each counts, its parts, its n."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from nearer.cohort.service_cohort import Service
from nearer.frames.cohort_facts import OUTCOMES
from nearer.frames.paper_frame import ON_PAPER
from nearer.shipped import shipped_instruments
from nearer.trends.error_rates import error_rates
from nearer.views import text as words
from nearer.yaml_files.catalogue import Catalogue

# The change since the time before is in the table and the file; on the screen stands that since the first time.
ON_SCREEN = ("couples", "weeks", "stopped", "first_check_in", "first_visit", "claim", "since_first")
FROM_UP_TO_DOWN = {  # in this order on the screen, where the table has another one
    "claim": ("likely_up", "leaning_up", "no_clear_direction", "leaning_down", "likely_down", "too_early"),
    "since_first": ("better", "unchanged", "worse"),
}
TONES = {
    "answered": "teal", "both": "teal", "going_on": "teal", "two_weeks": "teal", "likely_up": "teal", "better": "teal",
    "one": "pale-teal", "four_weeks": "pale-teal", "leaning_up": "pale-teal", "leaning_down": "pale-violet",
    "later": "pale-violet",
    "likely_down": "violet", "worse": "violet", "stopped": "violet", "not_yet": "violet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigurePart:
    """One outcome: its words, how many, the share of n (0 to 1), and the tone it is drawn in; None is not shown."""

    name: str
    count: int | None
    share: float | None
    tone: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one quarter. `unit` is what is counted: people, weeks or couples; `source` says of what, or why.

    `paper` is how many of n are totals from paper, None where that is not shown.
    """

    measure: str
    title: str
    parts: tuple[FigurePart, ...]
    n: int | None
    unit: str
    source: str = ""
    paper: int | None = 0

    @property
    def is_rough(self) -> bool:
        """Whether n is one to the nearest five (`cohort_frame`)."""
        return self.measure == "couples" and self.is_hidden

    @property
    def is_hidden(self) -> bool:
        """Whether no part of it is shown."""
        return all(part.count is None for part in self.parts)

    @property
    def sentence(self) -> str:
        """All of it in words."""
        if self.is_hidden:
            return self.in_all
        return words.service.figure([words.service.part(part.name, part.count) for part in self.parts], self.in_all)

    @property
    def in_all(self) -> str:
        """How many there are, whatever became of them."""
        return words.service.TOO_FEW if self.n is None else words.service.number(self.unit, self.n, self.is_rough)

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences below it."""
        hidden = words.service.PARTS_HIDDEN if self.n is not None and self.is_hidden else ""
        return tuple(filter(None, (hidden, self.source, self.paper_note)))

    @property
    def paper_note(self) -> str:
        """How many are counted by totals from paper; empty for nobody."""
        return "" if self.n is None else words.service.from_paper(self.paper, self.n)


def figures_of(service: Service, catalogue: Catalogue, quarter: str) -> tuple[Figure, ...]:
    """The figures of a quarter; a scale has one of its own, and those without a part to show come last."""
    figures = _make_figures(service.cohort[service.cohort["quarter"] == quarter], catalogue)
    return tuple(sorted(figures, key=lambda figure: figure.is_hidden))


def answered_by_quarter(service: Service) -> tuple[tuple[str, float | None], ...]:
    """The share of weeks that were answered, 0 to 1, of each quarter; None where it is not shown."""
    rows = service.cohort[(service.cohort["measure"] == "weeks") & (service.cohort["outcome"] == "answered")]
    counted_rows = rows[rows["share"].notna()]
    shares = dict(zip(counted_rows["quarter"], counted_rows["share"].astype(float), strict=True))
    return tuple((quarter, shares.get(quarter)) for quarter in service.quarters)


def error_sentences() -> tuple[str, ...]:
    """How often a claim about the weeks is made without reason."""
    measured = error_rates()
    return (
        words.service.strength(
            words.service.outcome_name("likely_up"), words.trends.rate_sentences(measured.likely, measured)
        ),
        words.service.strength(
            words.service.outcome_name("leaning_up"), words.trends.rate_sentences(measured.leaning, measured)
        ),
    )


def _make_figures(rows: pd.DataFrame, catalogue: Catalogue) -> Iterator[Figure]:
    for measure in ON_SCREEN:
        of_measure = rows[rows["measure"] == measure]
        for (questionnaire, scale), group in of_measure.groupby(["questionnaire", "scale"], dropna=False):
            title, note = words.service.titles()[measure], words.service.notes().get(measure, "")
            if not pd.isna(questionnaire):
                title, note = _of_scale(catalogue, questionnaire, scale)
            n, paper = (None if pd.isna(cell) else int(cell) for cell in group[["n", "paper"]].iloc[0])
            paper = 0 if pd.isna(questionnaire) else paper
            yield Figure(measure, title, tuple(_make_parts(group)), n, _unit(measure), note, paper)


def _unit(measure: str) -> str:
    return measure if measure in ("couples", "weeks") else "people"


def _make_parts(group: pd.DataFrame) -> Iterator[FigurePart]:
    by_outcome = group.set_index("outcome")
    measure = group["measure"].iloc[0]
    for outcome in FROM_UP_TO_DOWN.get(measure, OUTCOMES[measure]):
        count, share = by_outcome.loc[outcome, ["count", "share"]]
        hidden = pd.isna(count)
        yield FigurePart(
            words.service.outcome_name(outcome),
            None if hidden else int(count),
            None if hidden else float(share),
            TONES.get(outcome, "same"),
        )


def _of_scale(catalogue: Catalogue, questionnaire: str, scale_id: str) -> tuple[str, str]:
    """The instrument's name and what its source says of a change; a scale that is gone since has its id."""
    definition = catalogue.get(questionnaire)
    scale = next((one for one in definition.scales if one.id == scale_id), None) if definition else None
    instrument_id = scale_id if questionnaire == ON_PAPER else scale.instrument if scale else None
    instrument = next((one for one in shipped_instruments() if one.id == instrument_id), None)
    title = instrument.name if instrument else scale.title if scale else scale_id
    note = words.service.more_than_chance(instrument.change.points) if instrument and instrument.change else ""
    return words.service.since_first(title), note

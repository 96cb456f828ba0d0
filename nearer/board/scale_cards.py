"""Every scale over time for both, beside each other: what each small picture draws, and what it says in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from nearer.board.couple import Couple
from nearer.charts.scale_picture import ScaleLine, ScalePicture
from nearer.domain.scales import Band, Scale, band_at
from nearer.instruments.change import change_as_published
from nearer.instruments.registry import Instrument
from nearer.presenters.latest_answers import as_answered
from nearer.presenters.paper_totals import paper_instruments
from nearer.presenters.worsened_scores import dated_score
from nearer.shipped import shipped_instruments
from nearer.storage.therapist.caseload import ConnectedPerson
from nearer.storage.therapist.paper_totals import Total
from nearer.trends.reliable_change import ChangeKind, ScoreChange, published_change
from nearer.trends.worsening import DatedScore
from nearer.views import text as words
from nearer.views.chart_values import Accent

_RELIABLE = (ChangeKind.RELIABLE_RISE, ChangeKind.RELIABLE_FALL)
_UNKNOWN = ScoreChange(ChangeKind.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class PersonScores:
    """One person's scores of a scale, oldest first, and what may be said of the last change."""

    name: str
    accent: Accent
    scores: tuple[DatedScore, ...] = field(repr=False)
    change: ScoreChange = _UNKNOWN

    @property
    def moved(self) -> bool:
        """Whether the last change is more than chance, by published points."""
        return self.change.kind in _RELIABLE


@dataclass(frozen=True, slots=True)
class ScaleCard:
    """One scale as everybody answered it who grants it, by one definition. `low` and `high` are its ends in points.

    A `rough` one is of too few questions to say a number.
    """

    title: str
    higher: str
    low: float
    high: float
    bands: tuple[Band, ...]
    people: tuple[PersonScores, ...]
    rough: bool = False

    @property
    def picture(self) -> ScalePicture:
        """What is drawn."""
        lines = tuple(
            ScaleLine(one.accent, tuple((score.day, float(score.value)) for score in one.scores), one.moved)
            for one in self.people
        )
        cuts = tuple(float(band.start) for band in self.bands[1:])
        return ScalePicture(self.low, self.high, cuts, lines)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Of each person the last score with its band, the one before, and whether that is more than chance."""
        return tuple(self._sentence(one) for one in self.people)

    def _sentence(self, person: PersonScores) -> str:
        *earlier, last = person.scores
        band = band_at(self.bands, last.value)
        before = earlier[-1].value if earlier else None
        band_before = None if before is None else band_at(self.bands, before)
        if self.rough and band is not None:
            now = words.couple.scale_now(person.name, words.scores.roughly(band.name), "")
            was, same = (band_before.name if band_before else ""), band_before == band
        else:
            now = words.couple.scale_now(person.name, str(last.value), band.name if band else "")
            was, same = ("" if before is None else str(before)), before == last.value
        if before is None or not was:
            return now
        if same:
            return words.couple.scale_as_before(now)
        return words.couple.scale_was(now, was, last.value - before, person.change)


def scale_cards(couple: Couple) -> tuple[ScaleCard, ...]:
    """What moved by more than chance comes first, then what both answered."""
    cards = [*_of_responses(couple), *_of_paper(couple, couple.record.totals)]
    return tuple(sorted(cards, key=lambda card: (not any(one.moved for one in card.people), -len(card.people))))


def _of_responses(couple: Couple) -> Iterator[ScaleCard]:
    """Of questionnaires that are not asked every week; scores of another definition stand on a card of their own."""
    scored: dict[tuple[str, str], dict[UUID, list[DatedScore]]] = defaultdict(lambda: defaultdict(list))
    scales = {}
    for person in couple.record.people:
        for response in person.responses:
            asks = as_answered(couple.session.catalogue, response) if response.week is None else None
            for scale in asks.scales if asks is not None else ():
                if response.score(scale.id) is not None:
                    about = response.sha256, scale.id
                    scales[about] = asks.plans[scale.id]  # type: ignore[union-attr]
                    scored[about][person.who.person].append(dated_score(response, scale.id))
    for about, by_person in scored.items():
        plan = scales[about]
        people = tuple(
            PersonScores(one.who.nickname, Accent.of(one.who.first), tuple(scores), _change(plan.scale, scores))
            for one in couple.record.people
            if (scores := by_person.get(one.who.person))
        )
        ends = float(plan.lowest), float(plan.highest)
        scale = plan.scale
        yield ScaleCard(scale.title, scale.higher, *ends, _bands(scale), people, scale.is_rough())


def _bands(scale: Scale) -> tuple[Band, ...]:
    """Those of the scale, else those that its instrument was published with, where it is scored alike."""
    published = (
        one.bands for one in shipped_instruments() if one.id == scale.instrument and one.method == scale.method
    )
    return scale.bands or tuple(next(published, ()))


def _change(scale: Scale, scores: list[DatedScore]) -> ScoreChange:
    if len(scores) < 2:
        return _UNKNOWN
    return change_as_published(scale, scores[-2].value, scores[-1].value, shipped_instruments())


def _of_paper(couple: Couple, totals: Iterable[Total]) -> Iterator[ScaleCard]:
    """Totals that the therapist typed in, of instruments that may not be shown."""
    people = {one.who.person: one.who for one in couple.record.people}
    known = paper_instruments()
    by_instrument: dict[str, list[Total]] = defaultdict(list)
    for total in totals:
        if total.instrument in known and total.person in people:
            by_instrument[total.instrument].append(total)
    for name, typed in by_instrument.items():
        instrument = known[name]
        assert instrument.range is not None, "a total without a range is not kept"
        rows = tuple(
            _paper_person(who, [one for one in typed if one.person == person], instrument)
            for person, who in people.items()
            if any(one.person == person for one in typed)
        )
        ends = float(instrument.range.min), float(instrument.range.max)
        yield ScaleCard(
            words.couple.from_paper(instrument.name), instrument.higher, *ends, tuple(instrument.bands), rows
        )


def _paper_person(who: ConnectedPerson, totals: list[Total], instrument: Instrument) -> PersonScores:
    scores = tuple(DatedScore(one.day, one.value) for one in sorted(totals, key=lambda total: total.day))
    change = _UNKNOWN
    if len(scores) > 1 and instrument.change is not None:
        before, after = (float(score.value) for score in scores[-2:])
        change = published_change(before, after, float(instrument.change.points))
    return PersonScores(who.nickname, Accent.of(who.first), scores, change)

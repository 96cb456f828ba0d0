"""Every scale over time for both, beside each other: what each small picture draws, and what it says in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from nearer.caseload.couple import Couple
from nearer.charts.scale_picture import ScaleLine, ScalePicture
from nearer.domain.bands import Band
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale, ScalePlan
from nearer.instruments.change import bands_of, change_as_published
from nearer.instruments.registry import Instrument
from nearer.presenters.worsened_scores import dated_score
from nearer.shipped import shipped_instruments
from nearer.storage.couple.responses import SavedResponse
from nearer.storage.therapist.caseload import ConnectedPerson
from nearer.storage.therapist.paper_totals import Total
from nearer.therapist_presenters.paper_totals import paper_instruments
from nearer.trends.reliable_change import ChangeKind, ScoreChange, published_change
from nearer.typed_answers.answer_parsing import count_saved_answers
from nearer.views import text as words
from nearer.views.chart_values import Accent
from nearer.views.score_words import ScoreWords, score_words, total_words

_RELIABLE = (ChangeKind.RELIABLE_RISE, ChangeKind.RELIABLE_FALL)
_UNKNOWN = ScoreChange(ChangeKind.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class CardScore:
    """One score of one day, in points of its scale and in words."""

    day: date
    value: Decimal = field(repr=False)
    words: ScoreWords = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonScores:
    """One person's scores of a scale, oldest first, and what may be said of the last change."""

    name: str
    accent: Accent
    scores: tuple[CardScore, ...] = field(repr=False)
    change: ScoreChange

    @property
    def has_moved(self) -> bool:
        """Whether the last change is more than chance, by published points."""
        return self.change.kind in _RELIABLE


@dataclass(frozen=True, slots=True)
class ScaleCard:
    """One scale as everybody answered it who grants it, by one definition. `low` and `high` are its ends in points,
    `cuts` where its bands after the first begin. Days are said as they are read on the day `today`.
    """

    title: str
    higher: str
    low: float
    high: float
    cuts: tuple[float, ...]
    people: tuple[PersonScores, ...]
    today: date

    @property
    def picture(self) -> ScalePicture:
        """The picture of everybody's scores of this scale."""
        lines = tuple(
            ScaleLine(
                person.accent, tuple((score.day, float(score.value)) for score in person.scores), person.has_moved
            )
            for person in self.people
        )
        return ScalePicture(self.low, self.high, self.cuts, lines, self.today)

    @property
    def in_words(self) -> str:
        """Everything that the picture shows, for whoever points at it or does not see it."""
        return " · ".join(
            words.couple.scale_in_words(person.name, [(self._day(score), score.words.short) for score in person.scores])
            for person in self.people
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each person's last score with band and day, the one before, and whether the change is more than chance."""
        return tuple(self._sentence(one) for one in self.people)

    def _sentence(self, person: PersonScores) -> str:
        *earlier, last = person.scores
        band = last.words.band if last.words.number else ""
        now = words.couple.scale_now(person.name, last.words.short, band, self._day(last))
        if not earlier:
            return now
        before = earlier[-1]
        if before.words.short == last.words.short:
            return words.couple.scale_as_before(now, self._day(before))
        was = words.couple.scale_before(before.words.short, self._day(before))
        return words.couple.scale_was(now, was, last.value - before.value, person.change)

    def _day(self, score: CardScore) -> str:
        return words.couple.scale_day(score.day, self.today.year)


def scale_cards(couple: Couple) -> tuple[ScaleCard, ...]:
    """What moved by more than chance comes first, then what both answered."""
    cards = [*_of_responses(couple), *_of_paper(couple, couple.record.totals)]
    return tuple(sorted(cards, key=lambda card: (not any(one.has_moved for one in card.people), -len(card.people))))


def _of_responses(couple: Couple) -> Iterator[ScaleCard]:
    """The cards of questionnaires not asked every week; scores of another definition have a card of their own."""
    scored: dict[tuple[str, str], dict[UUID, list[CardScore]]] = defaultdict(lambda: defaultdict(list))
    plans = {}
    for person in couple.record.people:
        for response in person.responses:
            definition = couple.session.catalogue.find_definition(response.questionnaire, response.sha256)
            if definition is None or response.week is not None:
                continue
            for scale in definition.scales:
                if response.score(scale.id) is not None:
                    about = response.sha256, scale.id
                    plans[about] = definition.plans[scale.id]
                    scored[about][person.who.id].append(_card_score(definition, scale, response))
    for about, by_person in scored.items():
        yield _of_scale(couple, plans[about], by_person)


def _card_score(definition: Questionnaire, scale: Scale, response: SavedResponse) -> CardScore:
    score = dated_score(response, scale.id)
    answered = count_saved_answers(definition, scale, response.answers)
    worded = score_words(replace(scale, bands=bands_of(scale, shipped_instruments())), score.value, answered)
    return CardScore(score.day, score.value, worded)


def _of_scale(couple: Couple, plan: ScalePlan, by_person: Mapping[UUID, list[CardScore]]) -> ScaleCard:
    people = tuple(
        PersonScores(person.who.nickname, Accent.of(person.who.first), tuple(scores), _change(plan.scale, scores))
        for person in couple.record.people
        if (scores := by_person.get(person.who.id))
    )
    ends = float(plan.lowest), float(plan.highest)
    cuts = _cuts(bands_of(plan.scale, shipped_instruments()))
    return ScaleCard(plan.scale.title, plan.scale.higher, *ends, cuts, people, couple.session.today)


def _cuts(bands: Sequence[Band]) -> tuple[float, ...]:
    return tuple(float(band.start) for band in bands[1:])


def _change(scale: Scale, scores: list[CardScore]) -> ScoreChange:
    if len(scores) < 2:
        return _UNKNOWN
    return change_as_published(scale, scores[-2].value, scores[-1].value, shipped_instruments())


def _of_paper(couple: Couple, totals: Iterable[Total]) -> Iterator[ScaleCard]:
    """Totals that the therapist typed in, of instruments that may not be shown."""
    people = {one.who.id: one.who for one in couple.record.people}
    instruments = paper_instruments()
    by_instrument: dict[str, list[Total]] = defaultdict(list)
    for total in totals:
        if total.instrument in instruments and total.person in people:
            by_instrument[total.instrument].append(total)
    for name, typed in by_instrument.items():
        instrument = instruments[name]
        assert instrument.range is not None, "a total without a range is not kept"
        rows = tuple(
            _paper_person(who, [one for one in typed if one.person == person], instrument)
            for person, who in people.items()
            if any(one.person == person for one in typed)
        )
        ends = float(instrument.range.min), float(instrument.range.max)
        title = words.paper_totals.from_paper(instrument.name)
        yield ScaleCard(title, instrument.higher, *ends, _cuts(instrument.bands), rows, couple.session.today)


def _paper_person(who: ConnectedPerson, totals: list[Total], instrument: Instrument) -> PersonScores:
    scores = tuple(
        CardScore(total.day, total.value, total_words(instrument.bands, total.value))
        for total in sorted(totals, key=lambda total: total.day)
    )
    change = _UNKNOWN
    if len(scores) > 1 and instrument.change is not None:
        before, after = (float(score.value) for score in scores[-2:])
        change = published_change(before, after, float(instrument.change.points))
    return PersonScores(who.nickname, Accent.of(who.first), scores, change)

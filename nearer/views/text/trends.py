"""Every sentence about a direction. Each is made from what nearer.trends claims, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nearer.language.dates_and_numbers import day, format_correlation, format_number, format_signed
from nearer.language.sentences import _, counted
from nearer.trends.change_evidence import MIN_ANSWERS
from nearer.trends.claims import Claim, ClaimKind
from nearer.trends.error_rates import GRADUAL_CHANGE_WEEKS, ClaimRates, ErrorRates, Rate
from nearer.trends.event_overlap import Overlap
from nearer.trends.reliable_change import ChangeKind, ScoreChange
from nearer.trends.side_by_side import CLOSE_POINTS, MIN_BOTH, Comovement, CoupleComparison, MovingKind
from nearer.views.text.about import Passage
from nearer.views.text.small_numbers import number_word

SURE_TITLE = _("How sure is this?")
UNKNOWN_TITLE = _("What we cannot know")
INVITATION = _(
    "Two people can live through the same week differently. If you like, tell each other about one of these."
)
ENTERED_LATER = _("entered after its own week, so it is only drawn.")


def week_count(claim: Claim) -> str:
    """*12 weeks*, or *9 of 12 weeks* where some have no check-in."""
    if claim.answered == claim.weeks:
        return counted("{n} week", "{n} weeks", claim.weeks).format(n=claim.weeks)
    return _("{answered} of {n} weeks").format(answered=claim.answered, n=claim.weeks)


def too_early_sentence() -> str:
    """What is said of a few weeks instead of a claim."""
    return _("Single weeks say little. With {n} or more, a line appears.").format(n=number_word(MIN_ANSWERS))


def claim_sentence(claim: Claim) -> str:
    """The one sentence a person reads about their own weeks."""
    weeks = week_count(claim)
    return {
        ClaimKind.TOO_EARLY: _("{weeks} so far. {too_early}").format(weeks=weeks, too_early=too_early_sentence()),
        ClaimKind.NO_CLEAR_DIRECTION: _(
            "{weeks}, and no clear direction: ups and downs belong to every couple's weeks."
        ).format(weeks=weeks),
        ClaimKind.LEANING_UP: _("{weeks}, leaning upwards, though this may still be chance.").format(weeks=weeks),
        ClaimKind.LEANING_DOWN: _(
            "{weeks}, leaning downwards, though this may still be chance, and is nobody's fault."
        ).format(weeks=weeks),
        ClaimKind.LIKELY_UP: _("Over {weeks}, your closeness has likely gone up.").format(weeks=weeks),
        ClaimKind.LIKELY_DOWN: _(
            "Over {weeks}, your closeness has likely gone down. That is nobody's fault; you need not be alone with it."
        ).format(weeks=weeks),
    }[claim.kind]


def certainty_sentences(claim: Claim, measured: ErrorRates) -> tuple[str, ...]:
    """The measured rates of the claim made, in plain words; nothing to be sure of while it is too early."""
    if claim.rates is None:
        return ()
    return (*_slope_sentence(claim), *rate_sentences(claim.rates, measured), str(_TAKEN_BACK))


_TAKEN_BACK = _("Later weeks can take such a sentence back. It never says why, and it foretells nothing.")


def rate_sentences(strength: ClaimRates, measured: ErrorRates) -> tuple[str, ...]:
    """How often one strength of claim is made without reason, and how often a real change is told."""
    return (
        _("We tried this on {people} made-up people whose closeness stays the same, with a look every week for half a "
          "year. Some are told of a change all the same: {shares}.").format(
              people=format_number(measured.people), shares=list_rates(strength.false_alarms)),
        _("When a marked change is real and comes bit by bit over {weeks} weeks, {gradual} are told of it. When it "
          "comes within one week, {sudden} are. The others are told later or not at all; {opposite} are told the "
          "opposite."
          ).format(weeks=GRADUAL_CHANGE_WEEKS, gradual=people_in_hundred(strength.rise_detected),
                   sudden=people_in_hundred(strength.step_detected),
                   opposite=people_in_hundred(strength.wrong_direction)),
        _("Measured on {day} with Nearer's own rule.").format(day=day(measured.on)),
    )  # fmt: skip


def about_claims_passage(measured: ErrorRates) -> Passage:
    """What Nearer says of weeks, and how often it is wrong, for the about page."""
    return Passage(
        _("What Nearer says about your weeks"),
        (
            _("Below {n} check-ins it says nothing. From then on it says one of three things: no clear direction, "
              "leaning one way, or likely gone one way.").format(n=number_word(MIN_ANSWERS)),
        ),
        str(SURE_TITLE),
        (
            _("It looks again every week."),
            _("The strongest sentence, likely:"), *rate_sentences(measured.likely, measured)[:2],
            _("The weaker one, leaning:"), *rate_sentences(measured.leaning, measured),
        ),
    )  # fmt: skip


def people_in_hundred(share: float) -> str:
    """A share of people in plain words: *5 in 100*."""
    number = int(share * 100 + 0.5)
    return _("{n} in 100").format(n=number) if number else _("fewer than 1 in 100")


def list_rates(shares: Sequence[Rate]) -> str:
    return ", ".join(
        _("{share} {when}").format(share=people_in_hundred(rate.share), when=_condition_words(rate.condition))
        for rate in shares
    )


def _condition_words(autocorrelation: float) -> str:
    phrases = {
        0.0: _("if no week depends on the one before"),
        0.3: _("if a week partly resembles the one before"),
        0.5: _("if it resembles it strongly"),
    }
    return phrases.get(autocorrelation) or _("if a week resembles the one before by {part} of 1").format(
        part=autocorrelation
    )


def _slope_sentence(claim: Claim) -> tuple[str, ...]:
    """The slope in points a week, only where a direction is claimed."""
    if claim.kind is ClaimKind.NO_CLEAR_DIRECTION or claim.slope is None or claim.low is None or claim.high is None:
        return (_("No clear direction does not mean that nothing happened: a change can be there and not show."),)
    return (
        _(
            "Drawn as a straight line, that is about {slope} points a week; anything from {low} to {high} would fit."
        ).format(slope=format_signed(claim.slope), low=format_signed(claim.low), high=format_signed(claim.high)),
    )


def missing_weeks_sentence(weeks: int) -> str:
    """What no picture can show; made-up weeks are drawn as low as the lowest, and never counted."""
    opening = counted(
        "In {n} week there was no check-in. Nobody can know how it felt.",
        "In {n} weeks there was no check-in. Nobody can know how they felt.",
        weeks,
    )
    return " ".join((opening.format(n=weeks), str(_FILLED)))


_FILLED = _("The dotted line shows your weeks as if each of them had been like your lowest one. That is one of many "
            "possibilities, not a guess, and no sentence here counts it.")  # fmt: skip


def couple_sentences(view: CoupleComparison) -> tuple[str, ...]:
    """How far apart, how often close, whether changes go together. Never who goes first."""
    if view.weeks_of_both < MIN_BOTH:
        return ()
    close = _(
        "In {close} of the {both} weeks you both answered, you felt about the same (within {points} points)."
    ).format(both=view.weeks_of_both, close=view.close, points=format_number(CLOSE_POINTS))
    return (close, *_moving_sentence(view.moving), str(INVITATION))


def _moving_sentence(moving: Comovement) -> tuple[str, ...]:
    if moving.kind is MovingKind.TOO_EARLY:
        return ()
    sentence = {
        MovingKind.NO_CLEAR_PATTERN: _("From week to week, your two lines show no clear pattern with each other."),
        MovingKind.TOGETHER: _("From week to week, your two lines tend to move the same way."),
        MovingKind.OPPOSITE: _("From week to week, your two lines tend to move opposite ways."),
    }[moving.kind]
    if moving.correlation is None or moving.low is None or moving.high is None:
        return (sentence,)
    numbers = _("Correlation of the changes {middle}, range {low} to {high}, from {pairs} pairs of weeks; it does not "
                "say why. Couples with nothing in common are told of a pattern all the same: {shares}.")  # fmt: skip
    middle, low, high = (format_correlation(value) for value in (moving.correlation, moving.low, moving.high))
    shares = list_rates(moving.rates)
    return (sentence, numbers.format(middle=middle, low=low, high=high, pairs=moving.pairs, shares=shares))


def event_sentence(overlap: Overlap) -> str:
    """What the weeks before and after an event say; empty where there are too few."""
    if overlap.entered_later:
        return str(ENTERED_LATER)
    if overlap.nap is None or overlap.p is None:
        return ""
    counts = _("{before} weeks before and {after} from then on").format(before=overlap.before, after=overlap.after)
    if not overlap.differs:
        return _("{counts}: no difference can be read.").format(counts=counts)
    higher = _("the later weeks are higher") if overlap.nap > 1 / 2 else _("the later weeks are lower")
    pairs = _("in {n} of 100 pairs of an earlier and a later week").format(
        n=int(100 * max(overlap.nap, 1 - overlap.nap) + 0.5)
    )
    chance = _("by chance alone this is said to {shares}; it says nothing about why").format(
        shares=list_rates(overlap.rates)
    )
    return _("{counts}: {difference} {pairs}; {chance}.").format(
        counts=counts, difference=higher, pairs=pairs, chance=chance
    )


SCORES_AGAIN_TITLE = _("Beside the last time")
SCORES_AGAIN_UNKNOWN = _(
    "Where nothing is said of a difference, nobody has measured how far such numbers vary by themselves from one day "
    "to the next. So nothing is read from two of them."
)


def then_and_now(before: str, when: date, now: str) -> str:
    return _("{before} on {day}, {now} now").format(before=before, day=day(when), now=now)


def score_again_sentence(title: str, numbers: str, change: ScoreChange, difference: str) -> str:
    """A scale answered again. Without the instrument's own uncertainty the two numbers stand alone.

    `difference` with its sign, where it is known how many points a reliable change takes. Neither end is called better.
    """
    if difference and change.index is None and change.needed is not None:
        sentence = _("{title}: {numbers}. {difference} is a reliable change: that takes {needed} points.")
        if change.kind is ChangeKind.NO_RELIABLE_CHANGE:
            sentence = _("{title}: {numbers}. {difference} is not a reliable change: that takes {needed} points.")
        return sentence.format(title=title, numbers=numbers, difference=difference, needed=format_number(change.needed))
    sentence = {
        ChangeKind.CANNOT_TELL: _("{title}: {numbers}."),
        ChangeKind.NO_RELIABLE_CHANGE: _("{title}: {numbers}. Such numbers vary that far by themselves."),
        ChangeKind.RELIABLE_RISE: _("{title}: {numbers}. The number has gone up by more than it varies by itself."),
        ChangeKind.RELIABLE_FALL: _("{title}: {numbers}. The number has gone down by more than it varies by itself."),
    }[change.kind]
    return sentence.format(title=title, numbers=numbers)

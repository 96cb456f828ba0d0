"""Sentences of a caseload: why to look at a couple. Each is made from a reason of nearer.trends, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from nearer.language.dates_and_numbers import day_in_table, format_number
from nearer.language.sentences import _, counted
from nearer.trends.alerts import LOW_RUN, QUIET_RUN, WIDE_RUN
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind
from nearer.trends.claims import Claim, ClaimKind
from nearer.trends.error_rates import GRADUAL_CHANGE_WEEKS, ErrorRates, Rate
from nearer.trends.worsening import DatedScore, Worsening
from nearer.views.text.small_numbers import number_word, with_capital
from nearer.views.text.trends import list_rates, people_in_hundred, rate_sentences, week_count

WORSENED_TITLE = _("What got worse")  # of a published questionnaire, by more than chance


def reason_name(kind: ReasonKind) -> str:
    """A reason that neither a claim nor an instrument says, in a few words."""
    match kind:
        case ReasonKind.LOW_WEEKS:
            low = counted("{n} week below the usual range", "{n} weeks below the usual range", LOW_RUN)
            return with_capital(low.format(n=number_word(LOW_RUN)))
        case ReasonKind.WIDE_GAP:
            wide = counted("Differ widely {n} week running", "Differ widely {n} weeks running", WIDE_RUN)
            return wide.format(n=number_word(WIDE_RUN))
        case ReasonKind.QUIET_WEEKS:
            quiet = counted("Silent for {n} week or more", "Silent for {n} weeks or more", QUIET_RUN)
            return quiet.format(n=number_word(QUIET_RUN))
        case ReasonKind.NOTHING:
            return _("No weeks to read")
    raise KeyError(kind)


def reason_sentence(reason: CaseloadReason, name: str) -> str:
    """Why a couple stands here; `name` is whose weeks say it. A claim speaks in the words of its strength."""
    if reason.worsening is not None:
        return worsening_sentence(reason.worsening, name)
    claim = None if reason.kind is ReasonKind.NOTHING else reason.claim
    sentence = _of_claim(claim) if claim else reason_name(reason.kind)
    with_name = _("{name}: {sentence}").format(name=name, sentence=sentence) if name else sentence
    when = reason.week.monday() if reason.week else None
    return (
        with_name
        if when is None
        else _("{sentence}, until the week from {day}").format(sentence=with_name, day=day_in_table(when))
    )


def worsening_sentence(worse: Worsening, name: str) -> str:
    """Whose instrument got worse, from which score and band to which, and on which days."""
    return _("{name}: {instrument} got worse, from {before} on {first} to {after} on {last}").format(
        name=name, instrument=worse.instrument, **before_and_after(worse)
    )


def before_and_after(change: Worsening) -> dict[str, str]:
    """The two scores with their bands, and their days."""
    before, after = change.before, change.after
    days = {"first": day_in_table(before.day), "last": day_in_table(after.day)}
    return {"before": _score_with_band(before), "after": _score_with_band(after), **days}


def _score_with_band(score: DatedScore) -> str:
    return f"{score.value}" if score.band is None else _("{score} ({band})").format(score=score.value, band=score.band)


def _of_claim(claim: Claim) -> str:
    sentence = {
        ClaimKind.TOO_EARLY: _("too early, {weeks} so far"),
        ClaimKind.NO_CLEAR_DIRECTION: _("no clear direction over {weeks}"),
        ClaimKind.LEANING_UP: _("leaning upwards over {weeks}, may be chance"),
        ClaimKind.LEANING_DOWN: _("leaning downwards over {weeks}, may be chance"),
        ClaimKind.LIKELY_UP: _("has likely gone up over {weeks}"),
        ClaimKind.LIKELY_DOWN: _("has likely gone down over {weeks}"),
    }[claim.kind]
    return sentence.format(weeks=week_count(claim))


def with_rates(sentence: str, reason: CaseloadReason) -> str:
    """A sentence about a reason with how often such a one means nothing."""
    return _("{sentence} ({rates})").format(sentence=sentence, rates=reason_rates(reason))


def reason_rates(reason: CaseloadReason) -> str:
    """How often such a reason stands there without anything behind it, from the least to the most it was measured."""
    if reason.worsening is not None:
        return _("{points} points or more are more than chance").format(points=format_number(reason.worsening.points))
    if reason.alert is not None:
        return _("also {shares} with nothing to ask about").format(shares=_from_to(reason.alert.rates))
    if reason.claim is None or reason.claim.rates is None:
        return _("nothing is claimed")
    if reason.claim.kind is ClaimKind.NO_CLEAR_DIRECTION:
        missed = 1 - reason.claim.rates.rise_detected
        hidden = _("a marked change over {n} weeks stays hidden like this for {share}")
        return hidden.format(n=GRADUAL_CHANGE_WEEKS, share=people_in_hundred(missed))
    return _("also {shares} who stay the same").format(shares=_from_to(reason.claim.rates.false_alarms))


def _from_to(rates: Sequence[Rate]) -> str:
    shares = [one.share for one in rates]
    return _("{low} to {high}").format(low=int(min(shares) * 100 + 0.5), high=people_in_hundred(max(shares)))


def about_reasons(measured: ErrorRates) -> tuple[str, ...]:
    """How often each sign stands there for made-up people with nothing to ask about, under every condition tried."""
    low = measured.alerts[ReasonKind.LOW_WEEKS.value]
    gap, quiet = measured.alerts[ReasonKind.WIDE_GAP.value], measured.alerts[ReasonKind.QUIET_WEEKS.value]
    return (
        _("Within half a year of weekly looks, people and couples with nothing to ask about get such a reason too."),
        _("{reason}: {shares}.").format(reason=reason_name(ReasonKind.LOW_WEEKS), shares=list_rates(low)),
        _("Scores that differ widely: {shares}.").format(shares=", ".join(
            _("{share} of couples usually {n} points apart").format(
                share=people_in_hundred(rate.share), n=int(rate.condition))
            for rate in gap)),
        _("Silent: {shares}.").format(shares=", ".join(_("{share} of those who miss {n} weeks in 100").format(
            share=people_in_hundred(one.share), n=round(one.condition * 100)) for one in quiet)),
        *rate_sentences(measured.leaning, measured),
    )  # fmt: skip

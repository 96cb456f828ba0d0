"""Sentences of About: what Nearer is and is not, how scores are made, what is protected from whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nearer.language.dates_and_numbers import day
from nearer.language.sentences import _, spoken


@dataclass(frozen=True, slots=True)
class Passage:
    """One part of the about page: a heading and its paragraphs; the details wait in a fold with a name of its own."""

    title: str
    paragraphs: tuple[str, ...]
    fold: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutFigures:
    """What was measured or set elsewhere and is said here. `sure_of_no` says what an absence in the list for both can
    tell; `checked` is the day since which none of our questionnaires was left unchecked."""

    chance_points: int
    other_band_percent: int
    agreement_days: int
    sure_of_no: str
    checked: date


TITLE = _("About")
LEAD = _("A private notebook with questions, for two people finding their way back to closeness after cancer.")

WHAT_IT_IS = Passage(
    _("What it is, and what it is not"),
    (
        _("Each of you answers for yourselves: what gets in the way, and once a week how close you felt."),
        _("It promises a direction, not an outcome. It is not a medical device: it names no illness, watches over "
          "nothing and takes the place of no doctor or therapist."),
        _("Nobody watches the answers. If you are in danger or need somebody now, Help at the top leads to people."),
        _("It is made for adults, and works for one person as well as for two."),
    ),
)  # fmt: skip


def how_scores_are_made(figures: AboutFigures) -> Passage:
    rough = _("Read a score as “roughly”. A difference under {points} of 100 points can be chance.")
    tried = _(
        "We tried it on made-up people: {percent} in 100 of them, asked twice on one day, would see another band."
    )
    checked = _(
        "Our questionnaires are free for everybody (CC0-1.0). Source, licence and bands were last checked on {day}."
    )
    return Passage(
        _("How scores are made"),
        (_("Our own questionnaires are not validated instruments."), rough.format(points=figures.chance_points)),
        _("How they are counted"),
        (
            _("Each answer has a number, written in the questionnaire's file. A score adds up or averages the numbers "
              "of what you chose, usually from 0 to 100, rounded once at the end."),
            _("What you left out, declined or marked as not applying is not counted, neither as zero nor as anything "
              "else. With too few answers there is no score, but a sentence that says so."),
            _("Two exceptions are written in a questionnaire's file. A scale of the hardest answers divides by their "
              "full number, so one trouble alone counts less. A published scale may count a question that your "
              "answers ruled out as 0."),
            _("The bands of our own questionnaires are words for a stretch of numbers, chosen by us with care; no "
              "study has tested them. The questionnaire's file says why each begins where it does."),
            tried.format(percent=figures.other_band_percent),
            checked.format(day=day(figures.checked)),
            _("A check-in belongs to the week in your own time zone and can be changed until that week ends. A week "
              "without one is a gap: never joined, never carried forward, never counted as low."),
        ),
    )  # fmt: skip


WHAT_IS_PROTECTED = Passage(
    _("What is protected, from whom"),
    (
        _("From each other: by default only the person who wrote something can read it. What you keep private leaves "
          "no trace for your partner."),
        _("From somebody with a copy of the file: answers, scores, notes and events are sealed. Only your passphrase "
          "or your recovery code opens them."),
        _("Not from the running program: while you are signed in, the computer that runs Nearer can read what you "
          "can read."),
        _("If both the passphrase and the recovery code are lost, nobody can open your answers, and neither can we."),
        _("Nearer asks nothing of the internet and sends nothing to it."),
    ),
    _("What others can still see or do"),
    (
        _("A question you declined and one you left out look the same: neither counts in a score you share, and "
          "neither shows."),
        _("Somebody with a copy of the file can see time zones, names, dates and who shares with whom. They can see "
          "which questionnaire was answered, and so which of you has or had cancer. They can see on which days a "
          "therapist opened or asked for something. They cannot see any answer, score, note or event."),
        _("From somebody who can change the file: what they change, add or remove opens nothing, and Nearer tells you. "
          "They can still delete the file, or put back a whole older copy while everybody is signed out."),
        _("At a clinic, the computer that runs Nearer is the clinic's."),
        _("Not from somebody who looks over your shoulder or knows your passphrase. Exit leaves at once; it does not "
          "erase the browser's history."),
    ),
)  # fmt: skip

SHARING_AND_ENDING = Passage(
    _("Sharing, and ending it"),
    (
        _("You choose for scores, answers, notes and events apart who can read them, and you can choose again at any "
          "time. What was seen stays seen."),
    ),
)  # fmt: skip

TAKING_AND_LEAVING = Passage(
    _("Taking what is yours, and leaving"),
    (
        _("Settings gives you everything you wrote as one file, with the questions in words."),
        _("Settings also deletes everything of yours, at once and for good."),
    ),
    _("What the file and the copies hold"),
    (
        _("The file has every version, your notes and what you have not finished. It holds nothing of anybody else. "
          "It is not sealed: anybody who opens it can read it."),
        _("When you delete, your partner keeps what is theirs. Copies that Nearer makes by itself go too. Others, such "
          "as a backup of the computer, are not reached; they may still hold your part, sealed as it was."),
    ),
)  # fmt: skip


def passages(figures: AboutFigures) -> tuple[Passage, ...]:
    """All of them."""
    first, protected = spoken((WHAT_IT_IS, WHAT_IS_PROTECTED))
    last = spoken((SHARING_AND_ENDING, TAKING_AND_LEAVING))
    return (first, how_scores_are_made(figures), protected, _both_passage(figures), *last)


def _both_passage(figures: AboutFigures) -> Passage:
    return Passage(
        _("What both of you say yes to"),
        (
            _("Steps that need both, and what would be welcome, are compared without showing either list. A no, a "
              "maybe and no answer look alike, on the screen and in the file."),
        ),
        _("How two lists are compared"),
        (
            _("Each yes is blinded with a secret number, and only where you both said yes do the two agree. You both "
              "learn of it once each of you has opened Steps again."),
            figures.sure_of_no,
            _("A yes ends after {days} days. If you take it back, it stops counting at once. What you send to your "
              "partner can be read until you take it back.").format(days=figures.agreement_days),
        ),
    )  # fmt: skip

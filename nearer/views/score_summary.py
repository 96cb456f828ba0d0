"""The closing page: what the answers add up to, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import streamlit as st

from nearer.domain.bands import band_at
from nearer.domain.missing_scores import NoScore, why_no_score
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale, ScalePlan
from nearer.domain.scoring import Score
from nearer.views import text as words
from nearer.views.layout.escape import markup
from nearer.views.score_words import score_words

FIRST = 3  # scales shown at once
_UNKNOWN = (Fraction(-1), Fraction(-1))


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A page of the guide by its title; without an address it is only named."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """One scale in words: a band with its sentence, or the sentence that says why there is none.

    `hardness` is the severity and the extent of the score, each 0 to 1, as `ScalePlan.severity_and_extent` has them;
    below 0 without a score, and where nobody said which end is the hard one.
    """

    title: str
    band: str
    text: str
    value: str = ""
    topics: tuple[TopicLink, ...] = ()
    hardness: tuple[Fraction, Fraction] = _UNKNOWN


def score_summaries(
    questionnaire: Questionnaire, scores: Sequence[Score], topic_link: Callable[[str], TopicLink] | None
) -> tuple[ScoreSummary, ...]:
    """Scores as they are read; scales that do not apply are left out. `topic_link` knows the guide's topics by id.

    Of a scale for a month with activity it is said why there is no number.
    """
    link = topic_link or topic_words
    planned = [(questionnaire.plans[score.scale], score) for score in scores]
    return tuple(_make_view(plan, score, link) for plan, score in planned if score.applies or plan.scale.activity)


def closing_lead(scores: Sequence[Score], none_applies: bool) -> str:
    """The sentence below the thanks; nothing was added up where there is no number."""
    if none_applies:
        return words.form.NOTHING_APPLIES_SAVED
    return words.form.CLOSING_LEAD if any(score.value is not None for score in scores) else ""


def closing(views: Sequence[ScoreSummary], about: str) -> None:
    """Draw the scores as a calm list, the number last and small.

    The hardest score comes first; beyond a few, the rest waits in a fold, so that a long list is no list of blows.
    `about` says what such numbers are worth; it may be empty.
    """
    first, others = first_and_others(views)
    _list(first)
    if not first and others:
        st.html(markup("<p>{}</p>", words.form.NOTHING_TO_SAY))
    if others:
        with st.expander(words.form.OTHER_SCORES if first else words.form.ALL_SCORES):
            _list(others)
    if about:
        st.html(markup('<p class="nearer-quiet">{}</p>', about))


def first_and_others(views: Sequence[ScoreSummary]) -> tuple[list[ScoreSummary], list[ScoreSummary]]:
    """The hardest scores, and what waits: of more than a few, all those about which nothing can be said."""
    in_order = sorted(views, key=lambda view: view.hardness, reverse=True)
    if len(in_order) <= FIRST:
        return in_order, []
    first = [view for view in in_order if view.band or view.value][:FIRST]
    return first, [view for view in in_order if view not in first]


def _list(views: Sequence[ScoreSummary]) -> None:
    if views:
        st.html(f'<ul class="nearer-bands">{"".join(map(_write_entry, views))}</ul>')


def topic_words(topic: str) -> TopicLink:
    """A topic's id as words, where the guide has no title for it."""
    return TopicLink(topic.replace("-", " ").capitalize().replace(" i ", " I "))


def _no_score(scale: Scale, score: Score) -> str:
    match why_no_score(scale, score):
        case NoScore.NO_ACTIVITY:
            return str(words.form.NO_ACTIVITY)
        case NoScore.NOT_ASKED:
            return words.form.not_asked(score.not_shown, score.items)
        case NoScore.NOT_APPLICABLE:
            return words.form.not_applicable(score.not_applicable, score.items)
        case NoScore.TOO_FEW:
            return words.form.too_few(score.answered, score.needed)


def _make_view(plan: ScalePlan, score: Score, link: Callable[[str], TopicLink]) -> ScoreSummary:
    scale = plan.scale
    if score.value is None:
        return ScoreSummary(scale.title, "", _no_score(scale, score))
    worded, band = score_words(scale, score.value, score.answered), band_at(scale.bands, score.value)
    hardness = _UNKNOWN if scale.higher == "unsaid" else plan.severity_and_extent(score.value)
    if band is None:
        return ScoreSummary(scale.title, "", worded.note, hardness=hardness)
    return ScoreSummary(scale.title, worded.band, band.text, worded.note, tuple(map(link, band.guide)), hardness)


def _write_entry(view: ScoreSummary) -> str:
    parts = [("<h2>{}</h2>", view.title), ('<p class="band">{}</p>', view.band), ("<p>{}</p>", view.text)]
    parts += [('<p class="nearer-quiet">{}</p>', view.value)]
    drawn = "".join(markup(body, text) for body, text in parts if text)
    return f'<li class="nearer-card">{drawn}{_write_topics(view.topics)}</li>'


def _write_topics(topics: Sequence[TopicLink]) -> str:
    if not topics:
        return ""
    items = "".join(f"<li>{_write_topic(topic)}</li>" for topic in topics)
    return markup('<div class="nearer-topics"><p>{}</p>', words.form.PAGES_THAT_FIT) + f"<ul>{items}</ul></div>"


def _write_topic(topic: TopicLink) -> str:
    if not topic.address:
        return markup("{}", topic.title)
    return markup('<a href="{}">{}</a>', topic.address, topic.title)

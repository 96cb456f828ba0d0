"""What two people both say of the same things, side by side: only while each lets the other read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from nearer.domain.bands import Band, band_at
from nearer.domain.roles_and_audiences import Part
from nearer.frames.barriers_frame import barriers_frame, barriers_side_by_side
from nearer.frames.columns import FrameResponse
from nearer.guide.topics import Guide, Step, Topic
from nearer.presenters.barrier_responses import frame_responses
from nearer.presenters.barriers import Barriers, barrier_rows, dot
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide, shipped_instruments
from nearer.storage.couple.responses import read_partner_responses
from nearer.storage.couple.sharing import read_audiences
from nearer.views import text as words
from nearer.views.barrier_rows import BarrierRow
from nearer.views.score_words import end_words

SEEN_ALIKE, SEEN_DIFFERENTLY = 0.15, 0.3  # of the way from one end to the other, between two people's dots


@dataclass(frozen=True)
class SharedBarriers:
    """The scales that both answered and both show each other, worst first, with one page and one step that fit."""

    rows: tuple[BarrierRow, ...]
    sentence: str
    topic: Topic | None
    step: Step | None


def load_shared_barriers(session: PersonSession, own: Barriers) -> SharedBarriers | None:
    """None unless both share; what the partner keeps to themselves looks like what they never answered."""
    return session.load_once("shared barriers", lambda: _put_side_by_side(session, own))


def _put_side_by_side(session: PersonSession, own: Barriers) -> SharedBarriers | None:
    open_to_partner = _open_to_partner(session)
    if session.members.partner is None or not open_to_partner:
        return None
    own_responses = (one for one in own.responses if one.questionnaire.id in open_to_partner)
    barriers = barriers_frame([*own_responses, *_partner_responses(session)], shipped_instruments())
    me = str(session.principal.id)
    pairs = barriers_side_by_side(barriers, me)
    if pairs.empty:
        return None
    band = _band(own, pairs)
    guide = shipped_guide()
    topic = guide.topics.get(band.guide[0]) if band and band.guide else None
    return SharedBarriers(_rows(barriers, pairs, me), _sentence(pairs), topic, _step(guide, topic))


def load_partner_rows(session: PersonSession, shared_barriers: SharedBarriers | None) -> tuple[BarrierRow, ...]:
    """What the partner shows of what gets in the way, worst first, without the lines that stand side by side already.

    Empty without a partner, and where they show nothing or answered nothing.
    """
    rows = session.load_once("partner rows", lambda: _partner_rows(session))
    drawn = {row.key for row in shared_barriers.rows} if shared_barriers else set()
    return tuple(row for row in rows if row.now is not None and row.key not in drawn)


def _partner_rows(session: PersonSession) -> tuple[BarrierRow, ...]:
    responses = _partner_responses(session)
    return barrier_rows(barriers_frame(responses, shipped_instruments())) if responses else ()


def _partner_responses(session: PersonSession) -> tuple[FrameResponse, ...]:
    """What the partner shows of what gets in the way; empty without one."""
    partner = session.members.partner
    if partner is None:
        return ()
    return session.load_once(
        "partner barriers",
        lambda: frame_responses(session, partner, session.read_unchanged(read_partner_responses)),
    )


def _open_to_partner(session: PersonSession) -> frozenset[str]:
    """The questionnaires whose scores the partner may read."""
    audiences = read_audiences(session.notebook, session.principal).items()
    return frozenset(
        part.questionnaire
        for part, audience in audiences
        if part.part is Part.BARRIERS and "partner" in audience.others
    )


def _rows(barriers: pd.DataFrame, pairs: pd.DataFrame, me: str) -> tuple[BarrierRow, ...]:
    cells: Mapping[tuple[Any, ...], Mapping[str, Any]] = {
        (row["person"] == me, row["questionnaire"], row["scale"]): row for row in barriers.to_dict("records")
    }
    keys = zip(pairs["questionnaire"], pairs["scale"], pairs["title"], strict=True)
    return tuple(
        BarrierRow(f"{name}/{scale}", title, dot(own, ""), None, dot(partner, ""), ends=end_words(own))
        for name, scale, title in keys
        for own, partner in [(cells[True, name, scale], cells[False, name, scale])]
    )


def _sentence(pairs: pd.DataFrame) -> str:
    """The scale in the way most of those that both see alike, and the one they see most differently."""
    apart = (pairs["extent_a"] - pairs["extent_b"]).abs()
    seen_alike, seen_differently = pairs[apart <= SEEN_ALIKE], pairs[apart >= SEEN_DIFFERENTLY]
    agree = "" if seen_alike.empty else str(seen_alike["title"].iloc[0])
    differ = "" if seen_differently.empty else str(pairs["title"].loc[apart.idxmax()])
    return words.barriers.agree_and_differ(agree, differ)


def _band(own: Barriers, pairs: pd.DataFrame) -> Band | None:
    """What is said of the scale that either has most in the way, at the harder of the two scores."""
    name, scale_id, definition = (str(pairs[column].iloc[0]) for column in ("questionnaire", "scale", "definition"))
    questionnaire = own.session.catalogue.find_definition(name, definition)
    if questionnaire is None:
        return None
    plan = questionnaire.plans[scale_id]
    scores = (Decimal(str(pairs[column].iloc[0])) for column in ("score_a", "score_b"))
    return band_at(plan.scale.bands, max(scores, key=plan.severity_and_extent))


def _step(guide: Guide, topic: Topic | None) -> Step | None:
    """A first step of that topic that two people can take, if it has one."""
    steps = (step for step in guide.steps.values() if topic is not None and step.topic == topic.id)
    return next((step for step in steps if step.after is None and step.who != "alone"), None)

"""Made-up people who read the guide: their answers as a form would send them, scored as they are in the program."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from nearer.domain.alone import without_contradiction
from nearer.domain.events import Event, EventKind
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Role
from nearer.guide.profile import GuideProfile, profile_scores
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.typed_answers.answer_parsing import read_answers

TODAY = date(2026, 11, 23)
DECLINED = {"state": "declined"}
KINDS = ("chemotherapy", "radiotherapy", "seeds", "surgery", "transplant", "scan", "check-up")
Raw = dict[str, object]


def make_guide_profile(role: Role, answered: Mapping[str, Mapping[str, object]], **known: Any) -> GuideProfile:
    """A person who gave these raw answers, by questionnaire."""
    catalogue = shipped_catalogue()
    answers = {}
    for name, raw in answered.items():
        questionnaire = catalogue.questionnaires[name]
        answers[name] = build_response(questionnaire, read_answers(questionnaire, raw)).answers
    return GuideProfile(role, known.pop("today", TODAY), profile_scores(catalogue, answers), answers, **known)


def make_event_days_ago(kind: str, days: int) -> Event:
    return Event(EventKind(kind), "", TODAY - timedelta(days=days))


def make_people_at_random(count: int, seed: int) -> list[GuideProfile]:
    """Seeded intakes over realistic and extreme patterns, the first half survivors."""
    rng = random.Random(seed)
    return [_made_up(rng, Role.SURVIVOR if number * 2 < count else Role.PARTNER) for number in range(count)]


def make_correlated_people(count: int, seed: int) -> list[GuideProfile]:
    """Seeded intakes as the same distress colours them: who is low, tired or ashamed is often the others as well.

    How hard each scale is comes from the person, from the questionnaire and from the scale itself, a third of each.
    """
    rng = random.Random(seed)
    return [_correlated(rng, Role.SURVIVOR if number % 5 else Role.PARTNER) for number in range(count)]


def _correlated(rng: random.Random, role: Role) -> GuideProfile:
    questionnaires = [one for one in shipped_catalogue().for_role(role) if rng.random() < 0.8]
    distress = rng.gauss(0.4, 0.22)
    answered = {one.id: _with_distress(rng, one, distress) for one in questionnaires}
    events = tuple(make_event_days_ago(rng.choice(KINDS), rng.randrange(200)) for _ in range(rng.choice([0, 0, 0, 1])))
    return make_guide_profile(role, answered, events=events)


def _with_distress(rng: random.Random, questionnaire: Questionnaire, distress: float) -> Raw:
    of_questionnaire = rng.gauss(0, 0.2)
    hard = {scale.id: distress + of_questionnaire + rng.gauss(0, 0.25) for scale in questionnaire.scales}
    raw: Raw = {}
    for item in questionnaire.items:
        if item.id == "which":
            codes = {one.code for one in item.options}
            chosen = codes.intersection(name for name, level in hard.items() if level > 0.5)
            raw[item.id] = sorted(chosen) + ["something-else"] * (rng.random() < 0.1)
        elif item.id == questionnaire.short_start:  # one in four takes the short way and opens the three hardest
            raw[item.id] = sorted(hard, key=lambda name: -hard[name])[:3] if rng.random() < 0.25 else []
        elif item.type == "several":
            raw[item.id] = without_contradiction(item, [one.code for one in item.options if rng.random() < 0.2])
        elif rng.random() < 0.6 or any(option.weight is not None for option in item.options):
            levels = [level for name, level in hard.items() if item.id in questionnaire.scale(name).items]
            level = levels[-1] if levels else distress + rng.gauss(0, 0.25)
            raw[item.id] = _at_level(item, level + rng.gauss(0, 0.12), questionnaire)
    return raw


def _at_level(item: Item, level: float, questionnaire: Questionnaire) -> object:
    """The answer this far from the best to the worst end; any answer to an item without weights."""
    weighed = sorted(
        (option for option in item.options if option.weight is not None), key=lambda option: option.weight or 0
    )
    if not weighed:
        return _unweighed(item, level)
    place = min(max(round(level * (len(weighed) - 1)), 0), len(weighed) - 1)
    return weighed[:: -1 if _turned(questionnaire, item) else 1][place].code


def _unweighed(item: Item, level: float) -> object:
    """Such options stand from easy to hard, or from the start of the illness to its end."""
    codes = [one.code for one in item.options if not one.not_applicable]
    return codes[min(max(round(level * (len(codes) - 1)), 0), len(codes) - 1)] if codes else "words"


def _made_up(rng: random.Random, role: Role) -> GuideProfile:
    pattern = rng.choice([_mixed, _mixed, _mixed, _one_thing, _one_thing, _all_worst, _all_best, _declining])
    questionnaires = [one for one in shipped_catalogue().for_role(role) if rng.random() < 0.7]
    focus = rng.choice([scale.id for one in questionnaires for scale in one.scales] or [""])
    answered = {one.id: pattern(rng, one, focus) for one in questionnaires}
    events = tuple(
        make_event_days_ago(rng.choice(KINDS), rng.randrange(-30, 300)) for _ in range(rng.choice([0, 0, 0, 1, 2]))
    )
    read = {topic: TODAY - timedelta(days=rng.randrange(60)) for topic in shipped_guide().topics if rng.random() < 0.1}
    return make_guide_profile(role, answered, events=events, read=read)


def _mixed(rng: random.Random, questionnaire: Questionnaire, _: str) -> Raw:
    """Mostly mild, some strong, a few declined or skipped, as people answer."""
    lean = rng.random() * 0.8
    return {item.id: _answer(item, rng, lean) for item in questionnaire.items if rng.random() > 0.1}


def _declining(rng: random.Random, questionnaire: Questionnaire, _: str) -> Raw:
    return {item.id: DECLINED if rng.random() < 0.8 else _answer(item, rng, 0.7) for item in questionnaire.items}


def _all_worst(rng: random.Random, questionnaire: Questionnaire, _: str) -> Raw:
    return {item.id: best_and_worst_answer(item, _turned(questionnaire, item))[1] for item in questionnaire.items}


def _all_best(rng: random.Random, questionnaire: Questionnaire, _: str) -> Raw:
    return {item.id: best_and_worst_answer(item, _turned(questionnaire, item))[0] for item in questionnaire.items}


def _one_thing(rng: random.Random, questionnaire: Questionnaire, focus: str) -> Raw:
    """All is well except what one scale asks."""
    scale = questionnaire.scale_by_id.get(focus)
    hard = set(scale.items) if scale else set()
    worst, best = _all_worst(rng, questionnaire, focus), _all_best(rng, questionnaire, focus)
    raw = {name: worst[name] if name in hard else best[name] for name in best}
    return raw | ({"which": [focus]} if "which" in raw and hard and focus != "body" else {})


def _turned(questionnaire: Questionnaire, item: Item) -> bool:
    """True when a high weight of the item means that things go well."""
    better = any(item.id in scale.items and scale.higher == "better" for scale in questionnaire.scales)
    return better is not item.reverse


def best_and_worst_answer(item: Item, turned: bool = False) -> tuple[object, object]:
    """The best and the worst answer to an item; for one without weights, nothing of all and all that can be chosen."""
    weighed = sorted(
        (option for option in item.options if option.weight is not None), key=lambda option: option.weight or 0
    )
    if item.type == "several":
        codes = [one.code for one in item.options if not one.code.startswith("none") and one.code != "nothing"]
        return [one.code for one in item.options if one.code.startswith("none")], codes
    if item.options and not weighed:
        return item.options[0].code, [one for one in item.options if not one.not_applicable][-1].code
    if weighed:
        ends = (weighed[0].code, weighed[-1].code)
    elif item.type == "integer" and item.limits:
        ends = (int(item.limits.min or 0), int(item.limits.max or 10))
    else:
        return "words", "words"
    return ends[::-1] if turned else ends


def _answer(item: Item, rng: random.Random, lean: float) -> object:
    """One answer in twelve is declined; the rest lie nearer to the end of the list the stronger somebody leans."""
    if rng.random() < 1 / 12:
        return DECLINED
    if item.type == "several":
        return without_contradiction(item, [one.code for one in item.options if rng.random() < lean / 2])
    if item.options:
        return item.options[min(int(rng.betavariate(1 + 3 * lean, 2) * len(item.options)), len(item.options) - 1)].code
    return rng.randint(*map(int, best_and_worst_answer(item))) if item.type == "integer" else "words"

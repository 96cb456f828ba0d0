"""What Meera and Ravi live through beside their check-ins: where their scales stand, hopes, a sentence, a step."""

from __future__ import annotations

from datetime import datetime, timedelta

from nearer.database.schema import new_id
from nearer.demo.demo_day import demo_day
from nearer.demo.story_answers import ScoresByScale
from nearer.domain.responses import build_response
from nearer.privacy.principal import Principal
from nearer.storage.couple.own_steps import DoneStep, mark_step_done, plan_step
from nearer.storage.couple.partner_messages import PartnerMessage, post_message
from nearer.storage.couple.response_saving import save_response
from nearer.storage.notebook import Notebook
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.catalogue import Catalogue

MEERAS_SCORES: ScoresByScale = {
    "rejection": (67, 58, 42), "pain-worry": (62, 50, 38), "burden": (58, 54, 46), "unattractive": (83, 75, 58),
    "grief": (50, 58, 42), "worry": (58, 50, 42), "recurrence": (67, 75, 58), "loneliness": (58, 42, 33),
    "self": (50, 42, 33), "pain": (50, 38, 38), "dryness": (75, 62, 50), "fatigue": (62, 75, 50),
    "desire": (62, 50, 50), "sleep": (38, 62, 50), "talking": (33, 42, 58), "roles": (42, 42, 50),
    "roommates": (67, 58, 42), "time": (33, 42, 50), "touch": (25, 33, 50), "conflict": (58, 67, 67),
    "privacy": (67, 58, 67),
}  # fmt: skip
RAVIS_SCORES: ScoresByScale = {
    "hurting": (83, 67, 50), "caring": (58, 67, 50), "desire": (62, 50, 50), "wish": (62, 62, 50),
    "beginning": (75, 67, 42), "silence": (67, 50, 42), "mood": (42, 50, 33), "grief": (38, 38, 25),
    "recurrence": (62, 50, 62), "loneliness": (62, 50, 38), "talking": (42, 50, 67), "roles": (50, 42, 50),
    "roommates": (58, 58, 33), "time": (42, 50, 58), "touch": (42, 50, 58), "conflict": (50, 58, 67),
    "privacy": (58, 67, 67),
}  # fmt: skip
HOPES = (("Walk hand in hand to the temple", (3, 6)), ("Sleep in one bed again", (1, 2)))  # near in two weeks, 0 to 10
HOPED_IN = (-3, -1)  # weeks from this one
SENTENCE = "I feel calm when we walk in the evening. I would like to do it again on Sunday."
STEP_DONE, STEP_PLANNED = "mirror-minutes", "i-feel-ten-minutes"


class Story:
    """Writes their hopes, their sentence and their steps into a demo notebook, by the end of last week."""

    def __init__(self, notebook: Notebook, catalogue: Catalogue, now: datetime) -> None:
        self._notebook, self._catalogue, self._now = notebook, catalogue, now

    def write(self, meera: Principal, ravi: Principal) -> None:
        for turn, week in enumerate(HOPED_IN):
            self._save_hopes(meera, turn, self._now + timedelta(weeks=week))
        today = demo_day(self._now)
        moment = self._now - timedelta(days=2)
        done = DoneStep(new_id(moment), STEP_DONE, today - timedelta(days=2), before=3, after=5)
        mark_step_done(self._notebook, meera, done, moment)
        plan_step(self._notebook, meera, STEP_PLANNED, today + timedelta(days=1), moment)
        post_message(
            self._notebook, ravi, PartnerMessage(new_id(moment), "sentence", SENTENCE, demo_day(moment)), moment
        )

    def _save_hopes(self, meera: Principal, turn: int, moment: datetime) -> None:
        questionnaire = self._catalogue.questionnaires["goals"]
        raw: dict[str, object] = {}
        for which, (hope, near) in zip(("first", "second"), HOPES, strict=True):
            raw |= {f"{which}-goal": hope, f"{which}-rating": str(near[turn])}
        response = build_response(questionnaire, read_answers(questionnaire, raw))
        save_response(self._notebook, meera, response, new_id(moment), moment)

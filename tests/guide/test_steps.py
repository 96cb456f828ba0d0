"""Every small step is whole, short and easy to leave, and touch opens one step after the other."""

from __future__ import annotations

from tests.guide.guide_files import BY_ID, STEPS, TOUCH_PHASES, Page, each_step
from tests.guide.readability import plain, words

STEP_KEYS = {"id", "title", "minutes", "who", "topic", "stop", "sources", "reviewed", "to_confirm"}


def test_the_guide_has_at_least_fifteen_small_steps() -> None:
    assert len(STEPS) >= 15


@each_step
def test_a_step_has_all_its_keys_and_is_small(page: Page) -> None:
    assert STEP_KEYS <= set(page.about) <= STEP_KEYS | {"after", "not_when"}
    assert page.about["id"] == page.file.stem
    assert page.about["who"] in {"alone", "together", "either"}
    assert page.about["topic"] in BY_ID
    assert page.about["reviewed"] == "false"
    assert 1 <= int(page.about["minutes"]) <= 120
    assert 60 <= len(words(plain(page.body))) <= 180
    assert page.headings == ["What", "How", "Stepping back", "Where this comes from"]


def test_gradual_touch_opens_one_step_after_the_other_and_never_skips_a_phase() -> None:
    touch = {page.about["id"]: page.about for page in STEPS if page.about["id"] in TOUCH_PHASES}
    (first,) = [step for step in touch.values() if "after" not in step]
    follows = {step["after"]: step for step in touch.values() if "after" in step}
    path = [first]
    while path[-1]["id"] in follows:
        path.append(follows[path[-1]["id"]])
    assert len(path) == len(touch) >= 6
    assert [step["id"] for step in path] == list(TOUCH_PHASES)
    assert list(TOUCH_PHASES.values()) == sorted(TOUCH_PHASES.values())


@each_step
def test_steps_of_touch_wait_for_the_care_team_and_for_a_freely_said_no(page: Page) -> None:
    if page.about["id"] in TOUCH_PHASES:
        items = {
            condition["item"] for condition in (rule["when"] for rule in page.about["not_when"]) if "item" in condition
        }
        assert {"clearance", "freedom-no", "freedom-not-now", "freedom-stop"} <= items

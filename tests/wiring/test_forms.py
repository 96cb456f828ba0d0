"""The open form: what cannot be kept is said, and stays on the screen."""

from __future__ import annotations

from datetime import UTC, datetime

from nearer.shipped import shipped_catalogue
from nearer.storage import Draft, demo_people, fill_demo, find_draft, open_demo_notebook, save_draft
from nearer.wiring.forms import OpenForm, current_form, keep_draft
from nearer.wiring.visit import Visit

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_draft_that_cannot_be_kept_stays_on_the_screen_with_the_reason() -> None:
    notebook, catalogue = open_demo_notebook(), shipped_catalogue()
    fill_demo(notebook, catalogue, NOW)
    here = Visit(notebook, demo_people(notebook)[0], catalogue, NOW)
    form = OpenForm(catalogue.questionnaires["us-two"], None, {"far-too-much": "x" * 300_000})
    keep_draft(here, form)
    assert form.trouble.startswith("Not saved.")
    assert form.answers and form.version == 0
    assert find_draft(notebook, here.principal, "us-two", None) is None


def test_what_another_window_kept_first_is_taken_and_said() -> None:
    notebook, catalogue = open_demo_notebook(), shipped_catalogue()
    fill_demo(notebook, catalogue, NOW)
    here = Visit(notebook, demo_people(notebook)[0], catalogue, NOW)
    save_draft(notebook, here.principal, Draft("us-two", None, {"touch-liked": "often"}), NOW)
    keep_draft(here, OpenForm(catalogue.questionnaires["us-two"], None, {"touch-liked": "never"}))
    form = current_form()
    assert form is not None and form.version == 1 and form.trouble
    assert form.answers == {"touch-liked": "often"}

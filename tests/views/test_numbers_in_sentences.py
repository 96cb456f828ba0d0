"""A number that a sentence, a template or README says is that of the constant which the program goes by."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nearer.backups.copies import PRESSED_AGAIN
from nearer.cli import command_text
from nearer.clinic_accounts.accounts import INVITED_FOR
from nearer.database.therapist_schema import THERAPIST_IDLE_MINUTES, therapists
from nearer.frames.cohort_frame import MIN_COUNT
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.passphrases import MAX_PASSPHRASE, MIN_PASSPHRASE, check_passphrase
from nearer.privacy.vault import MAX_SESSION_SECONDS
from nearer.storage.couple.invitations import INVITATION_OPEN_FOR
from nearer.storage.couple.new_people import IDLE_MINUTES
from nearer.storage.couple.people import MAX_IDLE_MINUTES, NEVER_IDLE_MINUTES
from nearer.storage.therapist.therapist_connections import CODE_OPEN_FOR
from nearer.views import text as words
from tests.import_rules import ROOT

NUMBER_WORDS = {5: "five", 7: "seven", 8: "eight", 10: "ten"}


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        (words.clinic.INVITE_LEAD, INVITED_FOR),
        (command_text.invited("Sam"), INVITED_FOR),
        (words.sharing.INVITATION_CODE, INVITATION_OPEN_FOR),
        (str(NotebookText.INVITATION_OVER()), INVITATION_OPEN_FOR),
        (words.connection_code.HOW, CODE_OPEN_FOR),
    ],
)
def test_a_code_is_said_to_be_open_as_long_as_it_is(sentence: str, span: timedelta) -> None:
    assert f"{NUMBER_WORDS[span.days]} days" in sentence


def test_a_copy_made_just_now_is_said_to_be_as_young_as_another_is_refused_for() -> None:
    assert f"{NUMBER_WORDS[PRESSED_AGAIN // timedelta(minutes=1)]} minutes" in words.settings.COPIED_JUST_NOW


def test_a_figure_is_said_to_need_as_many_people_as_it_needs() -> None:
    assert f"Fewer than {NUMBER_WORDS[MIN_COUNT]} people" in words.service.TOO_FEW_IN_ALL


def test_what_a_passphrase_needs_is_said_with_its_limits() -> None:
    assert check_passphrase("x" * (MIN_PASSPHRASE - 1), "") == (
        "Please use at least 12 characters; four unrelated words do well."
    )
    assert check_passphrase("x" * (MAX_PASSPHRASE + 1), "") == "Please use at most 1,024 characters."
    hint = (ROOT / "nearer" / "web" / "templates" / "_fields.html").read_text("utf-8")
    assert f'_("{MIN_PASSPHRASE} characters or more, such as:")' in hint


def test_a_sign_in_ends_after_the_time_that_readme_and_settings_say() -> None:
    hours = MAX_SESSION_SECONDS / 3600
    assert NEVER_IDLE_MINUTES == words.settings.EIGHT_HOURS == hours * 60
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"after {IDLE_MINUTES} minutes without use (1 to {MAX_IDLE_MINUTES}," in readme
    assert f"after {hours:.0f} hours" in readme


def test_a_therapists_sign_in_waits_longer_than_a_persons_unless_they_choose() -> None:
    default = therapists.c.idle_minutes.server_default
    assert default is not None and getattr(default, "arg", None) == str(THERAPIST_IDLE_MINUTES)
    assert IDLE_MINUTES < THERAPIST_IDLE_MINUTES <= MAX_IDLE_MINUTES

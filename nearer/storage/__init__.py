"""Storage: the notebook, what is kept in it, and who may open it."""

from __future__ import annotations

from nearer.storage.belongings import Agreement, Belongings, own_everything
from nearer.storage.demo import demo_people, fill_demo, open_demo_file, write_demo
from nearer.storage.drafts import Draft, drafts, drop_draft, find_draft, save_draft
from nearer.storage.errors import (
    DraftChangedElsewhere,
    EntryBroken,
    InvitationRefused,
    NameTaken,
    NotebookUnusable,
    NotFound,
    NotSaved,
)
from nearer.storage.events import KeptEvent, change_event, drop_event, keep_event, own_events, partner_events
from nearer.storage.invitations import invite, open_invitation, withdraw_invitation
from nearer.storage.kept_dates import kept_dates
from nearer.storage.latest import Latest, latest_answers
from nearer.storage.leaving import erase_me
from nearer.storage.limits import forget_tries, note_failed_try, wait_before_try
from nearer.storage.notebook import Notebook, data_folder, open_demo_notebook, open_notebook
from nearer.storage.people import (
    Household,
    Member,
    NewPerson,
    Opened,
    Settings,
    change_passphrase,
    change_settings,
    confirm_recovery,
    household,
    join_couple,
    new_recovery_code,
    recover,
    settings,
    sign_in,
    start_couple,
)
from nearer.storage.reading import mark_read, read_topics
from nearer.storage.responses import Kept, Shown, keep_response, own_responses, shared_by_partner
from nearer.storage.said import Said, own_said, said_by_partner, say, unsay
from nearer.storage.sharing import Choice, set_audience, sharing
from nearer.storage.steps import DoneStep, OwnSteps, drop_done_step, mark_step_done, own_steps, plan_step
from nearer.storage.together import Things, Together, look_together, mark_together, withdraw_together

__all__ = [
    "Agreement",
    "Belongings",
    "Choice",
    "DoneStep",
    "Draft",
    "DraftChangedElsewhere",
    "EntryBroken",
    "Household",
    "InvitationRefused",
    "Kept",
    "KeptEvent",
    "Latest",
    "Member",
    "NameTaken",
    "NewPerson",
    "NotFound",
    "NotSaved",
    "Notebook",
    "NotebookUnusable",
    "Opened",
    "OwnSteps",
    "Said",
    "Settings",
    "Shown",
    "Things",
    "Together",
    "change_event",
    "change_passphrase",
    "change_settings",
    "confirm_recovery",
    "data_folder",
    "demo_people",
    "drafts",
    "drop_done_step",
    "drop_draft",
    "drop_event",
    "erase_me",
    "fill_demo",
    "find_draft",
    "forget_tries",
    "household",
    "invite",
    "join_couple",
    "keep_event",
    "keep_response",
    "kept_dates",
    "latest_answers",
    "look_together",
    "mark_read",
    "mark_step_done",
    "mark_together",
    "new_recovery_code",
    "note_failed_try",
    "open_demo_file",
    "open_demo_notebook",
    "open_invitation",
    "open_notebook",
    "own_events",
    "own_everything",
    "own_responses",
    "own_said",
    "own_steps",
    "partner_events",
    "plan_step",
    "read_topics",
    "recover",
    "said_by_partner",
    "save_draft",
    "say",
    "set_audience",
    "settings",
    "shared_by_partner",
    "sharing",
    "sign_in",
    "start_couple",
    "unsay",
    "wait_before_try",
    "withdraw_invitation",
    "withdraw_together",
    "write_demo",
]

"""Storage: the notebook, what is kept in it, and who may open it."""

from __future__ import annotations

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
from nearer.storage.invitations import invite, open_invitation, withdraw_invitation
from nearer.storage.kept_dates import kept_dates
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
from nearer.storage.responses import Kept, Shown, keep_response, own_responses, shared_by_partner
from nearer.storage.sharing import Choice, set_audience, sharing

__all__ = [
    "Choice",
    "Draft",
    "DraftChangedElsewhere",
    "EntryBroken",
    "Household",
    "InvitationRefused",
    "Kept",
    "Member",
    "NameTaken",
    "NewPerson",
    "NotFound",
    "NotSaved",
    "Notebook",
    "NotebookUnusable",
    "Opened",
    "Settings",
    "Shown",
    "change_passphrase",
    "change_settings",
    "confirm_recovery",
    "data_folder",
    "demo_people",
    "drafts",
    "drop_draft",
    "fill_demo",
    "find_draft",
    "forget_tries",
    "household",
    "invite",
    "join_couple",
    "keep_response",
    "kept_dates",
    "new_recovery_code",
    "note_failed_try",
    "open_demo_file",
    "open_demo_notebook",
    "open_invitation",
    "open_notebook",
    "own_responses",
    "recover",
    "save_draft",
    "set_audience",
    "settings",
    "shared_by_partner",
    "sharing",
    "sign_in",
    "start_couple",
    "wait_before_try",
    "withdraw_invitation",
    "write_demo",
]

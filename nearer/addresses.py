"""URL paths of the screens; they give away nothing of what a screen shows."""

from __future__ import annotations

ADDRESSES = {
    "this_week": "",
    "check_in": "check-in",
    "questionnaires": "questions",
    "closeness": "weeks",
    "barriers": "picture",
    "guide": "guide",
    "steps": "steps",
    "sharing": "sharing",
    "caseload": "overview",
    "service": "service",
    "couple": "couple",
    "joint_view": "room",
    "therapist_questionnaires": "forms",
    "connection_code": "code-of-mine",
    "clinic": "clinic",
    "settings": "settings",
    "about": "about",
}

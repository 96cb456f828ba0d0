"""An audience says who reads besides the person who wrote."""

from __future__ import annotations

from nearer.domain.roles_and_audiences import Audience, Part, Role


def test_each_audience_names_its_other_readers() -> None:
    assert {audience.value: sorted(audience.others) for audience in Audience} == {
        "me": [],
        "me-partner": ["partner"],
        "me-therapist": ["therapist"],
        "all": ["partner", "therapist"],
    }


def test_roles_and_parts_are_written_in_the_words_of_the_house() -> None:
    assert [role.value for role in Role] == ["survivor", "partner"]
    assert [part.value for part in Part] == ["closeness", "barriers", "answers", "notes", "events", "guide", "counted"]

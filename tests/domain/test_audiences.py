"""An audience says who reads besides the person who wrote."""

from __future__ import annotations

from nearer.domain.roles_and_audiences import Audience, Part, Role


def test_each_audience_names_its_other_readers() -> None:
    assert {
        label: sorted(Audience.parse_label(label).others) for label in ("me", "me-partner", "me-0a-1b-partner")
    } == {
        "me": [],
        "me-partner": ["partner"],
        "me-0a-1b-partner": ["0a", "1b", "partner"],
    }
    assert (Audience.parse_label("me"), Audience.parse_label("me-partner")) == (Audience.ME, Audience.PARTNER)


def test_an_audience_is_written_alike_whatever_the_order_and_its_therapists_are_not_the_partner() -> None:
    every = Audience(frozenset({"partner", "1b", "0a"}))
    assert every.label == "me-0a-1b-partner" and every.therapists == {"0a", "1b"}
    assert (Audience.ME.label, Audience.PARTNER.label, Audience.PARTNER.therapists) == ("me", "me-partner", frozenset())


def test_roles_and_parts_are_written_in_the_words_of_the_house() -> None:
    assert [role.value for role in Role] == ["survivor", "partner"]
    assert [part.value for part in Part] == ["closeness", "barriers", "answers", "notes", "events", "guide", "counted"]

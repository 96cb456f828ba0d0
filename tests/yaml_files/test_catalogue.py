"""The catalogue offers each person what is meant for them."""

from __future__ import annotations

import pytest

from nearer.domain.roles_and_audiences import Role
from nearer.yaml_files.catalogue import read_catalogue
from nearer.yaml_files.problems import QuestionnaireError
from tests.domain.questionnaire_builders import GOOD


def file(name: str, audience: str = "both", status: str = "active") -> tuple[str, bytes]:
    text = GOOD.replace("id: scars\nversion", f"id: {name}\nversion").replace(
        "audience: survivor", f"audience: {audience}"
    )
    return f"{name}.yaml", text.replace("status: active", f"status: {status}").encode()


def test_each_role_is_offered_its_own_questionnaires_and_the_common_ones() -> None:
    catalogue = read_catalogue([file("one", "survivor"), file("two", "partner"), file("three")])
    assert [questionnaire.id for questionnaire in catalogue.for_role(Role.SURVIVOR)] == ["one", "three"]
    assert [questionnaire.id for questionnaire in catalogue.for_role(Role.PARTNER)] == ["two", "three"]


def test_questionnaires_stand_by_the_place_they_name() -> None:
    name, first = file("two")
    files = [file("one"), (name, first.replace(b"audience:", b"place: 1\naudience:", 1))]
    assert list(read_catalogue(files).questionnaires) == ["two", "one"]


def test_a_draft_and_a_retired_questionnaire_are_known_but_not_offered() -> None:
    catalogue = read_catalogue([file("one", status="draft"), file("two", status="retired")])
    assert catalogue.for_role(Role.SURVIVOR) == ()
    assert catalogue.questionnaires["two"].status == "retired"
    assert catalogue.get("one") is not None
    assert catalogue.get("three") is None


def test_two_files_with_one_id_are_refused() -> None:
    with pytest.raises(QuestionnaireError, match="the id 'one' is already used by one.yaml"):
        read_catalogue([file("one"), ("other.yaml", file("one")[1])])


def test_the_problems_of_every_file_are_listed() -> None:
    with pytest.raises(QuestionnaireError) as caught:
        read_catalogue([("a.yaml", b""), file("one"), ("b.yaml", b"x")])
    assert [problem.file for problem in caught.value.problems] == ["a.yaml", "b.yaml"]

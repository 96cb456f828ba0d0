"""Two tours of three stops: a couple's through their own screens, a clinic's from the caseload to Esther and back."""

from __future__ import annotations

import pytest

from nearer.demo.demo_caseload import demo_therapists, fill_caseload
from nearer.demo.demo_couples import demo_people
from nearer.demo.sample_caseload import scripted_couples
from nearer.session.demo_tour import read_tour_stop
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.demo_copies import copy_demo_clinic
from tests.storage.making import NOW


@pytest.fixture(scope="module")
def demo() -> Notebook:
    notebook = open_demo_notebook()
    copy_demo_clinic(notebook)
    return notebook


def as_person(demo: Notebook, name: str) -> PersonSession:
    [person] = [one for one in demo_people(demo) if one.nickname == name]
    return PersonSession(demo, person, shipped_catalogue(), NOW)


@pytest.mark.parametrize(
    ("screen", "place", "onwards"),
    [("closeness", 1, "/picture"), ("barriers", 2, "/"), ("this_week", 3, "")],
)
def test_a_couples_tour_leads_from_screen_to_screen(demo: Notebook, screen: str, place: int, onwards: str) -> None:
    stop = read_tour_stop(as_person(demo, "Ravi"), screen)
    assert stop is not None and (stop.number, stop.address) == (place, onwards)


def test_a_clinics_tour_leads_from_the_caseload_to_esther_and_back(demo: Notebook) -> None:
    rao = TherapistSession(demo, demo_therapists(demo)[0], shipped_catalogue(), NOW)
    caseload, couple, elsewhere = (read_tour_stop(rao, screen) for screen in ("caseload", "couple", "settings"))
    assert caseload is not None and couple is not None and elsewhere is None
    number = [one.nickname for one in demo_people(demo)].index("Esther")
    assert (caseload.number, caseload.address, couple.number, couple.address) == (1, "", 2, f"/demo/as/{number}")
    stop = read_tour_stop(as_person(demo, "Esther"), "this_week")
    assert stop is not None and (stop.number, stop.address) == (3, "/demo/as/therapist")


def test_a_demo_without_those_whom_a_tour_speaks_of_has_none() -> None:
    notebook = open_demo_notebook()
    fill_caseload(notebook, shipped_catalogue(), NOW, scripted_couples()[:1])
    assert read_tour_stop(as_person(notebook, "Anita"), "closeness") is None
    rao = TherapistSession(notebook, demo_therapists(notebook)[0], shipped_catalogue(), NOW)
    assert [read_tour_stop(rao, screen) for screen in ("caseload", "couple")] == [None, None]
    notebook.close()


@pytest.mark.parametrize(("name", "screen"), [("Meera", "settings"), ("Asha", "closeness"), ("Esther", "closeness")])
def test_a_screen_outside_a_tour_has_no_tour_stop(demo: Notebook, name: str, screen: str) -> None:
    assert read_tour_stop(as_person(demo, name), screen) is None

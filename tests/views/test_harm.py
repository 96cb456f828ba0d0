"""Somebody to talk to: the numbers of one's own country, each with what is known of it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from nearer.views.helplines import lines_html
from nearer.yaml_files.helplines import read_helplines

HELP = read_helplines((Path(__file__).parents[2] / "data" / "help.yaml").read_text("utf-8"))


def draw_numbers_of_two_countries() -> None:
    from pathlib import Path

    import nearer
    from nearer.views import helplines as harm
    from nearer.yaml_files.helplines import read_helplines

    known = read_helplines((Path(nearer.__file__).parents[1] / "data" / "help.yaml").read_text("utf-8"))
    harm.draw_phone_numbers(known, ["emergency", "violence"])
    harm.draw_phone_numbers(known.starting_from("GB"), ["emergency", "listening"])
    harm.draw_way_to_help("Nothing <sure>.")


def test_a_box_names_the_numbers_of_the_first_country_and_leads_to_all_others() -> None:
    app = AppTest.from_function(draw_numbers_of_two_countries).run()
    assert not app.exception
    india, britain, nothing = [element.proto.body for element in app.get("html")]
    assert india.startswith('<div class="nearer-harm') and britain.startswith('<div class="nearer-harm')
    assert '<a href="tel:112">112</a>' in india and '<a href="tel:181">181</a>' in india
    assert "14416" not in india and "1098" not in india
    assert '<a href="tel:999">999</a>' in britain and '<a href="tel:116123">116 123</a>' in britain
    assert all('<a href="/help">All lines, for every country</a>' in line for line in (india, britain, nothing))
    assert "Nothing &lt;sure&gt;." in nothing


def test_a_line_that_nobody_looked_up_says_so_and_no_other_does() -> None:
    unchecked = "From general knowledge, not checked yet"
    for country in HELP.countries:
        assert lines_html(country).count(unchecked) == sum(line.checked is None for line in country.lines)
    assert unchecked in lines_html(HELP.starting_from("BR").countries[0])


def test_a_help_site_without_a_phone_number_has_no_number_to_dial() -> None:
    canada = HELP.country("CA")
    assert canada is not None
    assert "<strong>sheltersafe.ca</strong>" in lines_html(canada)

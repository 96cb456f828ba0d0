"""The frame around every screen."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def draw_bar() -> None:
    from nearer.views.layout import frame
    from nearer.views.layout.demo_banner import write_demo_banner

    people = [(name, f"/demo/as/{place}") for place, name in enumerate(("Meera", "<b>Ravi</b>", "Asha"))]
    frame.draw_frame(True, "", write_demo_banner(people, "Meera"))


def draw_locked() -> None:
    from nearer.views import text as words
    from nearer.views.layout import frame

    frame.locked(words.frame.LOCKED_ELSEWHERE)


def html_of(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def test_help_and_exit_are_plain_links_of_this_window() -> None:
    drawn = html_of(AppTest.from_function(draw_bar).run())
    assert '<a class="help" href="/help">Help</a>' in drawn
    assert '<a class="exit" href="/bye" rel="noreferrer"' in drawn
    assert "target=" not in drawn


def test_the_bar_tells_the_script_whether_shift_three_times_leaves() -> None:
    def switched_off() -> None:
        from nearer.views.layout import frame

        frame.draw_frame(False, "")

    assert 'data-shift="leaves"' in html_of(AppTest.from_function(draw_bar).run())
    assert 'data-shift="off"' in html_of(AppTest.from_function(switched_off).run())


def test_the_demo_banner_says_that_nobody_is_real_and_leads_to_each_other_made_up_person() -> None:
    drawn = html_of(AppTest.from_function(draw_bar).run())
    assert "Nothing here is real" in drawn
    assert '<a href="/demo/as/2">Asha</a>' in drawn
    assert "/demo/as/0" not in drawn


def test_a_name_cannot_carry_markup_into_the_banner() -> None:
    assert '<a href="/demo/as/1">&lt;b&gt;Ravi&lt;/b&gt;</a>' in html_of(AppTest.from_function(draw_bar).run())


def test_the_page_of_a_closed_notebook_says_why_it_closed_and_that_nothing_is_lost_and_leads_back() -> None:
    drawn = html_of(AppTest.from_function(draw_locked).run())
    assert "This visit has ended" in drawn
    assert "is kept" in drawn
    assert 'href="/sign-in"' in drawn

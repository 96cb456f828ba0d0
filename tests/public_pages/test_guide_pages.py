"""The guide in plain HTML: open to everybody, whole, harmless, and leaving no trace of who read what."""

from __future__ import annotations

import logging
import re
from html import unescape

import pytest

from nearer.guide.folds import fold_topic
from nearer.public_pages.topic_html import topic_html, topic_parts
from nearer.shipped import shipped_guide
from nearer.views import text as words
from tests.web.running import Running

TILES = 6


def plain(html: str) -> str:
    """The words of a page, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def tile_addresses(page: str) -> list[str]:
    tiles = page.partition('<ul class="tiles">')[2].partition("</ul>")[0]
    return re.findall(r'href="([^"]+)"', tiles)


def test_each_tile_of_the_first_page_opens_one_page_for_a_stranger(running: Running) -> None:
    addresses = tile_addresses(running.browser().get("/sign-in").text)
    assert len(set(addresses)) == TILES
    for address in addresses:
        reply = running.browser().get(address)
        assert reply.status_code == 200 and "<h1>" in reply.text
        assert "set-cookie" not in reply.headers and reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("topic", shipped_guide().topics.values(), ids=lambda topic: topic.id)
def test_every_topic_is_whole_with_its_rules_for_stopping_and_its_sources_at_the_foot(running: Running, topic) -> None:
    page = running.browser().get(f"/read/{topic.id}").text
    read = plain(page)
    assert topic.title in read and topic.summary in read
    box = plain(page.partition('id="stop"')[2].partition("</section>")[0])
    assert [line for line in topic.stop if " ".join(line.replace("**", "").replace("*", "").split()) not in box] == []
    foot = read.partition("The sources, one by one")[2]
    guide = shipped_guide()
    sources = [words.guide.source(key, guide.sources[key].title, guide.sources[key].where) for key in topic.sources]
    assert [line for line in sources if " ".join(line.split()) not in foot] == []
    assert re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", read) == [], "days stand as people say them"
    assert "No clinician has reviewed" in foot or "Reviewed by a clinician" in foot


def test_the_library_names_every_topic(running: Running) -> None:
    page = running.browser().get("/read").text
    assert {topic for topic in shipped_guide().topics if f'href="/read/{topic}"' not in page} == set()


@pytest.mark.parametrize("name", ["no-such-page", "%3Cb%3Ex", "..%2f..%2fetc", "x" * 5000, "is-sex-safe.md"])
def test_an_unknown_topic_of_the_public_guide_gets_the_library_and_is_not_repeated(running: Running, name: str) -> None:
    reply = running.browser().get(f"/read/{name}")
    assert reply.status_code in (400, 404)  # Streamlit refuses what climbs out of a folder
    assert name not in reply.text and "<b>x" not in reply.text


def test_nothing_in_a_topics_text_becomes_markup_but_its_headings_lists_and_emphasis() -> None:
    text = "<script>x</script> [a](javascript:x) ![b](http://e.example/p.png) <http://e.example> **bold** [G, R51]"
    before, stop, after = topic_parts(text)
    assert set(re.findall(r"<(\w+)", before)) == {"p", "strong"}
    assert (stop, after) == ("", "")
    assert "&lt;script&gt;" in before and "R51" not in before


@pytest.mark.parametrize("topic", shipped_guide().topics.values(), ids=lambda topic: topic.id)
def test_a_topic_of_the_public_guide_folds_where_it_folds_after_signing_in(running: Running, topic) -> None:
    page = running.browser().get(f"/read/{topic.id}").text.partition("</article>")[0]
    before, _, more = page.partition('<details id="more">')
    folded = fold_topic(topic)
    assert re.findall("<h2>(.+?)</h2>", more) == list(folded.headings)
    assert len(re.findall("<h2>", before)) == folded.before.count("## ")
    assert all(heading in plain(more.partition("</summary>")[0]) for heading in folded.headings)
    assert 'id="stop"' in before


def test_a_title_in_italics_opens_its_page_and_other_italics_stay() -> None:
    html = topic_html('See *Dryness and pain*, *Talking with "I feel"* and *stop*.')
    assert '<em><a href="/read/vaginal-dryness-and-pain">Dryness and pain</a></em>' in html
    assert 'href="/read/talking-i-feel"' in html and "<em>stop</em>" in html


def test_a_page_named_in_another_can_be_opened_from_there(running: Running) -> None:
    page = running.browser().get("/read/when-touch-hurts").text.partition("</article>")[0]
    assert {"vaginal-dryness-and-pain", "orgasm-and-ejaculation"} <= set(re.findall('href="/read/([^"]+)"', page))


def test_a_search_of_the_public_guide_finds_pages_and_its_words_are_in_no_address(running: Running) -> None:
    reply = running.browser().post("/read", query="can cancer pass on by sex")
    hits = reply.text.partition('<ul class="pages"')[2].partition("</ul>")[0]
    assert reply.status_code == 200 and 'href="/read/is-sex-safe"' in hits
    assert reply.url.endswith("/read")
    assert running.browser().get("/read?query=pain").text.count('<ul class="tiles">') == 1


def test_a_search_of_somebody_in_danger_has_numbers_first(running: Running) -> None:
    browser = running.browser()
    browser.headers["Accept-Language"] = "en-IN"
    read = plain(browser.post("/read", query="I want to end my life").text)
    assert "14416" in read.partition("Pages that may fit")[0]


def test_a_search_without_a_hit_says_so_and_shows_what_was_typed_as_text(running: Running) -> None:
    page = running.browser().post("/read", query='<b>"qqxxzz').text
    assert "Nothing sure" in page and 'href="/help"' in page
    assert "<b>" not in page and "&lt;b&gt;&#34;qqxxzz" in page


def test_a_search_from_another_site_is_refused(running: Running) -> None:
    reply = running.browser().send_form("/read", {"query": "pain"}, {"Origin": "http://evil.example"})
    assert reply.status_code == 403


def test_reading_the_public_guide_changes_nothing_in_the_notebook_and_nothing_is_logged(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    path = running.services.notebook.path
    assert path is not None
    browser, stranger = running.started(running.nickname()), running.browser()
    before = path.read_bytes()
    with caplog.at_level(logging.DEBUG, "nearer"):
        for reader in (browser, stranger):
            reader.get("/read")
            reader.get("/read/body-image")
            reader.post("/read", query="body image")
    assert path.read_bytes() == before
    assert [line for line in caplog.messages if "body" in line] == []


def test_who_is_signed_in_reads_the_same_bytes_and_is_locked_as_if_they_had_not(running: Running) -> None:
    browser = running.started(running.nickname())
    running.clock.pass_by(minutes=4)
    assert browser.get("/read/body-image").text == running.browser().get("/read/body-image").text
    running.clock.pass_by(minutes=2)
    assert not browser.signed_in()

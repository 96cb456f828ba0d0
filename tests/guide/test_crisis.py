"""Whoever types words of danger into the search is shown help first; whoever does not is left in peace."""

from __future__ import annotations

import gc
import random
from pathlib import Path
from statistics import mean

import pytest
import yaml

from nearer.guide.loader import GuideError, read_guide
from nearer.guide.phonetic_keys import latin_words, phonetic_key
from nearer.guide.search import search
from nearer.shipped import shipped_catalogue, shipped_guide, shipped_index

QUERIES: dict[str, list[str]] = yaml.load(
    Path(__file__).with_name("crisis-queries.yaml").read_text("utf-8"), yaml.CSafeLoader
)
BLIND: dict[str, list[str]] = yaml.load(
    Path(__file__).with_name("blind-crisis-queries.yaml").read_text("utf-8"), yaml.CSafeLoader
)
INDEX = shipped_index()
FIRST = {kind.id: kind.topic for kind in shipped_guide().crisis.kinds}
MAX_FALSE_ALARMS = 0.03  # of ordinary queries of this field: help shown first costs little, but is no wallpaper


def first(query: str) -> tuple[str, bool]:
    """The first topic found, and whether it was pinned there."""
    hits = search(INDEX, query, 4)
    return (hits[0].topic, hits[0].pin is not None) if hits else ("", False)


def test_the_queries_of_danger_are_enough_to_trust_both_rates() -> None:
    assert all(len(QUERIES[kind]) >= 140 for kind in ("self-harm", "violence", "emergency"))
    assert len(QUERIES["ordinary"]) >= 400


@pytest.mark.parametrize("kind", FIRST)
def test_every_query_of_somebody_in_danger_shows_help_first(kind: str) -> None:
    assert [query for query in QUERIES[kind] if first(query) != (FIRST[kind], True)] == []


@pytest.mark.parametrize("topic", BLIND)
def test_queries_of_somebody_who_did_not_see_the_phrases_show_help_first(topic: str) -> None:
    assert len(BLIND["getting-help"]) + len(BLIND["when-to-call-your-doctor"]) >= 80
    assert [query for query in BLIND[topic] if first(query) != (topic, True)] == []


@pytest.mark.parametrize(
    "query",
    [
        "fear of cancer coming back",
        "scared of it coming back",
        "afraid of the next scan",
        "strike a balance",
        "the skin on my arm is burning after radiation",
    ],
)
def test_words_that_only_sound_like_danger_do_not_show_help_first(query: str) -> None:
    assert not first(query)[1]


def test_with_one_more_typo_19_of_20_queries_of_danger_still_show_help_first() -> None:
    """The queries as they stand, many with typos already; what makes another real word (hits, his) cannot be met."""
    chance = random.Random(10)
    queries = [(slipped(query, chance), topic) for kind, topic in FIRST.items() for query in QUERIES[kind]]
    assert mean(first(query) == (topic, True) for query, topic in queries) >= 0.95


def slipped(query: str, chance: random.Random) -> str:
    """The query with a letter of one of its longer words lost, doubled, changed or swapped with the next."""
    words = query.split()
    long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isascii()]
    if not long:
        return query
    place = chance.choice(long)
    word = words[place]
    at = chance.randrange(1, len(word) - 1)
    ways = [word[:at] + word[at + 1 :], word[: at + 1] + word[at:], word[:at] + "e" + word[at + 1 :]]
    ways.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return " ".join([*words[:place], chance.choice(ways), *words[place + 1 :]])


def test_ordinary_queries_do_not_show_help_first() -> None:
    alarms = [query for query in QUERIES["ordinary"] if first(query)[1]]
    assert len(alarms) <= MAX_FALSE_ALARMS * len(QUERIES["ordinary"]), alarms


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("hurting myself", "getting-help"),
        ("no reason to live", "getting-help"),
        ("he beats me", "getting-help"),
        ("jeene ka mann nahi karta", "getting-help"),
        ("want to end it all", "getting-help"),
        ("my husband hits me", "getting-help"),
        ("mar jana chahti hu", "getting-help"),
        ("pati marta hai", "getting-help"),
        ("bleeding wont stop", "when-to-call-your-doctor"),
    ],
)
@pytest.mark.parametrize(
    "written", [str, str.upper, str.title, lambda text: f"  {text}!!! ", lambda text: text + " " * 90]
)
def test_the_words_of_the_issue_show_help_first_however_they_are_written(query: str, topic: str, written) -> None:  # type: ignore[no-untyped-def]
    assert first(written(query)) == (topic, True)


@pytest.mark.parametrize(
    "spellings",
    [
        ("maarta", "marta", "maartaa"),
        ("zindagi", "jindagi", "jindagee"),
        ("chahti", "cahti", "chaahti"),
        ("mujhe", "muje"),
        ("killl", "kil", "kill"),
        ("vish", "wish"),
        ("phone", "fone"),
    ],
)
def test_words_of_danger_spelt_in_several_ways_have_one_sound(spellings: tuple[str, ...]) -> None:
    assert len({phonetic_key(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("पति मारता है", ["pati", "marta", "hai"]),
        ("मुझे मर जाना है", ["muje", "mar", "jana", "hai"]),
        ("ख़ून बंद नहीं", ["kun", "band", "nahin"]),
        ("can’t", ["cant"]),
        ("My Self", ["myself"]),
    ],
)
def test_indian_scripts_are_read_as_they_sound(written: str, spoken: list[str]) -> None:
    assert [phonetic_key(word) for word in latin_words(written)] == spoken


def test_a_slip_of_a_long_word_is_forgiven_and_an_ordinary_word_is_no_slip() -> None:
    assert first("he strangeld me")[1]
    assert not first("he kisses me")[1]
    assert not first("my heart beats faster when he is near")[1]


def test_a_query_of_two_kinds_of_danger_shows_both_pages_first() -> None:
    hits = search(INDEX, "he hit me and the bleeding wont stop")
    assert [(hit.topic, hit.pin is not None) for hit in hits[:2]] == [
        ("getting-help", True),
        ("when-to-call-your-doctor", True),
    ]
    assert len({hit.topic for hit in hits}) == len(hits)


def test_two_kinds_that_share_a_page_name_the_lines_of_both() -> None:
    pin = search(INDEX, "he beats me and i want to die")[0].pin
    assert pin is not None
    assert set(pin.lines) == {"emergency", "listening", "violence"}


def test_the_reason_names_the_phrase_of_the_file_and_never_the_words_typed() -> None:
    pin = search(INDEX, "my hubby priyatam hits me with his belt")[0].pin
    assert pin is not None
    assert pin.kind == "violence" and pin.lines == ("emergency", "violence")
    written = yaml.load(
        (Path(__file__).parents[2] / "data" / "crisis-phrases.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    assert pin.phrase in next(kind["phrases"] for kind in written["kinds"] if kind["id"] == "violence")


@pytest.mark.usefixtures("all_in_sight")
def test_nothing_that_was_typed_into_the_search_stays_in_memory() -> None:
    """Neither in the index nor in a cache beside it: no object that is alive afterwards holds the word."""
    rare = "zyxwvut"
    search(INDEX, f"my husband {rare + chr(113)} hits me")
    referents = (one for container in gc.get_objects() for one in gc.get_referents(container))
    # `isinstance` would ask a weak proxy whose object has gone.
    texts = (one for one in referents if issubclass(type(one), str))
    assert [text for text in texts if text.startswith(rare) and len(text) == len(rare) + 1] == []


def test_at_least_sixty_phrases_stand_in_the_file_for_each_kind() -> None:
    kinds = {kind.id: len(kind.phrases) for kind in shipped_guide().crisis.kinds}
    assert all(kinds[kind] >= 60 for kind in ("self-harm", "violence", "emergency"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "kinds:\n  - {id: x, topic: nowhere, lines: [emergency], phrases: [a]}\n",
            "'nowhere' is not a topic of the guide",
        ),
        (
            "kinds:\n  - {id: x, topic: getting-help, lines: [emergency], phrases: [<gone> b]}\n",
            "'gone' is not a group of words",
        ),
        ("kinds:\n  - {id: x, topic: getting-help, lines: [fire], phrases: [a]}\n", "kind x: 'lines'"),
        ("kinds:\n  - {id: x, topic: getting-help, lines: [emergency], phrases: []}\n", "kind x: 'phrases'"),
    ],
)
def test_a_mistake_in_the_file_is_refused_with_its_line(text: str, message: str) -> None:
    pages = [(f"guide/{file.name}", file.read_bytes()) for file in (Path(__file__).parents[2] / "data/guide").iterdir()]
    steps = [(f"steps/{file.name}", file.read_bytes()) for file in (Path(__file__).parents[2] / "data/steps").iterdir()]
    sources = ("sources.yaml", (Path(__file__).parents[2] / "data/sources.yaml").read_bytes())
    with pytest.raises(GuideError) as refused:
        read_guide([*pages, *steps, sources, ("crisis-phrases.yaml", text.encode())], shipped_catalogue())
    assert "crisis-phrases.yaml line 2" in str(refused.value) and message in str(refused.value)

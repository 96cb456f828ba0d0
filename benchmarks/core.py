"""What the core costs without a screen: scoring, and importing it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.measure import Measure, median_of, seconds

RESPONSES = 100_000
# (what, where it stands in the rates, at most this many per cent): the limits of the trends' design
AT_MOST = {
    "likely": [
        ("told to steady people, carry-over 0", "0", 3),
        ("told to steady people, carry-over .3", "0.3", 5),
        ("told to steady people, carry-over .5", "0.5", 10),
        ("the wrong way", "wrong_direction", 2),
        ("rise missed", "rise_found", 35),
        ("step missed", "step_found", 50),
    ],
    "leaning": [
        ("told to steady people, carry-over 0", "0", 10),
        ("told to steady people, carry-over .3", "0.3", 15),
        ("told to steady people, carry-over .5", "0.5", 25),
        ("rise missed", "rise_found", 20),
        ("step missed", "step_found", 30),
    ],
}
NINE_ITEMS = Path(__file__).parent / "nine-items.yaml"


def core_measures() -> Iterator[Measure]:
    """Scoring 100,000 responses of nine items, and `import nearer.domain` in a fresh Python."""
    yield Measure("scoring 100,000 responses of nine items", scoring_seconds(), "s", target=5)
    yield Measure("importing a FHIR questionnaire of 200 items", 1000 * import_of_200_items(), "ms", target=200)
    yield Measure("importing the domain", median_of(import_seconds, pause=0), "s", target=0.2)


def trend_measures() -> Iterator[Measure]:
    """The claims of 10,000 people over half a year of weeks, and how often claims are wrong.

    What is held is the kept measurement of 20,000 people a world; a thousand drawn anew stand beside it, unheld, as
    their error is about a point.
    """
    from benchmarks.trends import KEPT, quick

    drawn, kept = quick(), json.loads(KEPT.read_text("utf-8"))
    yield Measure("claims of 10,000 series of 26 weeks", drawn["speed"]["seconds"], "s", target=5)
    for claim, limits in AT_MOST.items():
        yield from (
            Measure(f"{claim}: {name}, kept", 100 * _share(kept["claims"][claim], where), "%", target=limit)
            for name, where, limit in limits
        )
        yield from (
            Measure(f"{claim}: {name}, 1,000 drawn now", 100 * _share(drawn["claims"][claim], where), "%")
            for name, where, _ in limits
        )


def _share(rates: Mapping[str, Any], where: str) -> float:
    """One rate; of a change that is really there, the share that is missed."""
    if where in rates:
        found = float(rates[where])
        return 1 - found if where.endswith("_found") else found
    return float(rates["steady"][where])


def guide_measures() -> Iterator[Measure]:
    """How well the guide picks and finds pages: by people and queries whose authors saw neither rule nor words."""
    from benchmarks.guide import measure

    found = measure()
    yield Measure("guide: right page not among three, unseen queries", 100 * (1 - found["hit@3 unseen"]), "%", target=3)
    yield Measure("guide: right page not among three, all queries", 100 * (1 - found["hit@3"]), "%", target=3)
    for language in ("hindi", "kannada", "tamil"):
        missed = 100 * (1 - found[f"hit@3 {language}"])
        yield Measure(f"guide: right page not among three, {language} in Latin letters", missed, "%", target=10)
    yield Measure("guide: mean reciprocal rank, unseen queries", found["MRR unseen"], "")
    yield Measure("guide: cards as a specialist chose them", 100 * found["cards as chosen"], "%")
    yield Measure("guide: choosing three pages for a person", found["ms per person"], "ms", target=20)
    yield Measure("guide: one query", found["ms per query"], "ms", target=20)
    yield Measure("guide: building the index", found["build ms"], "ms", target=300)


def scoring_seconds() -> float:
    """Every response another one, read from raw values as they are stored."""
    from nearer.domain.scoring import score_response
    from nearer.typed_answers.answer_parsing import read_answers
    from nearer.yaml_files.loader import load_questionnaire

    questionnaire = load_questionnaire(NINE_ITEMS.read_bytes(), NINE_ITEMS.name)
    codes = [option.code for option in questionnaire.items[0].options]
    ids = [item.id for item in questionnaire.items]
    raws = [{item: codes[(n >> place) % len(codes)] for place, item in enumerate(ids)} for n in range(RESPONSES)]

    def score_all() -> None:
        for raw in raws:
            score_response(questionnaire, read_answers(questionnaire, raw))

    return seconds(score_all)


def import_of_200_items() -> float:
    """Twenty sections of ten items with five weighted options each; the median of nine."""
    from nearer.fhir_questionnaires.reader import read_questionnaire
    from nearer.shipped import shipped_instruments

    instruments = shipped_instruments()
    ordinal = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
    options = [
        {"valueCoding": {"system": "urn:b", "code": str(n), "display": f"Option {n}"},
         "extension": [{"url": ordinal, "valueDecimal": n}]}
        for n in range(5)
    ]  # fmt: skip
    items = [
        {"linkId": f"q{n}", "text": f"Question {n}", "type": "choice", "answerOption": options} for n in range(200)
    ]
    groups = [{"linkId": f"g{n}", "type": "group", "item": items[10 * n : 10 * n + 10]} for n in range(20)]
    content = json.dumps({"resourceType": "Questionnaire", "status": "active", "item": groups}).encode()
    taken = [seconds(lambda: read_questionnaire(content, instruments)) for _ in range(9)]
    return sorted(taken)[4]


def import_seconds() -> float:
    """Importing what scores a response, without the start of Python itself."""
    core = "nearer.typed_answers.answer_parsing, nearer.domain.responses, nearer.domain.scoring"
    code = f"import time; start = time.perf_counter(); import {core}; print(time.perf_counter() - start)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)

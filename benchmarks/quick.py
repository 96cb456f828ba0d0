"""What can be measured in a minute, without a server: `make bench ARGS=quick`.

In processor time, and the quickest of several: other programs on the machine can only add to it.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import numpy as np

from benchmarks.caseload import make as make_caseload
from benchmarks.caseload import quickest as quickest_caseload
from benchmarks.measure import Measure
from nearer.demo.demo_couples import fill_demo
from nearer.domain.roles_and_audiences import Audience
from nearer.domain.scoring import score_response
from nearer.domain.weeks import local_week
from nearer.fhir_questionnaires.reader import read_questionnaire
from nearer.guide.search import Index, search
from nearer.privacy.key_slots import dummy_slot, unwrap, wrap
from nearer.privacy.seal import new_key
from nearer.shipped import shipped_catalogue, shipped_guide, shipped_instruments
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import open_demo_notebook
from nearer.trends.claims import claims_of
from nearer.trends.series import Series
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import QuestionnaireError
from tests.domain.questionnaire_builders import GOOD, make_scored_questionnaire
from tests.fhir.oversized_files import STUFFED
from tests.fhir.resource_builders import make_resource, make_weighted_choice
from tests.shared_parts import make_audience_changes
from tests.storage.making import NOW, ZONE, find_draft, make_check_in, make_couple, make_person, save_new_response
from tests.trends.series_builders import FIRST

CORE = "nearer.typed_answers.answer_parsing, nearer.domain.responses, nearer.domain.scoring"
IMPORT = f"import time; begin = time.process_time(); import {CORE}; print(time.process_time() - begin)"
HIDDEN_ITEM = "  - {id: a, section: s, text: Q, answers: l, show_if: {item: q0, at_least: 1}}\n"
QUERIES = ("can't get hard", "lubricnt for drynes", "qwertyuiop " * 40)
FULL_OF_MISTAKES = {
    "unknown keys": "".join(f"a{n}: b\n" for n in range(90_000)),
    "one key again and again": "a: b\n" * 180_000,
    "bands": GOOD + "    - {}\n" * 100_000,
    "items": "items:\n" + "- a\n" * 250_000,
}


def cost(act: Callable[[], object], times: int = 1) -> float:
    """Seconds of processor time of the quickest of several."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        act()
        taken.append(time.process_time() - begin)
    return min(taken)


def quick_measures() -> Iterator[Measure]:
    """Everything that was too dependent on a quiet machine to stand among the tests."""
    for part in (domain_costs, file_costs, guide_and_trend_costs, storage_costs, hashing_costs):
        yield from part()


def domain_costs() -> Iterator[Measure]:
    runs = [subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True) for _ in range(5)]
    yield Measure("importing the domain", min(float(run.stdout) for run in runs), "s", target=0.2)
    for name, more in {"": "", ", one hidden by another": HIDDEN_ITEM}.items():
        questionnaire, chance = (
            make_scored_questionnaire(9, more, "    method: percent\n    need: 2/3\n"),
            random.Random(1),
        )
        codes = ["c0", "c1", "c2", "c3", "na", None]
        raws = [{f"q{number}": chance.choice(codes) for number in range(9)} for _ in range(100_000)]
        responses = [read_answers(questionnaire, raw) for raw in raws]
        score = partial(score_response, questionnaire)
        scoring = cost(partial(deque, map(score, responses), 0))
        yield Measure(f"scoring 100,000 responses of nine items{name}", scoring, "s", target=5)


def file_costs() -> Iterator[Measure]:
    """Files of questionnaires: a large one, and those that somebody stuffed to hold the program up."""
    items = [make_weighted_choice([f"c{n}" for n in range(5)], list(range(5)), linkId=f"q{n}") for n in range(200)]
    large, instruments = json.dumps(make_resource(item=items)).encode(), shipped_instruments()
    quickest = cost(lambda: read_questionnaire(large, instruments, beside=()), times=5)
    yield Measure("importing a FHIR questionnaire of 200 items", 1000 * quickest, "ms", target=200)
    slowest = max(cost(partial(read_questionnaire, content, instruments)) for content in STUFFED.values())
    yield Measure(f"the slowest of {len(STUFFED)} stuffed FHIR files", slowest, "s", target=8)
    slowest = max(cost(partial(_refuse, text)) for text in FULL_OF_MISTAKES.values())
    yield Measure(f"the slowest of {len(FULL_OF_MISTAKES)} YAML files full of mistakes", slowest, "s", target=10)


def _refuse(text: str) -> None:
    try:
        load_questionnaire(text, "mistakes.yaml")
    except QuestionnaireError:
        return
    raise AssertionError("a file full of mistakes was taken")


def guide_and_trend_costs() -> Iterator[Measure]:
    guide = shipped_guide()
    yield Measure("guide: building the index", 1000 * cost(lambda: Index(guide), times=3), "ms", target=300)
    index = Index(guide)
    slowest = max(cost(partial(search, index, query), times=5) for query in QUERIES)
    yield Measure("guide: the slowest of three queries", 1000 * slowest, "ms", target=20)
    scores = np.random.default_rng(1).integers(20, 80, (10_000, 26)).astype(float)
    many = [Series(FIRST, tuple(row)) for row in scores.tolist()]
    yield Measure("claims of 10,000 series of 26 weeks", cost(lambda: claims_of(many)), "s", target=5)


def storage_costs() -> Iterator[Measure]:
    """In memory, so that no disk is measured."""
    notebook = open_demo_notebook()
    meera, drafts = make_person(notebook, "Meera"), [0]
    answers: dict[str, object] = {f"item-{number}": "some" for number in range(40)}

    def save() -> None:
        drafts.append(save_draft(notebook, meera, Draft("body", None, answers, version=drafts[-1]), NOW))

    yield Measure("saving a draft", 1000 * cost(save, times=15), "ms", target=5)
    find = partial(find_draft, notebook, meera, "body", None)
    yield Measure("finding a draft", 1000 * cost(find, times=15), "ms", target=5)
    yield from year_costs()
    catalogue = shipped_catalogue()
    made = cost(lambda: fill_demo(open_demo_notebook(), catalogue, NOW), times=3)
    yield Measure("making the demo", made, "s", target=1)
    opened = quickest_caseload(*make_caseload(10, 52), time.process_time)
    yield Measure("a caseload of ten couples and a year, to its table", 1000 * opened, "ms", target=70)


def year_costs() -> Iterator[Measure]:
    """A year of weeks, read by the partner with whom they are shared, and by oneself."""
    notebook, begin = open_demo_notebook(), NOW - timedelta(weeks=53)
    meera, ravi = make_couple(notebook, now=begin)
    set_audiences(notebook, meera, make_audience_changes(audience=Audience.PARTNER), begin)
    for ago in range(52, 0, -1):
        moment = NOW - timedelta(weeks=ago)
        save_new_response(notebook, meera, make_check_in(local_week(moment, ZONE), touch="some", note="a walk"), moment)
    assert len(read_partner_responses(notebook, ravi)) == 52
    partner_cost = cost(lambda: read_partner_responses(notebook, ravi), times=15)
    yield Measure("a partner reads a year of weeks", 1000 * partner_cost, "ms", target=30)
    own = cost(lambda: read_own_responses(notebook, meera), times=15)
    yield Measure("one reads one's own year of weeks", 1000 * own, "ms", target=30)


def hashing_costs() -> Iterator[Measure]:
    """A wrong passphrase beside a name that nobody has: a stranger with a clock tells them apart by nothing."""
    slot, nobody = wrap(new_key(), "plum-quiet-arch-tide", b""), dummy_slot()
    known = cost(lambda: unwrap(slot, "something else entirely", b""), times=7)
    unknown = cost(lambda: unwrap(nobody, "something else entirely", b""), times=7)
    apart = 100 * abs(known - unknown) / known
    yield Measure("a wrong passphrase", 1000 * known, "ms")
    yield Measure("an unknown name takes longer or shorter by", apart, "%", target=35)

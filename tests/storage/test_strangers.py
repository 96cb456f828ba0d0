"""Whoever is not of the couple finds nothing: every public function, every kind of stranger."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from nearer.database.row_errors import NotFound, NotSaved
from nearer.database.schema import blinded_lists, people
from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.hand_over.hand_over_answers import HandOverAnswer
from nearer.personal_records.personal_import import PersonalImport
from nearer.privacy.principal import Principal
from nearer.privacy.seal import new_key_pair
from nearer.privacy.succession import PublicKeys
from nearer.sealed.authorisation import OF_COUPLE
from nearer.statements.bound_values import matches_bound
from nearer.storage.couple.counting_consent import CountingConsent
from nearer.storage.couple.events import DeletedEvent, SavedEvent, save_event
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.mutual_agreements import AgreementList, save_marks
from nearer.storage.couple.own_steps import DoneStep, mark_step_done
from nearer.storage.couple.partner_messages import PartnerMessage, post_message
from nearer.storage.couple.people import Settings
from nearer.storage.couple.response_saving import DatedResponse, FinishedForm
from nearer.storage.couple.responses import read_partner_responses
from nearer.storage.couple.sharing import AudienceChange, set_audiences
from nearer.storage.couple.text_drafts import TypedText, save_text_draft
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.therapist_connections import KeyComparison
from tests.import_rules import sources
from tests.shared_parts import make_audience_changes
from tests.storage.copies import made_once
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    WEEK,
    find_functions_taking,
    make_check_in,
    make_couple,
    make_person,
    read_all_rows,
    read_rows,
    save_new_response,
)

ASKING = find_functions_taking("principal")
ARGUMENTS: dict[str, Any] = {
    "now": NOW,
    "draft": Draft("closeness-weekly", WEEK, {"touch": "much"}),
    "questionnaire": "closeness-weekly",
    "week": WEEK,
    "response": make_check_in(touch="much"),
    "key": UUID(int=7),
    "dated": [DatedResponse(make_check_in(touch="much"), UUID(int=10), NOW)],
    "finishing": FinishedForm(make_check_in(touch="much"), Draft("closeness-weekly", WEEK, {}), UUID(int=10)),
    "choices": [AudienceChange(SharedPart(Part.CLOSENESS), Audience.PARTNER, include_earlier=True)],
    "settings": Settings("Europe/London", 1, "hi"),
    "old": PASSPHRASE,
    "new": "guess-luggage-sailor-moon",
    "passphrase": PASSPHRASE,
    "event": Event(EventKind.SURGERY, "", NOW.date()),
    "topic": "hormones",
    "questions": ("What is allowed now?",),
    "change": lambda before: before,
    "day": NOW.date(),
    "step": "hand-massage",
    "planned": NOW.date(),
    "done": DoneStep(UUID(int=8), "hand-massage", NOW.date(), 4, 6),
    "options": AgreementList("welcome", ("walk", "tea", "hug"), chance=True),
    "marks": {"walk": "yes"},
    "message": PartnerMessage(UUID(int=9), "topic", "hormones", NOW.date()),
    "until": {UUID(int=9): NOW.date()},
    "sha256": "0" * 64,
    "notice_sha256": "0" * 64,
    "code": "0000-0000-0000-0000",
    "text": TypedText("sheet-questions", "What is allowed now?"),
    "deleted": DeletedEvent(SavedEvent(UUID(int=7), Event(EventKind.SURGERY, "", NOW.date())), UUID(int=10)),
    "words": ("six",) * 6,
    "content": PersonalImport(),
    "reader": UUID(int=6).hex,
    "consent": CountingConsent(UUID(int=6).hex, "0" * 64),
    "answer": HandOverAnswer(UUID(int=7), True, "0" * 64),
    "meeting": KeyComparison("0000-0000-0000-0000", PublicKeys("00" * 32, "00" * 32), "0" * 64),
}
STRANGERS: dict[str, Callable[[Principal, Principal, Principal], Principal]] = {
    "of another notebook": lambda _meera, _ravi, elsewhere: elsewhere,
    "with an id nobody has": lambda meera, _ravi, _elsewhere: replace(meera, id=uuid4()),
    "with another couple's id": lambda meera, _ravi, elsewhere: replace(elsewhere, couple=meera.couple),
    "with another clinic's id": lambda meera, _ravi, _elsewhere: replace(meera, clinic="elsewhere"),
    "with the partner's id and their own keys": lambda meera, ravi, _elsewhere: replace(meera, id=ravi.id),
    "with a known id and other keys": lambda meera, _ravi, _elsewhere: replace(meera, keys=new_key_pair()),
    "with a person's id in another couple": lambda meera, _ravi, elsewhere: replace(meera, couple=elsewhere.couple),
}


@made_once
def live_in(notebook: Notebook) -> tuple[Principal, Principal]:
    """Meera and Ravi, with one of everything that she can keep."""
    meera, ravi = make_couple(notebook)
    set_audiences(notebook, meera, make_audience_changes(audience=Audience.PARTNER, earlier=True), NOW)
    save_new_response(notebook, meera, make_check_in(touch="some", note="ours"))
    save_draft(notebook, meera, Draft("body", None, {"pain": "some"}), NOW)
    save_event(notebook, meera, ARGUMENTS["event"], ARGUMENTS["key"], NOW)
    mark_step_done(notebook, meera, ARGUMENTS["done"], NOW)
    save_marks(notebook, meera, ARGUMENTS["options"], ARGUMENTS["marks"], NOW)
    post_message(notebook, meera, ARGUMENTS["message"], NOW)
    save_text_draft(notebook, meera, ARGUMENTS["text"], NOW)
    create_invitation(notebook, make_person(notebook, "Grace"), NOW)
    return meera, ravi


@pytest.fixture
def lived_in(notebook: Notebook) -> tuple[Principal, Principal]:
    return live_in(notebook)


@pytest.fixture(scope="module")
def elsewhere() -> Principal:
    """Somebody of a notebook of their own, who happens to have the same name."""
    return make_person(open_demo_notebook(), "Meera")


def test_every_function_that_acts_for_a_person_is_in_the_check_that_no_stranger_may_use_it() -> None:
    assert len(ASKING) >= 21
    for function in ASKING.values():
        assert set(inspect.signature(function).parameters) - {"notebook", "principal"} <= set(ARGUMENTS)


@pytest.mark.parametrize("name", ASKING)
def test_a_stranger_finds_nothing_and_changes_nothing_whoever_they_are(
    notebook: Notebook, lived_in: tuple[Principal, Principal], elsewhere: Principal, name: str
) -> None:
    before = read_all_rows(notebook)
    for kind, stranger in STRANGERS.items():
        with pytest.raises(NotFound) as refused:
            _ask(name, notebook, stranger(*lived_in, elsewhere))
        assert str(refused.value) == "Not found.", kind
    assert read_all_rows(notebook) == before


@pytest.mark.parametrize("name", [name for name in ASKING if name not in ("change_passphrase", "new_recovery_code")])
def test_another_couple_in_the_same_notebook_sees_and_changes_only_its_own(
    notebook: Notebook, lived_in: tuple[Principal, Principal], name: str
) -> None:
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    meera = lived_in[0]
    before = _of_couple(notebook, meera.couple)
    try:
        reply = _ask(name, notebook, asha)
    except (NotSaved, NotFound):
        reply = ()
    assert _of_couple(notebook, meera.couple) == before
    assert "Meera" not in repr(reply)
    assert str(meera.id) not in repr(reply)


def test_what_two_people_share_is_seen_in_no_other_couple(
    notebook: Notebook, lived_in: tuple[Principal, Principal]
) -> None:
    _asha, dev = make_couple(notebook, "Asha", "Dev")
    assert read_partner_responses(notebook, lived_in[1]) != ()
    assert read_partner_responses(notebook, dev) == ()


# What opens the notebook as nobody: there is no person yet, only a name, a code or a hash; or the whole file.
DOORS = {
    "nearer/sign_ins/device_key.py": {"_in_database"},
    "nearer/sign_ins/open_sign_ins.py": {  # found by a MAC that only who has the keys can make
        *("add_sign_in", "read_sign_ins", "read_open_names", "save_uses", "delete_forgotten"),
        *("delete_sign_in", "delete_sign_ins_of", "delete_names"),
    },
    "nearer/storage/notebook.py": {
        *("read_as", "_seal_after", "erase_as", "renew_as", "_read_as"),
        *("act_as_manager", "write"),
    },
    "nearer/sign_ins/login_throttling.py": {
        *("book_attempt", "refund_attempt", "forget_failed_attempts"),
    },
    "nearer/database/notebook_file.py": {"open_connection"},
    "nearer/file_copies/update.py": {"_upgrade_file"},
    "nearer/database/notebook_folder.py": {"blank_notebook"},
    "nearer/storage/couple/credentials.py": {"_try_slot"},
    "nearer/storage/couple/people.py": {
        "start_couple",
        "join_couple",
        "has_people",
        "_insert_person",
    },
    "nearer/storage/couple/new_people.py": {"prepare_person"},
    "nearer/storage/couple/invitations.py": {"read_inviting_couple"},
    "nearer/personal_records/erasure.py": {"erase_me"},
    "nearer/database/engines.py": {"reading", "writing", "serialised", "in_turn", "is_within_reach"},  # the seam
    "nearer/database/sqlite_transactions.py": {"serialised"},
    "nearer/moves/moving.py": {"_file_as_source", "_file_as_target"},  # every row, sealed as it is
    "nearer/database/file_change_counter.py": {"transaction"},
    "nearer/database/write_watch.py": {"save", "transaction"},
    "nearer/clinic_accounts/accounts.py": {
        *("accept_invitation", "has_account", "invite_by_command", "list_accounts"),
        *("revoke_by_command", "write"),
    },
    "nearer/clinic_accounts/account_credentials.py": {"_open"},
    "nearer/demo/demo_couples.py": {"demo_names", "demo_people"},
    "nearer/demo/demo_caseload.py": {"demo_therapists"},
}


def doors_in(tree: ast.Module) -> set[str]:
    """Functions that open the notebook, or hand out a reader of it, past `read_as` and its like."""
    return {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and re.fullmatch(
            r"(.*\.)?(reading|writing|serialised|in_turn)|(Therapist|Account)?(Reader|Writer)(\.\w+)?",
            ast.unparse(call.func),
        )
    }


def test_every_function_that_opens_something_private_asks_who_reads() -> None:
    doors = {source.path: doors_in(source.tree) for source in sources() if source.path.startswith("nearer/")}
    assert {path: names for path, names in doors.items() if names} == DOORS


@pytest.mark.parametrize(
    "opened",
    [
        *("reading(notebook.engine)", "engines.writing(engine)", "of(engine.dialect).reading(engine)"),
        *("Reader.of(c, p)", "TherapistWriter(c, t, row)"),
    ],
)
def test_a_function_that_opens_something_private_without_asking_who_reads_would_be_noticed(opened: str) -> None:
    assert doors_in(ast.parse(f"def read_all(notebook):\n    with {opened} as a:\n        return a")) == {"read_all"}


@pytest.mark.parametrize("kind", STRANGERS)
def test_a_stranger_is_given_no_reader_and_no_writer_whoever_they_are(
    notebook: Notebook, lived_in: tuple[Principal, Principal], elsewhere: Principal, kind: str
) -> None:
    stranger = STRANGERS[kind](*lived_in, elsewhere)
    for door in (notebook.read_as, notebook.write_as):
        with pytest.raises(NotFound), door(stranger):
            raise AssertionError("nobody gets here")
    with pytest.raises(NotFound):
        notebook.save_as(stranger, lambda _writer: pytest.fail("nobody gets here"), NOW)


def test_a_reader_binds_who_asks_and_a_writer_writes_in_their_couple_only(
    notebook: Notebook, lived_in: tuple[Principal, Principal]
) -> None:
    """Every public name of the two stands here, so that a new one is looked at."""
    meera, ravi = lived_in
    with notebook.write_as(meera, NOW) as writer:
        assert {name for name in dir(writer) if not name.startswith("_")} == {
            *("at", "changed", "connection", "delete", "execute", "insert", "insert_all", "ledger", "now", "of"),
            *("of_couple", "own", "partner", "partner_has_new_keys", "person", "principal", "run", "seal", "unchecked"),
            "update",
        }
        assert writer.person.person_id == meera.id and writer.principal is meera and writer.now == writer.at == NOW
        partner = writer.partner
        assert partner is not None and partner.person_id == ravi.id
        names = select(people.c.nickname).order_by(people.c.nickname)
        assert writer.execute(names.where(writer.own(people))).scalars().all() == ["Meera"]
        assert writer.execute(names.where(writer.of_couple(people))).scalars().all() == ["Meera", "Ravi"]
        own = names.where(matches_bound(people, *OF_COUPLE, "person_id"))
        another = {"person_id": ravi.id, "couple_id": uuid4(), "clinic_id": "elsewhere"}
        assert writer.run(own).scalars().all() == writer.run(own, **another).scalars().all() == ["Meera"]
        another_couple = {"clinic_id": "elsewhere", "couple_id": uuid4()}
        row = another_couple | {"owner_id": meera.id, "until": NOW, "points": b"", "mac": b""}
        writer.insert(blinded_lists, **row, list="of a test")
        writer.insert_all(blinded_lists, [row | {"list": "of a test too"}])
        writer.update(
            blinded_lists, another_couple | {"owner_id": ravi.id, "points": b"new"}, **another_couple, list="of a test"
        )
        changed = select(blinded_lists.c.list, blinded_lists.c.owner_id).where(
            writer.of_couple(blinded_lists, points=b"new")
        )
        assert writer.execute(changed).all() == [("of a test", meera.id)]
    written = read_rows(notebook, "SELECT clinic_id, couple_id FROM blinded_lists WHERE list LIKE 'of a test%'")
    assert written == [{"clinic_id": meera.clinic, "couple_id": meera.couple.hex}] * 2
    with notebook.read_as(meera) as reader:
        assert not any(hasattr(reader, name) for name in ("insert", "delete", "now"))


def _ask(name: str, notebook: Notebook, principal: Principal) -> Any:
    function = ASKING[name]
    names = [name for name in inspect.signature(function).parameters if name not in ("notebook", "principal")]
    return function(notebook, principal, **{name: ARGUMENTS[name] for name in names})


def _tables(notebook: Notebook) -> list[str]:
    return [
        row["name"] for row in read_rows(notebook, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]


def _everything(notebook: Notebook) -> dict[str, list[Any]]:
    return {table: read_rows(notebook, "SELECT * FROM " + table) for table in _tables(notebook)}


def _of_couple(notebook: Notebook, couple_id: UUID) -> dict[str, list[Any]]:
    return {
        table: [row for row in found if row.get("couple_id") == couple_id.hex]
        for table, found in _everything(notebook).items()
    }

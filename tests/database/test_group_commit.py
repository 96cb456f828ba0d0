"""Drafts that arrive together are committed together, and whoever is told *Kept* has it after that COMMIT."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from nearer.database import group_commit
from nearer.database.engines import reading
from nearer.database.group_commit import MAX_SAVES
from nearer.database.row_errors import ChangedOutside, EntryBroken, NotFound, NotSaved
from nearer.database.schema import drafts
from nearer.database.sqlite_engines import WRITE_QUEUES
from nearer.personal_records.erasure import _delete_everything
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Writer
from nearer.storage.couple.form_drafts import Draft, read_drafts, save_draft
from nearer.storage.couple.text_drafts import TypedText, read_text_drafts, save_text_draft
from nearer.storage.errors import DraftChangedElsewhere
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.database.waiting_line import SECONDS, draft_versions, hold_the_write_lock, make_people
from tests.storage.making import NOW, make_couple, make_demo_file, make_person, open_demo_file, read_rows, tamper


def leave(notebook: Notebook, who: Principal) -> None:
    with notebook.erase_as(who, NOW) as writer:
        _delete_everything(writer)


def break_off(writer: Writer) -> None:
    """Everything of one's own is written over, and then something goes wrong."""
    writer.delete(drafts)
    raise ZeroDivisionError


def test_drafts_that_arrive_together_are_one_commit_and_each_is_there(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path)
    everybody = make_people(notebook, 12)
    with hold_the_write_lock(notebook) as waiting:
        works = [waiting.keep(who) for who in everybody[:-1]]
        text = TypedText("sheet-questions", "What now?")
        works.append(waiting.add(lambda: save_text_draft(notebook, everybody[-1], text, NOW)))
    assert [work.result(SECONDS) for work in works] == [1] * 11 + [None]
    assert waiting.seen == ["commit"]
    notebook.close()
    notebook = open_demo_file(tmp_path)
    assert draft_versions(notebook, everybody) == [[1]] * 11 + [[]]
    assert read_text_drafts(notebook, everybody[-1]) == {"sheet-questions": "What now?"}
    assert all(save_draft(notebook, who, Draft("body", None, {}, version=1), NOW) == 2 for who in everybody[:-1])
    notebook.close()


def test_no_draft_is_reported_saved_before_it_is_committed(file_notebook: Notebook) -> None:
    everybody, told = make_people(file_notebook, 4), list[bool]()
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(who) for who in everybody]
        event.listen(file_notebook.engine, "commit", lambda _connection: told.extend(work.done() for work in works))
    assert [work.result(SECONDS) for work in works] == [1] * 4
    assert told == [False] * 8  # as the one before them committed, and as they did


def test_a_draft_refused_in_a_common_commit_changes_no_other_draft_and_leaves_nothing(file_notebook: Notebook) -> None:
    everybody = make_people(file_notebook, 6)
    for who in everybody:
        save_draft(file_notebook, who, Draft("body", None, {}), NOW)
    stale, broken, gone, *others = everybody
    with hold_the_write_lock(file_notebook) as waiting:
        waiting.add(lambda: leave(file_notebook, gone))
        works = [waiting.keep(others[0], version=1), waiting.keep(stale), waiting.save(broken, break_off)]
        works += [waiting.keep(gone, version=1), waiting.keep(others[1], version=1), waiting.keep(others[2], version=1)]
    for work, refusal in zip(works[1:4], (DraftChangedElsewhere, ZeroDivisionError, NotFound), strict=True):
        with pytest.raises(refusal):
            work.result(SECONDS)
    assert [works[place].result(SECONDS) for place in (0, 4, 5)] == [2, 2, 2]
    assert waiting.seen == ["commit"] * 2  # the one who left, and the others
    assert draft_versions(file_notebook, [stale, broken, *others]) == [[1], [1], [2], [2], [2]]
    assert save_draft(file_notebook, broken, Draft("body", None, {}, version=1), NOW) == 2
    assert read_rows(file_notebook, "SELECT * FROM drafts WHERE owner_id = :gone", gone=gone.id.hex) == []


def test_a_damaged_row_in_a_common_commit_is_named_only_to_the_writer_who_read_it(file_notebook: Notebook) -> None:
    everybody = make_people(file_notebook, 3)
    damaged = "SELECT CAST(x'ff' AS TEXT)"
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(everybody[0])]
        works.append(waiting.save(everybody[1], lambda writer: writer.connection.exec_driver_sql(damaged).all()))
        works.append(waiting.keep(everybody[2]))
    with pytest.raises(EntryBroken, match="put back a copy"):
        works[1].result(SECONDS)
    assert [works[place].result(SECONDS) for place in (0, 2)] == [1, 1]


def test_where_every_draft_of_a_group_is_refused_nothing_is_committed_and_outside_writes_are_noticed(
    file_notebook: Notebook,
) -> None:
    first, second = make_people(file_notebook, 2)
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.save(first, break_off), waiting.keep(second, version=7)]
    for work, refusal in zip(works, (ZeroDivisionError, DraftChangedElsewhere), strict=True):
        with pytest.raises(refusal):
            work.result(SECONDS)
    assert waiting.seen == ["rollback"]
    tamper(file_notebook, "UPDATE people SET nickname = 'Somebody else'")
    with pytest.raises(ChangedOutside):
        read_drafts(file_notebook, first)


def test_after_a_common_commit_who_writes_past_nearer_is_noticed(file_notebook: Notebook) -> None:
    first, second = make_people(file_notebook, 2)
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(who) for who in (first, second)]
    assert [work.result(SECONDS) for work in works] == [1, 1]
    tamper(file_notebook, "UPDATE drafts SET version = 2")
    for who in (first, second):
        with pytest.raises(ChangedOutside):
            read_drafts(file_notebook, who)


def test_what_undoes_everything_in_sqlite_fails_every_save_of_the_group_and_nothing_is_written_after_it(
    file_notebook: Notebook,
) -> None:
    """As no room on the disk does in the middle of a statement (https://www.sqlite.org/lang_transaction.html)."""

    def fill(writer: Writer) -> None:
        writer.connection.exec_driver_sql("PRAGMA max_page_count=1")
        writer.connection.exec_driver_sql("UPDATE ledgers SET body = randomblob(100000)")

    first, second, third = make_people(file_notebook, 3)
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(first), waiting.save(second, fill), waiting.keep(third)]
    for work in works:
        with pytest.raises(NotSaved, match="full"):
            work.result(SECONDS)
    assert draft_versions(file_notebook, [first, second, third]) == [[], [], []]


def test_one_person_in_two_windows_is_never_in_one_commit_and_neither_are_two_of_a_couple(
    file_notebook: Notebook,
) -> None:
    """What is not on the disk yet is nothing that their other window could have seen."""
    meera, ravi = make_couple(file_notebook)
    other = make_person(file_notebook, "Asha")
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(meera), waiting.keep(other), waiting.keep(meera, "goals"), waiting.keep(ravi)]
    assert [work.result(SECONDS) for work in works] == [1] * 4
    assert waiting.seen == ["commit"] * 3
    assert draft_versions(file_notebook, [meera, ravi, other]) == [[1, 1], [1], [1]]


def test_a_single_save_waits_for_one_group_of_drafts_at_most(file_notebook: Notebook) -> None:
    everybody = make_people(file_notebook, MAX_SAVES + 6)
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(everybody[0]), waiting.write(everybody[1])]
        works += [waiting.keep(who) for who in everybody[2:]]
    for work in works:
        work.result(SECONDS)
    # The first of all and who joined, whoever came second, and those for whom there was no room.
    assert waiting.seen == ["commit", everybody[1].nickname, "commit", "commit"]


def test_a_draft_that_arrives_while_a_group_is_written_waits_for_the_next_group(file_notebook: Notebook) -> None:
    first, late = make_people(file_notebook, 2)
    with ThreadPoolExecutor(1) as pool, hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.save(first, lambda _writer: works.append(pool.submit(keep_draft, file_notebook, late)))]
        works[0].add_done_callback(lambda _work: waiting.seen.append("told"))
    assert [work.result(SECONDS) for work in works] == [None, 1]
    assert waiting.seen == ["commit", "told", "commit"]


def keep_draft(notebook: Notebook, who: Principal) -> int:
    return save_draft(notebook, who, Draft("body", None, {}), NOW)


def test_who_waited_too_long_for_another_save_sees_not_saved_and_nothing_of_theirs_is_written_later(
    file_notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient, impatient = make_people(file_notebook, 2)
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(patient)]
        monkeypatch.setattr(group_commit, "MAX_WAIT_SECONDS", 0.1)
        works.append(waiting.keep(impatient))
        with pytest.raises(NotSaved, match="busy"):
            works[1].result(SECONDS)
    assert works[0].result(SECONDS) == 1
    assert draft_versions(file_notebook, [patient, impatient]) == [[1], []]


def test_where_a_common_commit_never_gets_its_turn_every_writer_in_it_gets_an_error(file_notebook: Notebook) -> None:
    everybody = make_people(file_notebook, 3)
    WRITE_QUEUES[file_notebook.engine]._max_wait = 0.2
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(who) for who in everybody]
        for work in works:
            with pytest.raises(NotSaved, match="busy"):
                work.result(SECONDS)
    assert draft_versions(file_notebook, everybody) == [[], [], []]


def test_a_draft_inside_a_transaction_of_the_same_thread_is_an_error_of_ours(file_notebook: Notebook) -> None:
    first, second = make_people(file_notebook, 2)
    with hold_the_write_lock(file_notebook) as waiting:
        with pytest.raises(RuntimeError, match="open already"):
            keep_draft(file_notebook, first)
        work = waiting.keep(first)
        with pytest.raises(RuntimeError, match="open already"):
            keep_draft(file_notebook, second)
    assert work.result(SECONDS) == 1
    assert draft_versions(file_notebook, [first, second]) == [[1], []]
    with reading(file_notebook.engine), pytest.raises(RuntimeError, match="open already"):
        keep_draft(file_notebook, second)


def test_a_thread_that_is_stopped_while_it_writes_for_others_leaves_nobody_waiting(file_notebook: Notebook) -> None:
    def stop(_writer: Writer) -> None:
        raise KeyboardInterrupt

    first, second, third = make_people(file_notebook, 3)
    with hold_the_write_lock(file_notebook) as waiting:
        works = [waiting.keep(first), waiting.save(second, stop), waiting.keep(third)]
    for work, refusal in zip(works, (KeyboardInterrupt, NotSaved, NotSaved), strict=True):
        with pytest.raises(refusal):
            work.result(SECONDS)
    assert draft_versions(file_notebook, [first, second, third]) == [[], [], []]


def test_in_memory_where_all_share_one_connection_each_draft_is_kept() -> None:
    notebook = open_demo_notebook()
    everybody = make_people(notebook, 5)
    with hold_the_write_lock(notebook) as waiting:
        works = [waiting.keep(who) for who in everybody]
    assert [work.result(SECONDS) for work in works] == [1] * 5
    assert waiting.seen == ["commit"] * 5  # each alone: there is no disk to wait for
    assert draft_versions(notebook, everybody) == [[1]] * 5
    notebook.close()

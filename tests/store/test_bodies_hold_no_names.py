"""No name, telephone, text or reason that anybody typed stands in a record, a mark or the log; the tables are the fold of the records (JOURNAL 1.8, 3)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commandpost.desk import tables
from commandpost.domain.registry import COMMANDS
from commandpost.locale.words import set_language
from commandpost.store.files import DATABASE
from commandpost.store.journal import decode, encode, hash_of
from tests.store.behind import everywhere
from tests.store.small_evening import LATE, PIECES, TYPED, play
from tests.story import Post


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def evening(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Post, set[str]]]:
    """The same evening at an English and at a Chinese desk, not yet erased, proved at its end."""
    set_language(request.param)
    with Post(tmp_path_factory.mktemp("evening"), language=request.param) as post:
        yield post, play(post, erase=False)


def bodies(post: Post) -> list[bytes]:
    """Give every record's bytes."""
    return [body for (body,) in post.desk.reader("SELECT body FROM journal ORDER BY rowid")]


def test_the_evening_does_every_verb_of_the_registry(evening: tuple[Post, set[str]]) -> None:
    """A verb that the evening does not do would not be searched for names: all but the three that erase are done here, those in the whole one."""
    _, done = evening
    assert done | {"log.redact", "person.erase", "attachment.redact"} == set(COMMANDS)


def test_no_word_that_was_typed_stands_in_any_body(evening: tuple[Post, set[str]]) -> None:
    """Every typed name, telephone, text, title, place, reason, note, basis, whole and in its telling piece: 0 hits (issue 3, The bars)."""
    post, _ = evening
    kept = {value for (value,) in post.desk.reader("SELECT value FROM personal")}
    assert all(any(word in value for value in kept) for word in PIECES if not any(word in late for late in LATE)), (
        "the evening holds them"
    )
    for body in bodies(post):
        text = body.decode()
        assert not [word for word in (*TYPED, *PIECES) if word in text or json.dumps(word)[1:-1] in text]


def test_no_word_stands_in_the_other_columns_of_the_journal_or_in_any_table(evening: tuple[Post, set[str]]) -> None:
    """Tables hold only the ids of personal values: the words stand once, in `personal`, and in the search index (JOURNAL 3)."""
    post, _ = evening
    for table in [*(table.name for table in tables()), "journal", "own"]:
        for row in post.desk.reader(f"SELECT * FROM {table}"):
            text = " ".join(str(value) for value in row if not isinstance(value, bytes))
            assert not [word for word in (*TYPED, *PIECES) if word in text], table


def test_no_word_stands_in_a_mark_or_the_log_file(evening: tuple[Post, set[str]]) -> None:
    """What lies beside the file, marks, erased ids, the technician's log, says nothing of anybody (JOURNAL 1.1)."""
    post, _ = evening
    post.desk.close()
    try:
        assert any((post.folder / "state").rglob("*.json"))
        for word in (*TYPED, *PIECES):
            assert everywhere(word, post.folder / "state") == []
            assert set(everywhere(word, post.folder / "data")) <= {DATABASE}
    finally:
        post.again()


def test_a_failed_reaction_tells_the_log_its_kind_and_not_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception's message may quote what was typed: the log file names its type and place, no more (JOURNAL 3)."""
    from commandpost import sitting

    real = sitting.load

    def reaction(unit: Any, moment: Any) -> None:
        raise KeyError(" ".join(["Ottoline", "Quatermass"]))

    monkeypatch.setattr(sitting, "load", lambda entry: reaction if entry.where.endswith(":settle") else real(entry))
    with Post(tmp_path) as post:
        post.expected_findings = 1
        post.do("incident.report", "smoke near Ottoline Quatermass")
        log = (tmp_path / "state" / "commandpost.log").read_text()
        assert "settle" in log and "KeyError" in log and "Ottoline Quatermass" not in log
        assert "Quatermass" not in json.dumps(post.desk.reader("SELECT * FROM finding"))


def test_every_body_is_canonical_and_says_what_it_must(evening: tuple[Post, set[str]]) -> None:
    """Each record decodes, encodes to the same bytes and has every field of day one (JOURNAL 1.2)."""
    post, _ = evening
    fields = {"v", "app", "schema", "org", "site", "stream", "seq", "prev", "hlc", "at", "tz", "boot", "mono", "clock", "saw", "who", "role", "cmd",
              "cmd_v", "cmd_id", "args", "why", "drill", "incident", "made", "rows"}  # fmt: skip
    last: dict[str, tuple[int, str, str]] = {}
    for body in bodies(post):
        record = decode(body)
        assert encode(record) == body and set(record) == fields
        seq, prev, hlc = last.get(record["stream"], (0, "", ""))
        assert record["seq"] == seq + 1 and record["prev"] == prev and record["hlc"] > hlc
        assert record["saw"] == {} and record["clock"] == "unknown"
        assert record["tz"] == "+08:00" or record["cmd"] == "site.open"
        last[record["stream"]] = (record["seq"], hash_of(body), record["hlc"])
    assert len(last) == 2


def folded(records: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Replay records from nothing: table -> id -> fields; a naive second opinion beside `store.fold`."""
    state: dict[str, dict[str, dict[str, Any]]] = {}
    for record in records:
        for row in record["rows"]:
            fields = {column: value["$p"] if isinstance(value, dict) else value for column, value in row["a"].items()}
            state.setdefault(row["t"], {}).setdefault(row["k"], {}).update(fields)
    return state


def test_the_tables_are_the_fold_of_the_journal(evening: tuple[Post, set[str]]) -> None:
    """Drop all shared tables, replay the records: every row of every table is there again, field by field (JOURNAL 1.8, 1)."""
    post, _ = evening
    state = folded([json.loads(body) for body in bodies(post)])
    for table in tables():
        columns = [column.name for column in table.columns]
        rows = {
            row[columns.index("id")]: dict(zip(columns, row, strict=True))
            for row in post.desk.reader(f"SELECT * FROM {table.name}")
        }
        found = {
            key: {**dict.fromkeys(columns), **fields, "id": key} for key, fields in state.get(table.name, {}).items()
        }
        assert found == rows, table.name


def test_equal_names_cannot_be_linked_by_their_commitments(post: Post) -> None:
    """A fresh salt for each occurrence: the same words said three times have three commitments (JOURNAL 3)."""
    for _ in range(3):
        post.do("log.add", "duty", "the same words", by="the same voice")
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.extend([value["c"]] if "c" in value else [])
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    for body in bodies(post)[-3:]:
        walk(json.loads(body)["rows"])
    assert len(found) == 6 == len(set(found))
    salts = post.desk.reader("SELECT salt FROM personal")
    assert len(set(salts)) == len(salts) and all(len(salt) == 32 for (salt,) in salts)


def test_a_commitment_stands_only_where_the_value_was_written(evening: tuple[Post, set[str]]) -> None:
    """Every other mention, `b` included, is the bare id: the commitment of an erased value is not repeated (JOURNAL 3)."""
    post, _ = evening
    first: dict[str, int] = {}
    for number, body in enumerate(bodies(post)):
        record = json.loads(body)
        for row in record["rows"]:
            assert not [v for v in row["b"].values() if isinstance(v, dict) and "c" in v]
            for value in row["a"].values():
                if isinstance(value, dict) and "c" in value:
                    assert first.setdefault(value["$p"], number) == number


def test_every_typed_text_can_be_found_and_read_back_exactly(evening: tuple[Post, set[str]]) -> None:
    """Nothing typed was lost or normalised on its way: each text stands in `personal` exactly as it was typed (DESIGN 2)."""
    post, _ = evening
    kept = {value for (value,) in post.desk.reader("SELECT value FROM personal")}
    assert {word for word in TYPED if word not in kept} == set(LATE)


def test_a_plain_connection_finds_no_word_in_the_journal_file_pages(tmp_path: Path) -> None:
    """The bodies as they lie in the file, not as the driver gives them: no typed word among their bytes (JOURNAL 3)."""
    with Post(tmp_path) as post:
        play(post)
        post.desk.close()
        raw = sqlite3.connect(tmp_path / "data" / DATABASE)
        whole = b"".join(body for (body,) in raw.execute("SELECT body FROM journal"))
        raw.close()
        assert not [
            word
            for word in (*TYPED, *PIECES)
            if word.encode() in whole
            or word.encode("unicode_escape") in whole.replace(b"\\\\", b"")
            and not word.isascii()
        ]
        post.again()

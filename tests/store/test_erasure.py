"""What the law had erased is gone from every byte of the data and state folders, and the book is still proved (JOURNAL 3, R5.4)."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandpost.desk import Desk, open_desk
from commandpost.store.backup import copy_out
from commandpost.store.files import COPIES, DATABASE
from commandpost.store.personal import PersonalValues
from commandpost.store.sweep import OWED, owe, sweep
from tests.store.behind import everywhere
from tests.story import Post, prove

LONG = " ".join(f"sentence {i} of Hepzibah about the ride" for i in range(400))


def left(post: Post, *words: str) -> list[str]:
    """Give where any of the words still stands, as typed, in lower case (as the index has it), in either UTF; the desk is open."""
    data, state = post.folder / "data", post.folder / "state"
    return [
        f"{word}: {file}" for word in words for form in (word, word.lower()) for file in everywhere(form, data, state)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Persephone carries the hose", ("Persephone",)),
        ("辛女士在中庭等待接送", ("辛女士在中庭",)),
        ("\U0001f469\u200d\U0001f692 Winifred \u202eevil\u202c and a tab\there", ("Winifred", "evil")),
        (LONG, ("Hepzibah", "sentence 399")),
        ("nul \0 then Barnaby", ("Barnaby",)),
        ("Ｂａｒｎａｂｙ in full width", ("Ｂａｒｎａｂｙ",)),
    ],
)
def test_a_redacted_text_is_gone_from_every_file(post: Post, text: str, words: tuple[str, ...]) -> None:
    """`log redact` without words: the whole text goes; number, times and author stay; verify is green (JOURNAL 3)."""
    post.do("log.add", "duty", "before it")
    post.do(
        "log.add",
        "duty",
        text,
        by="Guard Zacharias",
        place="behind the stall of Pemberton",
        channel="radio of Algernon",
    )
    post.do("log.add", "duty", "after it")
    assert left(post, *words)
    post.do("log.redact", "duty", "2", basis="a request of Peregrine")
    assert left(post, *words, "Zacharias", "Pemberton", "Algernon") == []
    entry = post.ask("log.list", "duty")[1]
    assert (entry.number, entry.text, entry.author) == ("2", "[erased]", "Lin Wei") and entry.event_at == post.ask(
        "log.list", "duty"
    )[0].event_at
    prove(post.desk)


def test_words_taken_out_leave_the_rest_readable(post: Post) -> None:
    """`--words`: `[erased]` stands for each of them, everywhere in the text; the rest stays and is still found (JOURNAL 3)."""
    post.do("log.add", "duty", "Thaddeus told Winifred that Thaddeus saw smoke")
    post.do("log.redact", "duty", "1", basis="law", words=["Thaddeus"])
    assert left(post, "Thaddeus") == []
    assert post.ask("log.list", "duty")[0].text == "[erased] told Winifred that [erased] saw smoke"
    assert [found.text for found in post.ask("search", "saw smoke")] == [
        "[erased] told Winifred that [erased] saw smoke"
    ]
    post.do("log.redact", "duty", "1", basis="law", words=["Winifred", "told"])
    assert left(post, "Thaddeus", "Winifred") == []
    assert post.ask("log.list", "duty")[0].text == "[erased] [erased] [erased] that [erased] saw smoke"
    prove(post.desk)


def test_an_erased_person_is_gone_from_every_file(post: Post) -> None:
    """Name, telephones and every place where the name stood alone as who said it; posts stand empty; the entries remain (JOURNAL 3)."""
    post.do("person.add", "Ottoline Quatermass", phone=["13800138017", "+86 139 1234 8765"])
    post.do("post.assign", "head_safety", "Ottoline Quatermass")
    post.do("log.add", "duty", "smoke at the gate", by="Ottoline Quatermass")
    post.do("operator.take", "Ottoline Quatermass")
    post.do("operator.take", "Lin Wei")
    done = post.do("person.erase", "Ottoline Quatermass", basis="request of the data subject")
    assert not [remark for remark in done.remarks if "Ottoline" in remark]
    assert left(post, "Ottoline", "Quatermass", "13800138017", "1234 8765") == []
    assert [person.name for person in post.ask("person.list")] == ["Lin Wei"]
    assert next(row for row in post.ask("post.list") if row.post == "head_safety").vacant
    assert post.ask("log.list", "duty")[0].by == "[erased]"
    post.refuses("log.add", "duty", "as her", who="Ottoline Quatermass")
    prove(post.desk)


def test_entries_that_still_contain_the_name_are_named_and_left_to_a_person(post: Post) -> None:
    """`person erase` writes nothing into any log: it says where the name still stands, and a redaction there ends it (JOURNAL 3)."""
    post.do("person.add", "Ottoline Quatermass")
    number = post.report("Ottoline Quatermass fell on the stairs")
    post.do("log.add", "duty", "Ottoline Quatermass went home")
    done = post.do("person.erase", "Ottoline Quatermass", basis="law")
    assert [remark.split("in ", 1)[1] for remark in done.remarks] == [f"{number} #1", "duty:2026-11-05 #1"]
    assert left(post, "Ottoline Quatermass") != []
    post.do("log.redact", number, "1", basis="law", words=["Ottoline Quatermass"])
    post.do("log.redact", "duty", "1", basis="law", words=["Ottoline Quatermass"])
    assert left(post, "Ottoline", "Quatermass") == []
    assert post.ask("incident.show", number).title == "[erased] fell on the stairs"


def test_a_promoted_twin_is_reached_by_one_redaction(post: Post) -> None:
    """A duty entry and the incident's first share one value: one redaction reaches both, and the title (JOURNAL 3)."""
    post.do("log.add", "duty", "smoke near Persephone", by="Guard Zacharias")
    number = post.do("incident.promote", "duty", "1", type="fire").ref
    post.do("log.redact", number, "1", basis="law", words=["Persephone"])
    assert post.ask("log.list", "duty")[0].text == post.ask("log.list", number)[0].text == "smoke near [erased]"
    assert post.ask("incident.show", number).title == "smoke near [erased]"
    assert left(post, "Persephone") == []


def test_search_finds_nothing_of_it_any_more(post: Post) -> None:
    """Chinese and English, whole and in part: what was erased is found by no word of it (JOURNAL 3)."""
    number = post.report("fire @kitchen-of-Rosalind 辛女士被困")
    post.do("log.add", number, "辛女士 and Persephone are out")
    assert len(post.ask("search", "辛女士")) == 3 and post.ask("search", "Persephone")
    post.do("log.redact", number, "1", basis="law")
    assert [found.number for found in post.ask("search", "辛女士")] == ["2"] and post.ask("search", "Rosalind") == []
    post.do("log.redact", number, "2", basis="law", words=["辛女士"])
    assert post.ask("search", "辛女士") == [] and post.ask("search", "女士") == [] and post.ask("search", "persephone")
    assert left(post, "辛女士", "Rosalind") == []


def test_drafts_are_swept(post: Post) -> None:
    """A draft may hold the name half typed: drafts go with the erasure (JOURNAL 3)."""
    post.do("log.add", "duty", "Persephone is lost")
    post.desk.keep_draft("entry:duty", "Persephone was fou")
    post.desk.keep_draft("quick", "fire near Perseph")
    post.do("log.redact", "duty", "1", basis="law")
    assert post.desk.draft("entry:duty") == post.desk.draft("quick") == ""
    assert left(post, "Persephone", "Perseph") == []


def test_a_dropped_draft_leaves_no_byte(post: Post) -> None:
    """What was typed and sent is no draft any more, nor are its earlier states in the file after the next sweep (DESIGN 2)."""
    for typed in ("Per", "Perseph", "Persephone is lo"):
        post.desk.keep_draft("quick", typed)
    post.desk.keep_draft("quick", "")
    post.do("log.add", "duty", "something else")
    post.do("log.redact", "duty", "1", basis="law")
    assert left(post, "Perseph") == []


def test_copies_in_the_data_folder_are_made_anew(post: Post) -> None:
    """Copies made before a migration forget too, and what a power cut left half made goes (JOURNAL 3)."""
    post.do("log.add", "duty", "Persephone is lost")
    copies = post.folder / "data" / COPIES
    copies.mkdir()
    copy_out(post.desk.reader.connection, copies / "before-2.db")
    (copies / ".before-3.db.new").write_text("half a copy with Persephone")
    assert any("copies" in file for file in left(post, "Persephone"))
    done = post.do("log.redact", "duty", "1", basis="law")
    assert [remark for remark in done.remarks if "before-2.db" in remark]
    assert left(post, "Persephone") == [] and (copies / "before-2.db").exists()
    kept = sqlite3.connect(copies / "before-2.db")
    assert (
        kept.execute("SELECT count(*) FROM journal").fetchone() == post.desk.reader("SELECT count(*) FROM journal")[0]
    )
    kept.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Desks that wait for others a moment only, not ten seconds."""
    real = Desk._sweep
    monkeypatch.setattr(Desk, "_sweep", lambda desk, writer, patience: real(desk, writer, 50))


@pytest.fixture
def watcher(post: Post) -> Iterator[sqlite3.Connection]:
    """Another process's connection in the middle of reading."""
    connection = sqlite3.connect(post.desk.reader.path, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM personal").fetchone()
    yield connection
    connection.close()


def owed(post: Post) -> list[str]:
    """Give the ids whose sweep is still owed."""
    found = post.desk.reader("SELECT value FROM own WHERE key = ?", (OWED,))
    return json.loads(found[0][0]) if found else []


def test_another_open_desk_is_told_of_and_the_erasure_ends_when_it_has_closed(post: Post, hasty: None) -> None:
    """While another process reads, "not complete until the other open desk closes"; closing, resting or opening ends it (JOURNAL 3)."""
    post.do("log.add", "duty", "Persephone is lost")
    reading = sqlite3.connect(post.desk.reader.path, isolation_level=None)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM personal").fetchone()
    done = post.do("log.redact", "duty", "1", basis="law")
    assert any("not complete" in remark for remark in done.remarks)
    assert post.ask("log.list", "duty")[0].text == "[erased]", "nobody is shown it any more"
    assert left(post, "Persephone") != [] and len(owed(post)) == 1
    prove(post.desk)
    reading.close()
    post.desk.idle()
    assert left(post, "Persephone") == [] and owed(post) == []


@pytest.mark.parametrize("ends_by", ["closing", "opening", "next erasure"])
def test_what_is_owed_is_done_at_the_next_chance(post: Post, hasty: None, ends_by: str) -> None:
    """Closing this desk, opening it again, or another erasure: each finishes what could not be finished (JOURNAL 3)."""
    for text in ("Persephone is lost", "Winifred as well"):
        post.do("log.add", "duty", text)
    reading = sqlite3.connect(post.desk.reader.path, isolation_level=None)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM personal").fetchone()
    post.do("log.redact", "duty", "1", basis="law")
    if ends_by == "opening":
        post.desk.close()
        assert left(post, "Persephone") != []
        reading.close()
        post.again()
        post.desk.warm()
    else:
        reading.close()
        if ends_by == "closing":
            post.again()
        else:
            post.do("log.redact", "duty", "2", basis="law")
    assert left(post, "Persephone") == [] and owed(post) == []


def test_a_power_cut_between_the_record_and_the_sweep_leaves_nothing_in_the_end(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record says what is owed: a desk that died right after its commit sweeps, and tells the mark's list, when it opens (JOURNAL 3)."""
    post.do("log.add", "duty", "Persephone is lost")
    with monkeypatch.context() as patched:
        patched.setattr(Desk, "_sweep", lambda desk, writer, patience: [])
        post.do("log.redact", "duty", "1", basis="law")
        post.again()
    assert left(post, "Persephone") != [] and not post.desk.erased.path.exists()
    post.desk.warm()
    assert left(post, "Persephone") == []
    assert list(post.desk.erased.read()) and owed(post) == []


def test_a_state_folder_that_cannot_be_written_then_is_said(post: Post) -> None:
    """The ids could not be kept beside the mark: the erasure says that it is not complete, and is finished when they can (JOURNAL 3)."""
    post.do("log.add", "duty", "Persephone is lost")
    post.desk.erased.path.mkdir()
    done = post.do("log.redact", "duty", "1", basis="law")
    assert any("state folder" in remark for remark in done.remarks) and owed(post)
    post.desk.erased.path.rmdir()
    post.again()
    post.desk.warm()
    assert len(post.desk.erased.read()) == 1 and owed(post) == [] and left(post, "Persephone") == []


def what_is_left_of_many(folder: Path, values: int, kind: str, seed: int) -> list[str]:
    """Keep many values of random length, let some grow in their page, forget a quarter of them and sweep; give the words that are left of those."""
    chance = random.Random(seed)

    def words(most: int) -> str:
        return " ".join("".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12)) for _ in range(chance.randint(1, most)))

    with Post(folder) as post:
        post.desk.warm()
        raw, kept = post.desk._need_writer().raw, dict[str, str]()
        first = post.desk.reader("SELECT max(n) FROM personal")[0][0]
        writing = PersonalValues(raw, lambda: str(uuid.UUID(int=chance.getrandbits(128))))
        for number in range(values):
            raw.execute("BEGIN IMMEDIATE")
            key = writing.keep(kind, words(1 if kind == "name" else 60))
            kept[key] = ""
            if number % 2:  # a text that grows in its page pushes others over into new ones
                grown = chance.choice(list(kept))
                writing.rewrite(grown, words(2 if kind == "name" else 90), None, None)
            raw.execute("COMMIT")
        stands = dict(post.desk.reader("SELECT id, value FROM personal"))
        gone = chance.sample(list(kept), values // 4)
        for key in gone:
            raw.execute("BEGIN IMMEDIATE")
            writing.rewrite(key, None, None, None)
            owe(
                post.desk.reader,
                lambda name, value: raw.execute("REPLACE INTO own VALUES (?, ?)", (name, value)),
                [key],
            )
            raw.execute("COMMIT")
        assert sweep(post.desk._need_writer(), post.folder / "data", post.desk.erased) == []
        whole = b"".join(file.read_bytes() for file in (post.folder / "data").iterdir())
        there = {
            run[i : i + 12].decode()
            for run in re.findall(rb"[bcdfghjklmnpqrstvwxz]{12,}", whole)
            for i in range(len(run) - 11)
        }
        raw.execute("DELETE FROM personal WHERE n > ?", (first,))  # no record wrote them: the book is proved without
        return [word for key in gone for word in stands[key].split() if word in there]


@pytest.mark.parametrize(
    ("kind", "seed"), [("entry", 5), pytest.param("entry", 6, marks=pytest.mark.heavy), ("name", 1)]
)
def test_nothing_stays_in_the_unused_part_of_a_page(tmp_path: Path, kind: str, seed: int) -> None:
    """Values that once shared a page that was split leave no copy in its gap, where `secure_delete` does not reach (JOURNAL 3)."""
    assert what_is_left_of_many(tmp_path, 300, kind, seed) == []


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["entry", "name"])
def test_nothing_stays_anywhere_after_many_erasures(tmp_path: Path, kind: str, seed: int) -> None:
    """1,200 values, 300 erased, searched for word by word in every file: 0 copies (JOURNAL 4)."""
    assert what_is_left_of_many(tmp_path, 1200, kind, seed) == []


def test_an_erasure_is_a_record_without_any_value(post: Post) -> None:
    """`person.erase` says who, on what basis, which ids; the basis itself is a personal text like any other (JOURNAL 3)."""
    post.do("person.add", "Ottoline Quatermass", phone=["13800138017"])
    post.do("person.erase", "Ottoline Quatermass", basis="request of Peregrine")
    record = json.loads(post.desk.reader("SELECT body FROM journal ORDER BY rowid DESC LIMIT 1")[0][0])
    assert (
        record["cmd"] == "person.erase"
        and set(record["args"]) == {"person", "basis"}
        and len(record["args"]["person"]) == 36
    )
    assert [row["t"] for row in record["rows"]].count("redaction") == 2
    assert not [
        word
        for word in ("Ottoline", "Peregrine", "13800138017")
        if word in json.dumps(record["rows"]) + json.dumps(record["args"])
    ]


def test_erased_twice_is_refused_in_words(post: Post) -> None:
    """What is gone cannot be redacted again, and a name that nobody bears is nobody's (R5.4)."""
    post.do("log.add", "duty", "Persephone is lost")
    post.do("log.redact", "duty", "1", basis="law")
    assert "already erased" in post.refuses("log.redact", "duty", "1", basis="law").what
    assert "called" in post.refuses("person.erase", "Persephone", basis="law").what
    post.do("log.add", "duty", "Winifred too")
    assert "do not stand" in post.refuses("log.redact", "duty", "2", basis="law", words=["winifred"]).what


def test_the_file_can_be_read_by_its_owner_alone(post: Post) -> None:
    """Data and state folders are private: what the law protects is not left open to other accounts (JOURNAL 1.1)."""
    post.do("log.add", "duty", "x")
    for folder in ("data", "state", "state/marks"):
        assert (post.folder / folder).stat().st_mode & 0o077 == 0, folder
    with open_desk(post.folder / "data", post.folder / "state") as desk:
        assert desk.reader.path.name == DATABASE

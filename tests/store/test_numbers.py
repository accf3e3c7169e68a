"""People's numbers: gapless in a book and a stream, whoever writes at the same time; read back as they were printed (JOURNAL 1.4)."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandpost.domain.core.numbers import (
    IncidentNumber,
    duty_book,
    duty_day,
    entry_number,
    entry_ref,
    incident_ref,
    read_duty,
    read_entry,
    read_incident,
)  # fmt: skip
from commandpost.store.files import DATABASE
from tests.story import ZONE, Post

quick = settings(max_examples=150, deadline=None)
LABEL = st.from_regex(r"[A-Z]([1-9][0-9]{0,2})?", fullmatch=True)
AROUND = st.sampled_from(["", " ", "  ", "\t", "\n"])


@quick
@given(st.integers(2000, 2099), LABEL, st.integers(1, 999_999), AROUND)
def test_an_incident_is_read_back_as_it_was_printed(year: int, label: str, number: int, around: str) -> None:
    """`26-0007`, `26-B-0007`, `26-A2-0007`: what is printed is what is read, in either case, with or without `#` (JOURNAL 1.4)."""
    printed = incident_ref(year, label, number)
    for said in (printed, printed.lower(), f"#{printed}", f"{around}{printed}{around}"):
        assert read_incident(said) == IncidentNumber(year, label, number)


@quick
@given(LABEL, st.integers(1, 999_999_999), AROUND)
def test_an_entry_is_read_back_as_it_was_printed(label: str, number: int, around: str) -> None:
    """`#12`, `B#12`, `A2#1`; only a leading # may be left out (JOURNAL 1.4)."""
    for said in (entry_ref(label, number), entry_number(label, number), entry_ref(label, number).lower()):
        assert read_entry(f"{around}{said}{around}") == (label, number)


@quick
@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_duty_book_is_read_back_as_it_was_printed(day: date) -> None:
    """`duty:2026-11-05` names that day, `duty` today (JOURNAL 1.4)."""
    assert read_duty(duty_book(day.isoformat())) == day.isoformat()
    assert read_duty("Duty") == ""


@quick
@given(st.text(max_size=24))
def test_any_other_text_is_no_number(text: str) -> None:
    """Reading never raises; what is read can be printed and is read again as the same (JOURNAL 1.4)."""
    if found := read_incident(text):
        assert read_incident(incident_ref(found.year, found.label, found.number)) == found
    if entry := read_entry(text):
        assert read_entry(entry_ref(*entry)) == entry
    if day := read_duty(text):
        assert date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "26-",
        "-0007",
        "26-0007-1",
        "26-b2c-0007",
        "B12",
        "##12",
        "1 2",
        "12.0",
        "duty:",
        "duty:2026-13-01",
        "duty:tomorrow",
    ],
)
def test_near_misses_are_no_numbers(text: str) -> None:
    """What is nearly a number is none, rather than another one (JOURNAL 1.4)."""
    assert read_incident(text) is None and read_entry(text) in (None, ("A", 26)) and not read_duty(text)


@quick
@given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)), st.integers(0, 23), st.integers(0, 59))
def test_a_duty_day_turns_at_the_sites_own_hour(moment: datetime, hour: int, minute: int) -> None:
    """Every moment belongs to the day whose turn it lies behind, and to the one before until then (JOURNAL 1.4, R4.2)."""
    local = moment.replace(tzinfo=ZoneInfo(ZONE))
    turns = f"{hour:02d}:{minute:02d}"
    ahead = local.strftime("%H:%M") >= turns
    assert (duty_day(local, ZONE, turns) == local.date().isoformat()) is ahead


def numbers(post: Post, book: str) -> list[str]:
    """Give the printed numbers of a book in their order."""
    return [entry.number for entry in post.ask("log.list", book)]


def test_two_duty_days_have_a_book_each(post: Post) -> None:
    """The duty log turns at six: entries before and after stand in two books, each numbered from 1 (JOURNAL 1.4)."""
    post.at("2026-11-05T05:58")
    assert [post.do("log.add", "duty", text).ref for text in ("one", "two")] == ["#1", "#2"]
    post.at("2026-11-05T06:00")
    assert [post.do("log.add", "duty", text).ref for text in ("three", "four")] == ["#1", "#2"]
    assert post.do("log.add", "duty:2026-11-04", "late").ref == "#3"
    assert [entry.text for entry in post.ask("log.list", "duty:2026-11-04")] == ["one", "two", "late"]
    assert numbers(post, "duty") == ["1", "2"]


def test_a_second_life_numbers_from_one_under_its_own_label(post: Post) -> None:
    """After a new stream the same desk prints `A2#1` and `26-A2-0001`; older numbers stay as they were (JOURNAL 1.4)."""
    first = post.report("smoke at the gate")
    post.do("log.add", first, "second")
    assert post.desk.new_stream("copied to another laptop").ref == "A2"
    assert post.do("log.add", first, "third").ref == "A2#1"
    assert post.report("smoke at the other gate") == "26-A2-0001"
    assert numbers(post, first) == ["1", "2", "A2#1"]
    assert post.desk.new_stream("and to another").ref == "A3"
    assert post.do("log.add", first, "fourth").ref == "A3#1"


def test_a_refused_verb_and_an_undone_one_take_no_number(post: Post) -> None:
    """A number is given where the entry is written and nowhere else: nothing refused leaves a gap (STANDARDS 5)."""
    number = post.report("smoke at the gate")
    post.refuses("log.add", number, "   ")
    post.refuses("fact.set", number, "deaths", "-1")
    post.refuses("log.strike", number, "#9", reason="no such entry")
    assert post.do("log.add", number, "next").ref == "#2"
    assert post.report("again") == "26-0002"


WRITER = """
import json, sys
from pathlib import Path
from commandpost.desk import open_desk
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open_desk(folder / "data", folder / "state") as desk:
    desk.warm()
    print("ready", flush=True)
    sys.stdin.readline()
    refs = [desk.do("log.add", "26-0001" if i % 3 else "duty", f"{name} {i}").ref for i in range(count)]
    refs.append(desk.do("incident.report", f"smoke {name}").ref)
print(json.dumps(refs))
"""


def test_two_processes_writing_at_once_leave_no_gap_and_no_double(tmp_path: Path) -> None:
    """Two real processes write 150 entries each into the same two books: every number once, none missing, no error (JOURNAL 1.4; MEASURED 2)."""
    with Post(tmp_path) as post:
        post.report("smoke at the gate")
        post.desk.close()
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(tmp_path), name, "150"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("left", "right")
        ]
        for writer in writers:
            assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
        said = []
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write("go\n")
            writer.stdin.flush()
        for writer in writers:
            out, _ = writer.communicate(timeout=120)
            assert writer.returncode == 0
            said.append(json.loads(out))
        raw = sqlite3.connect(tmp_path / "data" / DATABASE)
        given: dict[tuple[str, int], list[int]] = {}
        for kind, number, entry in raw.execute(
            "SELECT book.kind, book.number, e.number FROM log_entry e JOIN book ON book.id = e.book_id ORDER BY e.rowid"
        ):
            given.setdefault((kind, number or 0), []).append(entry)
        assert given == {
            ("duty", 0): list(range(1, 101)),
            ("incident", 1): list(range(1, 202)),
            ("incident", 2): [1],
            ("incident", 3): [1],
        }
        assert sorted(ref for refs in said for ref in refs[-1:]) == ["26-0002", "26-0003"]
        in_duty = sorted(int(ref[1:]) for refs in said for i, ref in enumerate(refs[:-1]) if i % 3 == 0)
        assert in_duty == list(range(1, 101))
        seqs = [row[0] for row in raw.execute("SELECT seq FROM journal ORDER BY rowid")]
        assert seqs == list(range(1, len(seqs) + 1))
        hlcs = [row[0] for row in raw.execute("SELECT hlc FROM journal ORDER BY seq")]
        assert hlcs == sorted(set(hlcs))
        raw.close()
        post.again()

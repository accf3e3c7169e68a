"""R4.2, R7.3 What another command post kept is read into the book: in order, whole or not at all, marked after the fact, and judged by the minute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commandpost.domain.core.refusal import Refused
from commandpost.exchange.csv_entries import read_entries
from tests.story import Post

CASES = Path(__file__).parents[1] / "cases"


def read_in(post: Post, file: Path, **where: Any) -> str:
    """Do what the door does: read the file, then the verb."""
    found = read_entries(file, post.desk.plan)
    return post.do("log.import", rows=found.rows, sha256=found.sha256, **where).ref


def festival(post: Post) -> str:
    return read_in(post, CASES / "astroworld-2021.csv", new="crowd_crush", title="Festival")


def at(clock: str) -> str:
    return f"2021-11-05T{clock}-05:00"


def test_twenty_nine_entries_in_order(post: Post) -> None:
    number = festival(post)
    entries = post.log(number)
    assert [entry.number for entry in entries] == [str(n) for n in range(1, 30)]
    assert entries[0].text.startswith("Venue fences damaged") and entries[0].by == "Fire liaison"
    assert (entries[0].channel, entries[0].place) == ("radio", "Main entrance")
    assert entries[0].event_at == "2021-11-05T15:05:00.000Z"
    assert entries[0].facts == {"deaths": 0, "serious_injuries": 0, "minor_injuries": 0}
    shown = post.show(number)
    assert shown.after_the_fact and shown.received_at == "2021-11-05T15:05:00.000Z" and shown.title == "Festival"
    assert shown.facts["deaths"] == 10


@pytest.mark.parametrize(
    ("clock", "level", "grade"),
    [("10:00", None, None), ("10:10", "II", None), ("23:59", "I", "较大")],
)
def test_what_would_have_been_right_then(post: Post, clock: str, level: str | None, grade: str | None) -> None:
    number = festival(post)
    found = post.ask("incident.suggest", number, as_of=at(clock))
    assert found.level == level
    assert found.grade in (grade, "一般", "较大", "重大") if grade else found.grade is None


def test_serious_after_the_tenth_death(post: Post) -> None:
    number = festival(post)
    rows = {entry.facts["deaths"]: entry.event_at for entry in reversed(post.log(number)) if entry.facts}
    tenth = rows[10]
    found = post.ask("incident.suggest", number, as_of=tenth)
    assert (found.level, found.grade) == ("I", "重大")
    before = max(moment for deaths, moment in rows.items() if deaths < 10)
    assert post.ask("incident.suggest", number, as_of=before).grade == "较大"
    assert post.suggest(number).grade == "重大"


def test_it_is_never_raised_and_stands_last_on_the_board(post: Post) -> None:
    number = festival(post)
    second = post.report("customer fell at gate 4")
    assert [row.number for row in post.ask("board").rows] == [second, number]
    assert post.ask("board").rows[1].after_the_fact and {row.incident for row in post.ask("board").soon} == {second}
    assert {row.incident for row in post.ask("deadline.list")} == {second}
    rows = post.ask("deadline.list", incident=number)
    assert {row.state for row in rows if row.kind == "level"} == {"pending"}
    assert next(row.due_at for row in rows if row.kind == "level") == "2021-11-05T15:10:00.000Z"
    assert post.ask("board").counts == {"I": 0, "II": 0, "III": 0, "IV": 0, "none": 1}


def test_the_ride_is_decided_by_minutes_between_two_entries(post: Post) -> None:
    number = read_in(post, CASES / "crandon-2023.csv", new="ride_failure", title="Crandon")
    assert len(post.log(number)) == 9
    post.do("fact.start", number, "stranded_minutes", at="2023-07-02T13:20-05:00")
    post.do("fact.stop", number, "stranded_minutes", at="2023-07-02T17:01-05:00")

    def then(clock: str) -> tuple[str | None, str | None]:
        found = post.ask("incident.suggest", number, as_of=f"2023-07-02T{clock}-05:00")
        return found.level, found.grade

    assert then("13:20") == (None, None)
    assert then("13:21") == ("III", None)
    assert then("13:49") == ("III", None) and then("13:50") == ("II", None)
    assert then("14:19") == ("II", None) and then("14:20") == ("I", "一般")
    assert post.show(number).facts["stranded_minutes"] == 221
    (clock,) = post.suggest(number).clocks
    assert (clock["rule"], clock["starts_at"], clock["due_at"]) == (
        "special_equipment",
        "2023-07-02T19:20:00.000Z",
        "2023-07-02T20:20:00.000Z",
    )


def test_into_a_running_incident(post: Post, tmp_path: Path) -> None:
    number = post.report("fire 2F smoke !III")
    file = tmp_path / "radio.csv"
    file.write_text(
        "time,by,entry,injured\n2026-11-05T13:01+08:00,Guard 3,one hurt,1\n2026-11-05T13:03+08:00,,out,\n",
        encoding="utf-8",
    )
    assert read_in(post.at("13:05"), file, incident=number) == number
    assert [entry.number for entry in post.log(number)] == ["1", "2", "3"]
    assert post.rows(number, "statutory")["work_safety_accident"] == ("pending", "14:01")
    assert not post.show(number).after_the_fact
    found = read_entries(file, post.desk.plan)
    refusal = post.refuses("log.import", rows=found.rows, sha256=found.sha256, incident=number)
    assert number in refusal.what
    other = post.report("fire 3F smoke")
    assert read_in(post, file, incident=other) == other  # the same bytes, another incident


def test_a_clock_that_runs_ahead_of_ours_loses_nothing(post: Post, tmp_path: Path) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("log.add", number, "one hurt, says the other post", set=["injured=1"], at=post.time("13:02"))
    assert post.rows(number, "statutory")["work_safety_accident"] == ("pending", "14:02")
    assert post.suggest(number).level is None
    post.at("13:02")
    assert post.suggest(number).level == "III"


def test_a_bad_file_is_refused_whole_with_every_bad_line_named(post: Post, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(
        'time,by,entry,deaths\n2026-11-05T13:01,A,no offset,1\n2026-11-05T13:02+08:00,B,,0\n"2026-11-05T13:03+08:00",C,"two\nlines",-1\n'
        "2026-11-05T13:04+08:00,D,fine,0\n2026-11-05T13:05+08:00,E,half,1.5\n2026-11-05T13:06+08:00,F\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as caught:
        read_entries(file, post.desk.plan)
    lines = caught.value.refusal.what.split("\n")
    assert [line.split(":")[0] for line in lines[1:]] == ["line 2", "line 3", "line 4", "line 7", "line 8"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_files_as_offices_save_them(post: Post, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "北线.csv"
    file.write_bytes(
        'time,by,entry,受伤人数\r\n2026-11-05 13:01+08:00,保安12号,"三楼冒烟，""很大""\r\n有人咳嗽",2\r\n'.encode(
            encoding
        )
    )
    number = read_in(post, file, new="fire", title="三楼")
    (entry,) = post.log(number)
    assert (entry.by, entry.text, entry.facts) == ("保安12号", '三楼冒烟，"很大"\r\n有人咳嗽', {"injured": 2})


def test_tabs_empty_lines_and_any_order_of_columns(post: Post, tmp_path: Path) -> None:
    file = tmp_path / "radio.tsv"
    file.write_text("entry\tminor\ttime\n\nsmoke, thick\t1\t2026-11-05T13:01Z\n\t\t\n", encoding="utf-8")
    number = read_in(post, file, new="fire", title="x")
    assert [(entry.text, entry.facts) for entry in post.log(number)] == [("smoke, thick", {"minor_injuries": 1})]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no entries"),
        (b"time,entry\n", "no entries"),
        (b"by,entry\nA,x\n", "“time”"),
        (b"time,by\n2026-11-05T13:01Z,A\n", "“entry”"),
        (b"time,entry,entry\n2026-11-05T13:01Z,a,b\n", "twice"),
        (b"time,entry,colour of the sky\n2026-11-05T13:01Z,a,b\n", "colour of the sky"),
        (b'time,entry\n2026-11-05T13:01Z,"never closed\n', "no CSV"),
        (b"\x00\x01\x02PK\x03\x04", "neither UTF-8"),
        (b"\xff\xfe\x00\x00", "neither UTF-8"),
        (b"time,entry\n0000-00-00T00:00Z,a\n", "line 2"),
    ],
)
def test_garbage_gets_a_sentence(post: Post, tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "garbage.csv"
    file.write_bytes(content)
    with pytest.raises(Refused) as caught:
        read_entries(file, post.desk.plan)
    assert says in caught.value.refusal.what and caught.value.refusal.do

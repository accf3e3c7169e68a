"""The words of alarms from outside: watch for some seconds, the list and its keys, answers, refusals, the look back as CSV (issue 5)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.seat import Seat

pytestmark = pytest.mark.heavy  # processes, files and terminals of their own: after the quick suite

KEYS = [
    "id", "deadline", "incident", "step", "told", "raised_at", "due_at", "late_s", "state", "acknowledged_by", "acknowledged_at", "note",
]  # fmt: skip


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    made = Seat(tmp_path)
    made("init", "--site", "Harbour Mall", "--desk", "A", "--operator", "Lin Wei")
    return made


def test_a_desk_without_holders(seat: Seat) -> None:
    """Raised, listed with the keys that were asked for, answered, escalated; nobody's post is a post all the same."""
    number = seat("incident", "report", "fire 2F smoke", "--at", "2026-11-05T13:00+08:00").line
    said = seat("watch", "--for", "0.3")
    assert said.code == 0 and "LATE" in said.out and number in said.out, said
    rows = seat("alert", "list", "--json").json
    assert rows and all(list(row) == KEYS and list(row["told"]) == ["post", "person", "channel"] for row in rows)
    assert all(row["told"]["post"] and row["told"]["person"] is None and row["deadline"] and row["incident"] == number for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["deadline"], row["step"], row["told"]["post"], row["told"]["channel"]) for row in rows}) == len(rows)
    again = seat("watch", "--for", "0.3", "--json").json
    assert (again["raised"], again["faults"]) == (0, [])
    assert seat("alert", "list", "--json").json == rows
    due = rows[0]["deadline"]
    assert seat("deadline", "acknowledge", due, "--note", "on it, lift firm called").code == 0
    answered = [row for row in seat("alert", "list", "--json").json if row["deadline"] == due]
    assert {(row["state"], row["acknowledged_by"], row["note"]) for row in answered} == {("acknowledged", "Lin Wei", "on it, lift firm called")}
    assert seat("deadline", "escalate", due, "--reason", "no word").code == 0
    fresh = [row for row in seat("alert", "list", "--json").json if row["deadline"] == due and row["acknowledged_by"] is None]
    assert {row["step"] for row in fresh} == {2}


def test_a_rehearsal_and_the_look_back(seat: Seat) -> None:
    number = seat("incident", "report", "fire 2F smoke", "--at", "2026-11-05T13:00+08:00").line
    rehearsed = seat("watch", "rehearse", number, "--json").json
    assert rehearsed and seat("alert", "list", "--json").json == []
    seat("watch", "--for", "0.3")
    past = seat("stats", "--json").json
    assert [one["scope"] for one in past["incidents"]] == [number] and past["months"][0]["scope"] == "2026-11"
    rows = list(csv.DictReader(io.StringIO(seat("stats", "--csv").out)))
    assert [row["part"] for row in rows] == ["incident", "month"]
    assert int(rows[0]["obligations"]) == past["incidents"][0]["obligations"] > 0


def test_maintenance_is_said_and_silent(seat: Seat) -> None:
    seat("incident", "report", "fire 2F smoke", "--at", "2026-11-05T13:00+08:00")
    said = seat("watch", "maintenance", "--until", "2999-01-01T00:00+08:00", "--reason", "a new cable", "--json").json
    assert said["remarks"] == ["No alarm is sent until 2999-01-01 00:00."]
    assert "alarms are off until" in seat("watch", "--for", "0.3").out
    assert seat("alert", "list", "--json").json == []
    assert seat("watch", "maintenance", "--off").code == 0
    assert seat("watch", "--for", "0.3", "--json").json["raised"] > 0


def test_a_program_that_is_no_list_is_refused(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "data" / "settings.toml").write_text('program = "notify-send hello"\n', encoding="utf-8")
    said = seat("watch", "--for", "0.1")
    assert (said.code, said.err.splitlines()[0].split(" Write")[0]) == (2, "The setting program is no list of words.")


def test_the_sites_program_is_told(seat: Seat, tmp_path: Path) -> None:
    """A desk with a holder of a post that is telephoned: the program gets the line, and the fate is kept."""
    (tmp_path / "data" / "settings.toml").write_text(f'program = ["/bin/sh", "-c", "cat >> {tmp_path}/told", "x"]\n', encoding="utf-8")
    seat("person", "add", "Chen Hao")
    seat("post", "assign", "deputy_leader", "Chen Hao")
    seat("incident", "report", "fire 2F smoke", "--at", "2026-11-05T13:00+08:00")
    said = seat("watch", "--for", "1.5", "--json").json
    assert said["sent"] > 0
    text = (tmp_path / "told").read_text(encoding="utf-8")
    assert "LATE" in text and "Chen Hao" not in text
    assert "sent" in {row["state"] for row in seat("alert", "list", "--json").json if row["told"]["channel"] == "call"}

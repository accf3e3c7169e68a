"""The installed command from outside, as a script uses it: every verb and question once, its number, its JSON keys, its exit code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commandpost.cli import DOORS
from commandpost.domain.registry import COMMANDS, HIDDEN, QUESTIONS
from tests.cli.seat import Said, Seat

pytestmark = pytest.mark.heavy  # some ninety processes, one after another; tests/whole is the installed command among the quick ones

CASES = Path(__file__).parents[1] / "cases"


class Evening:
    """Every word said once, in an order that makes sense; answers are kept under the words."""

    def __init__(self, folder: Path) -> None:
        self.seat, self.said = Seat(folder), {}
        self.do(
            "init",
            "--site",
            "Harbour Mall",
            "--desk",
            "A",
            "--operator",
            "Lin Wei",
            "--lang",
            "en",
            "--zone",
            "Asia/Shanghai",
        )
        self.do("person add", "Zhou Li", "--phone", "138 0000 0001", "--phone", "8102")
        self.do("post assign", "head_safety", "Zhou Li")
        self.do("operator take", "Xu Nuoyan")
        self.do(
            "place add",
            "2F-foodcourt",
            "--zh",
            "二楼美食广场",
            "--en",
            "2F food court",
            "--word",
            "foodcourt",
            "--department",
            "customer_service",
        )
        self.do(
            "incident report",
            "fire 2F-foodcourt smoke, 2 hurt, extinguisher used !III",
            "--as",
            "Lin Wei",
            "--at",
            "2026-11-05T13:00+08:00",
        )
        self.year = self.said["incident report"].line[:3]  # the wall clock's: the installed command has no other

        def n(number: int) -> str:
            return f"{self.year}{number:04d}"

        self.do(
            "log add",
            "duty",
            "smell of gas in the kitchen",
            "--by",
            "Guard 12",
            "--channel",
            "radio 1",
            "--place",
            "foodcourt",
        )
        self.do("incident promote", "duty", "#1", "--type", "gas-leak")
        self.do("incident set-level", n(1), "II", "--reason", "the duct burns", "--at", "2026-11-05T13:05+08:00")
        self.do("incident answer", n(1), "work_safety_accident", "yes", "--reason", "a tenant's kitchen")
        self.do("incident confirm", n(2), "work_safety_accident")
        self.do("incident chain", n(1), "department", "--by", "Guard 12", "--at", "2026-11-05T13:02+08:00")
        self.do("incident describe", n(1), "--scope", "2F", "--measures", "extinguisher used")
        self.do("incident change-type", n(2), "fire", "--reason", "it burns")
        self.do("fact set", n(1), "deaths", "0")
        self.do("fact start", n(1), "closure_hours", "--at", "2026-11-05T13:10+08:00")
        self.do("fact stop", n(1), "closure_hours", "--at", "2026-11-05T15:10+08:00")
        self.do("log strike", "duty", "1", "--reason", "it was soap")
        self.do("log redact", "duty", "#1", "--basis", "asked", "--words", "kitchen")
        self.do("log import", str(CASES / "astroworld-2021.csv"), "--new", "crowd_crush", "--title", "Festival")
        rows = self.seat("deadline", "list", "--json", "--incident", n(1)).json
        due = next(row["id"] for row in rows if row["kind"] == "followup" and row["state"] == "pending")
        self.do("deadline meet", due, "--to", "Chen Hao", "--channel", "phone", "--note", "fire out")
        self.do("watch", "--for", "0.2", "--json")
        owed = self.seat("alert", "waiting", "--json").json["rows"]
        self.do("deadline acknowledge", owed[0]["deadline"], "--note", "on it", "--as", "Zhou Li")
        self.do("deadline escalate", owed[1]["deadline"], "--reason", "no word yet")
        self.do("watch maintenance", "--until", "2998-01-01T00:00Z", "--reason", "a new cable")
        self.do("watch maintenance", "--off")
        self.do("watch rehearse", n(1), "--json")
        assert self.seat("incident", "report", "gas smell again").line == n(4)
        self.do("incident merge", n(4), n(2), "--reason", "the same smell")
        assert f"{n(4)} was merged into {n(2)}" in self.seat("incident", "show", n(4)).err
        self.do("incident unmerge", n(4), "--reason", "another kitchen")
        self.do("incident link", n(1), n(2), "--reason", "one duct")
        self.do("incident unlink", n(2), n(1), "--reason", "two ducts")
        photo = folder / "fryer.jpg"
        photo.write_bytes(b"\xff\xd8\xff photo")
        self.do("attachment add", n(1), str(photo), "--note", "the fryer", "--entry", "1")
        self.do("drill start", "--reason", "autumn")
        self.do("drill stop")
        for question, words in {
            "attachment list": (n(1),),
            "incident list": (), "incident show": (n(1),), "incident suggest": (n(1),), "log list": (n(1),), "log day": (),
            "deadline list": (), "board": (), "board values": (), "search": ("smoke",), "post list": (), "person list": (), "place list": (), "plan show": (),
            "plan check": (), "verify": (), "doctor": (), "alert list": (), "alert waiting": (), "alert lately": (), "alert agenda": (), "alert outbox": (),
            "stats": (),
        }.items():  # fmt: skip
            self.do(question, *words, "--json")
        self.do("incident brief", n(1), "--kind", "initial", "--json")
        self.do("incident control", n(1))
        codes = [f"fire.close.{code}" for code in ("flames_out", "headcount")]
        met = ("--met", codes[0], "--met", codes[1], "--override", "systems_reset=tomorrow")
        self.do("incident end", n(1), "--reason", "out", *met, "--confirmed-by", "Chen Hao")
        self.do("incident reopen", n(1), "--reason", "smoke again")
        self.do("attachment redact", n(1), "1", "--basis", "asked")
        self.seat("log", "add", n(2), "shut gate 4", "--kind", "order", "--to", "Guard 3", "--due", "2998-01-01T00:00+08:00")
        order = self.seat("order", "list", "--json").json[0]["id"]
        self.do("order read-back", order)
        self.do("order list", "--json")
        self.do("order done", order, "--note", "shut")
        self.do("command take", n(2), "--as", "Zhou Li", "--reason", "first there")
        self.do("command offer", n(2), "Xu Nuoyan")
        self.do("command decline", n(2), "--as", "Xu Nuoyan", "--reason", "on the phone")
        self.seat("command", "offer", n(2), "Xu Nuoyan")
        self.do("command accept", n(2), "--as", "Xu Nuoyan")
        self.do("incident hold", n(2), "--until", "2998-01-01T00:00+08:00", "--reason", "spare part")
        self.do("incident resume", n(2))
        self.do("hear expect", "Team 1", "--every", "20", "--for", n(2))
        self.do("hear pause", "Team 1", "--until", "2998-01-01T00:00+08:00", "--reason", "outside")
        self.do("hear answer", "Team 1", "--missing", "Li Na")
        self.do("hear list", "--json")
        self.do("command handover", n(2), "--json")
        self.do("hear stop", "Team 1", "--reason", "all out")
        self.seat("incident", "set-level", n(2), "III", "--reason", "an older woman unwell")
        task = self.do("task list", n(2), "--json").json[0]["id"]
        self.do("task done", n(2), task, "--by", "Zhou Li")
        self.do("task undo", n(2), task)
        self.do("task skip", n(2), task, "--reason", "nobody inside")
        self.do("task owed", n(2), "--json")
        self.do("task add", n(2), "fetch the ladder", "--group", "rescue")
        self.do("task assign", n(2), "own.1", "Xu Nuoyan")
        self.do("task note", n(2), "own.1", "on its way")
        self.do("list send", n(2), "investigation")
        self.do("group card", n(2), "rescue", "--json")
        self.do("paper list", n(2), "rescue", "--out", str(folder / "rescue.pdf"))
        assert (folder / "rescue.pdf").read_bytes().startswith(b"%PDF")
        self.do("sheet list", n(2), "--json")
        self.do("sheet entered", n(2), "--json")
        self.do("task show", n(2), "own.1", "--json")
        self.do("task timeline", n(2), "--json")
        self.do("list show", n(2), "--json")
        self.do("list pauses", "--incident", n(2), "--json")
        self.do("list read", n(2), "rescue", "--json")
        self.do("list complete", n(2), "rescue")
        earlier = (datetime.now(UTC) - timedelta(minutes=11)).isoformat(timespec="seconds")
        assert self.seat("incident", "report", "fire 3F smoke !III", "--at", earlier).line == n(5)
        self.do("list confirm", n(5), self.seat("list", "pauses", "--incident", n(5), "--json").json[0]["code"])
        self.do("benchmark declare", n(2), "all_out")
        self.do("mark answer", n(2), "same plan")
        self.do("card open", "smoke")
        self.do("card list", "--json")
        self.do("card show", "smoke", "--json")
        self.do("card fill", "smoke", "--hazard", "烟 / smoke")
        self.do("card switch", "smoke", "shelter")
        self.do("card attach", "shelter", n(2))
        self.do("card close", "shelter")
        self.do("person erase", "Zhou Li", "--basis", "left")
        self.do("plan adopt")
        self.do("backup", str(folder / "stick"))
        self.do("restore", str(next((folder / "stick").glob("*.db"))), "--data", str(folder / "fresh"))
        self.do("stream new", "--reason", "a second life", "--data", str(folder / "fresh"))

    def do(self, spoken: str, *words: str) -> Said:
        said = self.said[spoken] = self.seat(*spoken.split(), *words)
        assert said.code == 0, f"{spoken}: {said.err}"
        return said


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    yield Evening(tmp_path_factory.mktemp("outside"))


def spoken(name: str) -> str:
    return name.replace(".", " ").replace("_", "-")


def test_every_verb_question_and_door_was_said(evening: Evening) -> None:
    everything = ({*COMMANDS} - HIDDEN) | {*QUESTIONS} | {*DOORS}
    assert {spoken(name) for name in everything} == set(evening.said)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("incident report", "26-0001"), ("log add", "#1"), ("incident promote", "26-0002"), ("incident set-level", "#2"),
        ("incident answer", "#3"), ("incident chain", "#4"), ("incident describe", "#5"), ("fact set", "#6"), ("fact start", "#7"),
        ("fact stop", "#8"), ("log strike", "#1"), ("log redact", "#1"), ("log import", "26-0003"), ("deadline meet", "#9"),
        ("person add", "Zhou Li"), ("post assign", "head_safety"), ("operator take", "Xu Nuoyan"), ("place add", "2F-foodcourt"),
        ("stream new", "A3"), ("incident merge", "26-0002"), ("incident unmerge", "26-0004"), ("attachment add", "1"), ("attachment redact", "1"),
    ],
)  # fmt: skip
def test_a_verb_prints_the_number_of_what_it_made_and_nothing_else(evening: Evening, words: str, number: str) -> None:
    assert evening.said[words].line == number.replace("26-", evening.year)


def test_what_a_person_should_know_stands_on_the_other_stream(evening: Evening) -> None:
    assert evening.said["incident report"].err == "In command: Zhou Li, Head of safety management\n"


KEYS: dict[str, set[str]] = {
    "incident suggest": {"incident", "as_of", "level", "default_level", "hits", "ahead", "grade", "grade_hits", "clocks", "asks"},
    "log list": {"number", "event_at", "recorded_at", "by", "channel", "place", "kind", "text", "struck", "facts"},
    "incident show": {
        "number", "type", "title", "place", "department", "state", "level", "grade", "commander", "groups", "chain", "parts", "started_at",
        "received_at", "controlled_at", "ended_at", "facts", "criteria",
    },
    "deadline list": {"id", "incident", "subject", "kind", "due_at", "state", "applies", "late_s", "to", "source"},
    "alert list": {
        "id", "deadline", "incident", "step", "told", "raised_at", "due_at", "late_s", "state", "acknowledged_by", "acknowledged_at", "note",
    },
    "attachment list": {"number", "name", "sha256", "size", "media", "at", "by", "entry", "note", "state"},
    "search": {"kind", "incident", "number", "text", "event_at"},
}  # fmt: skip
INNER: dict[tuple[str, str], set[str]] = {
    ("incident suggest", "hits"): {"level", "metric", "value", "at_least", "entry", "source", "text"},
    ("incident suggest", "clocks"): {"rule", "applies", "starts_at", "due_at", "to", "source", "window_until"},
    ("incident show", "criteria"): {"code", "text", "met"},
    ("incident show", "commander"): {"post", "person", "since"},
    ("incident show", "chain"): {"step", "at", "by"},
    ("incident show", "parts"): {"time", "place", "nature", "scope", "severity", "measures"},
}


@pytest.mark.parametrize("words", sorted(KEYS))
def test_the_keys_are_as_the_issue_names_them(evening: Evening, words: str) -> None:
    answer = evening.said[words].json
    for row in answer if isinstance(answer, list) else [answer]:
        assert KEYS[words] <= row.keys()
    for (of, key), inner in INNER.items():
        if of == words:
            found = answer[key]
            for row in found if isinstance(found, list) else [found]:
                assert inner <= row.keys()


@pytest.mark.parametrize(
    "words", ["log list", "deadline list", "search", "incident list", "post list", "person list", "place list"]
)
def test_lists_are_arrays(evening: Evening, words: str) -> None:
    assert isinstance(evening.said[words].json, list) and evening.said[words].json


def test_times_have_an_offset_and_lateness_is_an_integer(evening: Evening) -> None:
    def walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict):
            for name, item in value.items():
                yield from walk(item, name)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item, key)
        else:
            yield key, value

    seen = 0
    for said in evening.said.values():
        if not said.out.startswith(("[", "{")):
            continue
        for key, value in walk(json.loads(said.out)):
            if key in ("at", "as_of", "since") or key.endswith("_at"):
                assert value is None or value.endswith("Z") or "+" in value, (key, value)
                seen += 1
            if key == "late_s":
                assert isinstance(value, int) and value >= 0
    assert seen > 100


def test_an_entrys_number_has_no_leading_sign(evening: Evening) -> None:
    assert [row["number"] for row in evening.said["log list"].json][:3] == ["1", "2", "3"]


def test_verify_and_doctor_answer_scripts(evening: Evening) -> None:
    assert evening.said["verify"].json["ok"] is True
    assert {check["code"] for check in evening.said["doctor"].json["checks"]} >= {
        "disk",
        "clock",
        "guards",
        "stream",
        "file",
    }
    assert evening.said["plan check"].json == {"faults": []}


def test_the_brief_is_in_both_languages(evening: Evening) -> None:
    brief = evening.said["incident brief"].json
    assert brief["zh"].startswith("初报") and brief["en"].startswith("Initial report") and brief["missing"] == []


def test_refused_is_one_and_ill_formed_is_two(evening: Evening) -> None:
    refused = evening.seat("incident", "show", f"{evening.year}9999")
    assert (refused.code, refused.out) == (1, "") and len(refused.err.splitlines()) == 2
    ill = evening.seat("incident", "show")
    assert (ill.code, ill.out) == (2, "") and "--help" in ill.err
    assert evening.seat("incident", "dance").code == 2


def test_no_prompt_without_a_terminal(evening: Evening) -> None:
    bare = evening.seat(stdin="y\n")
    assert bare.code == 2 and "incident report" in bare.out
    nowhere = evening.seat("board", stdin="y\n", COMMANDPOST_DATA=str(evening.seat.folder / "nowhere"))
    assert nowhere.code == 1 and "commandpost init" in nowhere.err


def test_it_speaks_both_languages(evening: Evening) -> None:
    said = evening.seat("incident", "show", f"{evening.year}9999", "--lang", "zh_CN")
    assert said.code == 1 and "没有编号" in said.err
    assert "宣布应急结束" in evening.seat("--help", LC_ALL="zh_CN.UTF-8").out
    assert "火灾" in evening.seat("incident", "list", "--lang", "zh_CN").out


def test_a_reader_who_has_read_enough_is_no_fault(evening: Evening) -> None:
    import subprocess

    from tests.cli.seat import COMMAND

    pipe = f"'{COMMAND}' log list {evening.year}0003 | head -1"
    run = subprocess.run(["bash", "-c", pipe], capture_output=True, text=True, env=evening.seat.env)
    assert run.stdout.startswith("No.") and run.stderr == ""

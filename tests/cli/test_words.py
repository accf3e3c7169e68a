"""How the words of the command line are read: options anywhere, texts after --, who, when, under which key; what is ill-formed says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commandpost.cli import DOORS
from commandpost.domain.registry import COMMANDS, HIDDEN, QUESTIONS
from tests.cli.seat import Inside

EVERYTHING = sorted(({*COMMANDS} - HIDDEN) | {*QUESTIONS} | {*DOORS})


def test_common_options_stand_anywhere(seat: Inside, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    assert seat("--lang", "en", "--data", other, "init", "--site", "S", "--desk", "b", "--operator", "Op").code == 0
    for words in (
        ("--data", other, "--json", "incident", "list"),
        ("incident", "--data", other, "list", "--json"),
        ("incident", "list", f"--data={other}", "--json"),
    ):
        assert seat(*words).json == []
    made = seat("incident", "report", "fire", "--data", other)
    assert made.line.endswith("-B-0001")


def test_underscore_and_dash_are_one(seat: Inside) -> None:
    number = seat("incident", "report", "fire").line
    assert seat("incident", "set_level", number, "III", "--reason", "x").code == 0
    assert seat("incident", "set-level", number, "II", "--reason", "x").code == 0


def test_event_time_and_who(seat: Inside) -> None:
    seat("person", "add", "Zhou Li")
    number = seat("incident", "report", "fire", "--at", "2026-11-05T21:38+08:00", "--as", "Zhou Li").line
    entry = seat("log", "list", number, "--json").json[0]
    assert (entry["event_at"], entry["author"]) == ("2026-11-05T13:38:00.000Z", "Zhou Li")
    assert entry["recorded_at"] != entry["event_at"]
    for wrong in ("2026-11-05T21:38", "yesterday", "25:38", "2026-13-40T00:00Z", ""):
        assert seat("log", "add", number, "x", "--at", wrong).code == 2
    stranger = seat("log", "add", number, "x", "--as", "Nobody")
    assert stranger.code == 1 and "person add" in stranger.err
    assert len(seat("log", "list", number, "--json").json) == 1


def test_a_key_makes_one_record(seat: Inside) -> None:
    first = seat("incident", "report", "fire", "--key", "k1")
    again = seat("incident", "report", "fire", "--key", "k1")
    assert first.line == again.line and len(seat("incident", "list", "--json").json) == 1
    assert seat("incident", "report", "fire", "--key", "k1", "--json").json["again"] is True
    assert seat("incident", "report", "flood", "--key", "k1").code == 1


def test_an_import_under_a_key_is_one_import(seat: Inside) -> None:
    file = str(Path(__file__).parents[1] / "cases" / "crandon-2023.csv")
    words = ("log", "import", file, "--new", "ride_failure", "--title", "Crandon", "--key", "k")
    assert seat(*words).line == seat(*words).line
    assert len(seat("incident", "list", "--json").json) == 1


def test_a_question_takes_no_event_time(seat: Inside) -> None:
    seat("incident", "report", "fire")
    assert seat("incident", "list", "--at", "2026-11-05T21:38+08:00").code == 2


def test_repeated_options(seat: Inside) -> None:
    number = seat("incident", "report", "fire").line
    seat("log", "add", number, "count", "--set", "deaths=1", "--set=serious=2", "--set", "轻伤人数=3")
    assert seat("log", "list", number, "--json").json[1]["facts"] == {
        "deaths": 1,
        "serious_injuries": 2,
        "minor_injuries": 3,
    }
    assert seat("log", "add", number, "x", "--by", "A", "--by", "B").code == 2


def test_what_is_not_known_is_null_and_never_zero(seat: Inside) -> None:
    number = seat("incident", "report", "fire, 2 hurt").line
    facts = seat("incident", "show", number, "--json").json["facts"]
    assert facts["injured"] == 2 and facts["deaths"] is None and facts["direct_loss_cny"] is None
    assert len(facts) == seat("plan", "show", "--json").json["metrics"]


def test_texts_that_look_like_options(seat: Inside) -> None:
    assert seat("log", "add", "duty", "-5 degrees at the ramp").code == 0
    assert seat("log", "add", "duty", "--", "--json").code == 0
    assert seat("log", "add", "--by", "--help me--", "duty", "x").code == 0
    assert [entry["text"] for entry in seat("log", "list", "--json").json] == ["-5 degrees at the ramp", "--json", "x"]


@pytest.mark.parametrize(
    "words",
    [
        ("incident", "report"),
        ("incident", "report", "fire", "at", "gate", "4"),
        ("incident", "report", "fire", "--colour", "red"),
        ("incident", "report", ""),
        ("incident", "set-level", "26-0001"),
        ("incident", "set-level", "26-0001", "III"),
        ("incident", "end", "26-0001", "--reason", "x"),
        ("post", "assign", "head_safety", "Lin Wei", "--second=yes"),
        ("log", "add", "duty", "x", "--by"),
        ("incident", "list", "--limit", "many"),
        ("incident", "brief", "x", "--kind", "poem"),
        ("site", "open"),
        ("frobnicate",),
        ("incident",),
        ("--lang", "fr", "board"),
        ("--data",),
    ],
)
def test_ill_formed_words_are_two_and_say_so(shared_seat: Inside, words: tuple[str, ...]) -> None:
    said = shared_seat(*words)
    assert said.code == 2 and said.out == "" and said.err.strip()


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_explains_itself_in_both_languages(shared_seat: Inside, name: str, language: str) -> None:
    words = name.replace("_", "-").split(".")
    said = shared_seat(*words, "--help", "--lang", language)
    assert said.code == 0 and said.out.startswith("commandpost " + " ".join(words))
    sentence = said.out.splitlines()[2]
    assert sentence and sentence.isascii() == (language == "en") or "…" in sentence or "’" in sentence


def test_the_overview_names_everything(seat: Inside) -> None:
    said = seat("--help")
    assert all(name.replace(".", " ").replace("_", "-") in said.out for name in EVERYTHING)
    assert "site open" not in said.out
    assert seat("--version").out.startswith("commandpost ")


def test_a_new_desk_stands_in_shanghai_unless_somewhere_is_named(seat: Inside, tmp_path: Path) -> None:
    def zone(*words: str) -> str:
        from commandpost.desk import open_desk

        folder = tmp_path / f"d{len(list(tmp_path.iterdir()))}"
        assert seat("init", "--site", "S", "--desk", "A", "--operator", "O", "--data", str(folder), *words).code == 0
        with open_desk(folder, tmp_path / "state") as desk:
            return f"{desk.site.zone} {desk.site.day_starts} {desk.site.language}"

    assert zone() == "Asia/Shanghai 00:00 en"
    assert zone("--zone", "America/Chicago", "--day-starts", "6:30", "--lang", "zh_CN") == "America/Chicago 06:30 zh_CN"


@pytest.mark.parametrize(
    "words",
    [
        ("--desk", "Front desk"),
        ("--desk", "甲"),
        ("--desk", "A2"),
        ("--zone", "Mars/Base"),
        ("--day-starts", "25:00"),
        ("--site", " "),
        ("--operator", ""),
    ],
)
def test_a_desk_that_cannot_be_opened_leaves_nothing_behind(
    seat: Inside, tmp_path: Path, words: tuple[str, str]
) -> None:
    folder = tmp_path / "new"
    given = {"--site": "S", "--desk": "A", "--operator": "O"} | {words[0]: words[1]}
    said = seat("init", "--data", str(folder), *(word for pair in given.items() for word in pair))
    assert said.code == 2
    assert not (folder / "commandpost.db").exists()
    assert seat("init", "--data", str(folder), "--site", "S", "--desk", "A", "--operator", "O").code == 0


def test_a_second_desk_in_the_same_folder_is_refused(seat: Inside) -> None:
    assert seat("init", "--site", "S", "--desk", "A", "--operator", "O").code == 1


def test_doors_say_what_is_wrong(seat: Inside, tmp_path: Path) -> None:
    for words, says in (
        (("log", "import", str(tmp_path / "none.csv"), "--new", "fire"), "cannot be read"),
        (("log", "import", str(tmp_path), "--new", "fire"), "cannot be read"),
        (("log", "import", "x.csv"), "either an incident or a new type"),
        (("restore", __file__, "--data", str(tmp_path / "fresh")), "no desk's file"),
        (("restore", "none.db", "--data", str(tmp_path / "fresh")), "no file"),
        (("plan", "adopt", str(tmp_path)), "faults"),
        (("plan", "check", str(tmp_path)), ""),
        (("backup", __file__), "cannot be written"),
        (("board", "--data", str(tmp_path / "nowhere")), "no desk"),
    ):
        said = seat(*words)
        assert said.code == 1 and says in said.err, words


def test_a_damaged_file_is_named(seat: Inside, tmp_path: Path) -> None:
    seat("incident", "report", "fire")
    book = tmp_path / "data" / "commandpost.db"
    content = bytearray(book.read_bytes())
    content[: 16 * 1024] = b"\x00" * (16 * 1024)
    book.write_bytes(bytes(content))
    for words in (("board",), ("incident", "report", "x"), ("verify",)):
        said = seat(*words)
        assert said.code == 1 and said.err.strip()


def test_a_changed_record_fails_verify_with_its_number(seat: Inside, tmp_path: Path) -> None:
    import sqlite3

    seat("log", "add", "duty", "rain")
    with sqlite3.connect(tmp_path / "data" / "commandpost.db") as raw:
        raw.execute("UPDATE personal SET value = 'sun' WHERE value = 'rain'")
    raw.close()
    said = seat("verify")
    assert said.code == 1 and "A/2" in said.out
    assert seat("verify", "--json").code == 1


def test_erasing_a_person_prints_every_entry_that_still_names_them(seat: Inside) -> None:
    seat("person", "add", "Zhou Li")
    number = seat("incident", "report", "fire, Zhou Li looks").line
    said = seat("person", "erase", "Zhou Li", "--basis", "left")
    assert (said.code, said.out, said.err) == (0, f"Still named in {number} #1\n", "")
    assert seat("person", "erase", "Lin Wei", "--basis", "left").out == ""
    assert seat("verify").code == 0


def test_a_sites_own_plan_is_checked_adopted_and_shown(seat: Inside, tmp_path: Path) -> None:
    import shutil

    from commandpost.plan.pack import our_pack_dir

    ours = tmp_path / "plan"
    shutil.copytree(our_pack_dir(), ours)
    old = seat("incident", "report", "fire").line
    page = (ours / "plan.yaml").read_text(encoding="utf-8")
    (ours / "plan.yaml").write_text(page.replace("level_within_min: 5", "level_within_min: 3"), encoding="utf-8")
    assert seat("plan", "check", str(ours), "--json").json == {"faults": []}
    before = seat("plan", "show", "--json").json["digest"]
    adopted = seat("plan", "adopt", str(ours)).line
    after = seat("plan", "show", "--json").json
    assert after["digest"].startswith(adopted) and after["digest"] != before and after["origin"] == "site"
    new = seat("incident", "report", "fire").line

    def minutes(number: str) -> float:
        from commandpost.store.instant import seconds_between

        (row,) = [
            row for row in seat("deadline", "list", "--incident", number, "--json").json if row["kind"] == "level"
        ]
        return seconds_between(row["started_at"], row["due_at"]) / 60

    assert (minutes(old), minutes(new)) == (5, 3)
    (ours / "plan.yaml").write_text(page.replace("level_within_min: 5", "level_within_min: soon"), encoding="utf-8")
    fault = seat("plan", "check", str(ours))
    assert fault.code == 1 and "plan.yaml:" in fault.out and "level_within_min" in fault.out
    assert seat("plan", "adopt", str(ours)).code == 1 and seat("plan", "show", "--json").json == after


def test_backup_restore_and_going_on(seat: Inside, tmp_path: Path) -> None:
    number = seat("incident", "report", "fire").line
    saved = seat("backup", str(tmp_path / "stick"), "--json").json
    assert saved["ok"] and saved["records"] == 2
    fresh = str(tmp_path / "fresh")
    assert seat("restore", saved["file"], "--data", fresh).code == 0
    assert seat("log", "add", number, "going on", "--data", fresh).line == "A2#1"
    assert [entry["number"] for entry in seat("log", "list", number, "--data", fresh, "--json").json] == ["1", "A2#1"]
    assert seat("verify", "--data", fresh).code == 0 and seat("verify").code == 0
    assert seat("log", "add", number, "the old desk goes on too").line == "#2"
    assert seat("doctor").code == 0, seat("doctor").out
    assert seat("restore", saved["file"]).code == 1


@pytest.mark.parametrize("typed", ["zh", "zh-CN", "zh_cn", "zh_CN"])
def test_a_language_may_be_typed_as_people_write_it(shared_seat: Inside, typed: str) -> None:
    assert "不带参数即打开屏幕" in shared_seat("--help", "--lang", typed).out


def test_who_has_read_enough_is_not_answered_with_a_traceback() -> None:
    process = subprocess.Popen([sys.executable, "-m", "commandpost", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b"" and process.wait(30) == 0

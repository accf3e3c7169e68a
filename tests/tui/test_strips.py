"""DESIGN 4: the strip says who, what is open, late, in exercise, on battery; where room is short the least important goes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandpost.tui.parts import battery
from tests.story import Post
from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import sitting


def supply(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir(parents=True)
    for file, text in files.items():
        (folder / name / file).write_text(text + "\n", encoding="ascii")


def test_a_battery_is_told_while_it_gives(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="81")
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", status="Discharging", capacity="5")
    assert battery.linux(tmp_path) == 81
    supply(tmp_path, "BAT1", type="Battery", status="Unknown", capacity="41")
    assert battery.linux(tmp_path) == 61
    (tmp_path / "AC" / "online").write_text("1\n")
    assert battery.linux(tmp_path) is None


def test_no_battery_no_folder_and_garbage_say_nothing(tmp_path: Path) -> None:
    assert battery.linux(tmp_path / "none") is None
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="\u0665".encode("ascii", "ignore").decode())
    supply(tmp_path, "file", type="Battery", status="Full", capacity="100")
    (tmp_path / "odd").write_bytes(b"\xff")
    assert battery.linux(tmp_path) is None


@pytest.mark.parametrize(
    ("said", "percent"),
    [
        ("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t57%; discharging; 3:12 remaining\n", 57),
        ("Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t57%; charging\n", None),
        ("Now drawing from 'AC Power'\n", None),
        ("", None),
    ],
)
def test_what_macos_says(said: str, percent: int | None) -> None:
    assert battery.pmset(said) == percent


@pytest.mark.parametrize(
    ("width", "said", "not_said"),
    [
        (80, ("Harbour Mall", "II orange 1", "III yellow 1", "not set 1", "14:07:42", "LATE 3"), ("Desk A", "IV 0")),
        (120, ("Harbour Mall · Lin Wei", "II orange 1", "IV 0", "LATE 3", "bat 81 %", "14:07:42"), ()),
        (200, ("Harbour Mall · Desk A · Lin Wei", "IV 0", "LATE 3", "bat 81 %", "ready"), ()),
    ],
)
async def test_where_room_is_short_the_least_important_goes_first(
    monkeypatch: pytest.MonkeyPatch, width: int, said: tuple[str, ...], not_said: tuple[str, ...]
) -> None:
    monkeypatch.setattr(battery, "left", lambda: 81)
    async with sitting(FakeDesk().furnish(), size=(width, 36)) as seat:
        seat.app.standing.late = 3
        await seat.until(lambda: seat.app.standing.battery == 81, "the battery")
        seat.app.standing.refresh()
        await seat.pilot.pause(0.05)
        line = seat.lines()[0]
        assert all(text in line for text in said) and not any(text in line for text in not_said), line
        assert line.endswith("14:07:42")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
async def test_exercise_low_battery_and_clock_are_never_cut(
    monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    monkeypatch.setattr(battery, "left", lambda: 9)
    desk = FakeDesk().furnish()
    desk.exercise = True
    async with sitting(desk, size=(width, 24), language=language) as seat:
        await seat.until(lambda: seat.app.standing.battery == 9, "the battery")
        seat.app.standing.refresh()
        await seat.pilot.pause(0.05)
        line = seat.lines()[0]
        if width >= 80:
            assert "演练 EXERCISE" in line and ("bat 9 %" if language == "en" else "电量 9%") in line, line
            assert ("II orange 1" if language == "en" else "II 橙 1") in line and line.endswith("14:07:42")


async def test_what_is_late_on_the_whole_desk_is_counted_in_words(post: Post) -> None:
    post.report("fire 2F-foodcourt smoke, 2 hurt !II")
    post.forward(hours=5)
    async with sitting(post.desk, size=(120, 36)) as seat:
        await seat.see("26-0001")
        late = len([owed for owed in post.owed("26-0001") if owed.due_at < post.desk.clock.now().isoformat()])
        assert late > 3 and f"LATE {late}" in seat.lines()[0]


@pytest.mark.parametrize(("language", "key", "help_"), [("en", "n new", "? help"), ("zh_CN", "n 上报", "? 帮助")])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_is_said_leaves_the_keys_in_sight(language: str, key: str, help_: str, size: tuple[int, int]) -> None:
    async with sitting(FakeDesk().furnish(), size=size, language=language) as seat:
        seat.app.standing.say("26-0014 is in the book.")
        await seat.until(lambda: seat.lines()[-1].startswith(" 26-0014 is in the book."), "the sentence")
        assert key in seat.lines()[-1] and seat.lines()[-1].endswith(help_)


LONG = "Half-typed words were kept in a place with a name of many words"


async def test_what_hides_the_keys_gives_way_to_the_first_key_once_it_was_read() -> None:
    async with sitting(FakeDesk().furnish(), size=(80, 24)) as seat:
        standing = seat.app.standing
        standing.say(LONG, wrong=True)
        await seat.see("Not done: Half-typed")
        assert "n new" not in seat.lines()[-1]
        await seat.press("down")  # it came a moment ago
        await seat.see("Not done: Half-typed")
        standing.notice = standing.notice._replace(read=0.0)  # and now it has stood long enough
        await seat.press("down")
        await seat.gone("Half-typed")
        await seat.see("n new")


async def test_what_stays_keeps_its_words_and_the_keys_stand_below() -> None:
    async with sitting(FakeDesk().furnish(), size=(80, 24)) as seat:
        standing = seat.app.standing
        standing.say(LONG, wrong=True, stays=True)
        standing.notice = standing.notice._replace(read=0.0)
        standing.refresh()
        await seat.press("down")
        await seat.see("Half-typed", "n new")
        assert seat.lines()[-1].startswith(" n new")

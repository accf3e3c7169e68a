"""Issue 4, point 8: each setting has its sentence, is changed by keys, holds at once and is written; every key may be another."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandpost.settings import CHOICES, Settings, read
from commandpost.tui.keys import DECLARED
from commandpost.tui.parts.keymap import checked, load_all, spelled
from commandpost.tui.themes import THEMES
from tests.story import Post
from tests.tui.seat import Seat, _Post, sitting


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@asynccontextmanager
async def at_settings(
    post: Post, text: str = "", size: tuple[int, int] = (80, 24), language: str = "en", wait: str = "ready"
) -> AsyncIterator[tuple[Seat, Path]]:
    """Sit down with a settings file beside the book and open the settings."""
    folder = post.desk.folder
    if text:
        (folder / "settings.toml").write_text(text, encoding="utf-8")
    opener = _Post(post.desk)
    opener.settings = Settings(folder, folder, *read(folder / "settings.toml"))  # type: ignore[attr-defined]
    async with sitting(post.desk, size=size, language=language, opener=opener, wait=wait) as seat:
        await seat.press("comma")
        await seat.until(lambda: bool(seat.app.page and seat.app.page.pane_here.id != "board"), "settings")
        await seat.until(lambda: len(seat.app.page.pane_here.table.rows) > len(CHOICES), "keys")  # type: ignore[union-attr]
        yield seat, folder / "settings.toml"


async def written(seat: Seat) -> None:
    await seat.until(lambda: not seat.app.preferences.writing, "written")


async def test_the_themes_of_the_file_are_those_of_the_desk() -> None:
    assert set(CHOICES["theme"].allowed) == {"auto", *THEMES}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_every_setting_has_its_sentence_values_and_default(post: Post, language: str) -> None:
    async with at_settings(post, language=language) as (seat, _):
        seen = []
        for _ in CHOICES:
            await seat.pilot.pause(0.05)
            foot = [line for line in seat.lines()[-9:-1] if line.strip()]
            seen.append("\n".join(foot))
            await seat.press("down")
        assert len(set(seen)) == len(CHOICES)
        assert all(("ours: " if language == "en" else "默认：") in foot for foot in seen)


async def test_colours_change_at_once_and_are_written_with_the_owners_comments_kept(post: Post) -> None:
    async with at_settings(post, '# van\ntheme = "dark" # lid\nunknown = 1\n') as (seat, file):
        await seat.press("down", "right")
        assert seat.app.theme == "light"
        assert seat.chosen().split()[:2] == ["▌Colours", "light"]
        await written(seat)
        assert file.read_text(encoding="utf-8") == '# van\ntheme = "light"  # lid\nunknown = 1\n'
        await seat.press("delete")
        await written(seat)
        assert tomllib.loads(file.read_text(encoding="utf-8"))["theme"] == "auto"


async def test_the_language_changes_at_once(post: Post) -> None:
    async with at_settings(post) as (seat, file):
        await seat.press("right")
        await seat.see("本机设置")
        assert seat.chosen().split() == ["▌语言", "中文"]
        await seat.press("right")
        await seat.see("Settings of this laptop")
        await written(seat)
        assert tomllib.loads(file.read_text(encoding="utf-8")) == {"language": "en"}


async def test_a_wrong_value_is_said_and_what_was_typed_stays(post: Post) -> None:
    async with at_settings(post) as (seat, file):
        await seat.press("down", "down", "enter")
        await seat.see("Night colours ▸ off")
        await seat.press("ctrl+u")
        await seat.enter("20:00")
        await seat.see("“20:00” is not a time from and to.", "Night colours ▸ 20:00")
        assert not file.exists()
        await seat.press("escape")
        await seat.gone("Night colours ▸")
        await seat.press("enter")
        await seat.see("Night colours ▸ 20:00")
        await seat.enter("-6")
        await seat.gone("Night colours ▸")
        assert seat.chosen().split()[:3] == ["▌Night", "colours", "20:00-06:00"]
        await written(seat)
        assert tomllib.loads(file.read_text(encoding="utf-8")) == {"night": "20:00-06:00"}


@pytest.mark.heavy
async def test_at_dusk_the_night_theme_and_at_dawn_the_chosen_one(post: Post) -> None:
    post.at("19:59")
    async with at_settings(post, 'theme = "light"\nnight = "20:00-06:30"\n') as (seat, _):
        assert seat.app.theme == "light"
        post.at("20:00")
        await seat.until(lambda: seat.app.theme == "night", "dusk")
        await seat.press("ctrl+t")  # by hand: it stays
        await seat.pilot.pause(1.2)
        assert seat.app.theme == "plain"
        post.at("2026-11-06T06:30")
        await seat.until(lambda: seat.app.theme == "light", "dawn")


async def go_to(seat: Seat, command: str) -> None:
    table = seat.app.page.pane_here.table  # type: ignore[union-attr]
    table.choose(command)
    await seat.until(lambda: table.cursor_key == command, command)


async def test_a_command_gets_another_key_everywhere(post: Post) -> None:
    async with at_settings(post) as (seat, file):
        await go_to(seat, "incident.report")
        await seat.press("enter")
        await seat.see("Press the new key for new (now n).")
        await seat.press("f8")
        await seat.gone("Press the new key")
        assert seat.chosen().split()[:2] == ["▌new", "F8"]
        await written(seat)
        assert tomllib.loads(file.read_text(encoding="utf-8")) == {"keys": {"incident.report": "f8"}}
        await seat.press("escape")
        await seat.see("F8 new")
        await seat.press("question_mark")
        await seat.see("Keys that work here")
        assert any(line.replace("│", "").split()[:2] == ["F8", "new"] for line in seat.lines())
        await seat.press("question_mark", "n")
        await seat.pilot.pause(0.1)
        assert "▸" not in seat.text()
        await seat.press("f8")
        await seat.see("report ▸")


REFUSED = [
    ("colon", ": is command already; it cannot be new as well."),
    ("S", "S begins a scan"),
    ("enter", "Enter moves, opens or edits on every page"),
    ("ctrl+u", "ctrl+u edits the line one types in"),
]


async def test_what_cannot_be_is_refused_naming_both_and_the_old_key_stays(post: Post) -> None:
    async with at_settings(post) as (seat, file):
        await go_to(seat, "incident.report")
        await seat.press("enter")
        for key, said in REFUSED:
            await seat.press(key)
            await seat.see(said.split(";")[0])
        await seat.press("escape")
        await seat.gone("Press the new key")
        assert seat.chosen().split()[:2] == ["▌new", "n"] and not file.exists()
        await go_to(seat, "desk.theme")
        await seat.press("enter", "z")
        await seat.see("works while one types")


async def test_keys_of_the_file_hold_from_the_start_and_wrong_ones_are_named_with_their_line(post: Post) -> None:
    text = '[keys]\n"incident.report" = "f9"\n"log.add" = "S"\n"desk.jump" = "f9"\n"no.such" = "g"\n'
    async with at_settings(post, text) as (seat, _):
        await seat.see("settings.toml, line 3: S begins a scan", "settings.toml, line 4: F9 is new already")
        wrong = seat.app.preferences.wrong
        assert [said.split(": ")[0][-1] for said in wrong] == ["3", "4", "5"] and "“no.such”" in wrong[2]
        await seat.press("escape", "f9")
        await seat.see("report ▸")


async def test_two_commands_may_exchange_their_keys_in_the_file(post: Post) -> None:
    text = '[keys]\n"incident.report" = "j"\n"desk.jump" = "n"\n'
    async with at_settings(post, text) as (seat, _):
        assert (
            seat.app.preferences.keymap == {"incident.report": "j", "desk.jump": "n"} and not seat.app.preferences.wrong
        )
        await seat.press("escape", "j")
        await seat.see("report ▸")


def test_whoever_gets_its_own_key_back_keeps_it() -> None:
    load_all()
    held, wrong = checked({"incident.report": "j", "desk.jump": "S", "desk.help": "f1"})
    assert held == {"desk.help": "f1"} and set(wrong) == {"incident.report", "desk.jump"}


@given(
    st.dictionaries(
        st.sampled_from(["incident.report", "desk.jump", "desk.help", "log.add", "desk.theme", "x.y"]),
        st.sampled_from(["n", "j", "g", "l", ",", "?", "f2", "S", "ctrl+r", "ctrl+u", "enter", "二", ""]),
    )
)
@pytest.mark.heavy
def test_whatever_stands_in_the_file_no_key_has_two_meanings(keys: dict[str, str]) -> None:
    load_all()
    held, wrong = checked(keys)
    assert set(held) | set(wrong) == set(keys) and not set(held) & set(wrong)
    meanings: dict[str, set[str]] = defaultdict(set)
    for name, key in DECLARED.items():
        for one in held.get(name, key.key).split(","):
            meanings[one if len(one) > 1 else spelled(one)].add(name)
    mine = set(held.values())
    assert all(len(meanings[key]) == 1 for key in mine) and "S" not in mine


async def test_a_broken_file_keeps_nobody_from_the_desk_and_is_left_alone(post: Post) -> None:
    async with at_settings(post, "theme = \n") as (seat, file):
        await seat.see("settings.toml cannot be understood at line 1.")
        await seat.press("down", "right")
        await seat.see("It holds until the desk is left.")
        assert seat.app.theme == "dark" and file.read_text(encoding="utf-8") == "theme = \n"

"""DESIGN 4: one key, one meaning everywhere; every key is told by footer, help and palette; one letter stays free for scans."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import OptionList

import commandpost.tui
from commandpost.domain import registry
from commandpost.tui import keys
from commandpost.tui.keys import Key, Sentence, bound, key_name, told
from commandpost.tui.panes_table import PANES
from commandpost.tui.parts.command_words import spelling
from commandpost.tui.parts.desk_screen import DeskScreen
from commandpost.tui.parts.keymap import FIXED
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.sheet import Sheet
from commandpost.tui.parts.verbs import NOT_HERE
from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import sitting


def declared() -> list[tuple[str, Binding]]:
    """Every binding that a class of the screen declares itself."""
    found = []
    for module in pkgutil.walk_packages(commandpost.tui.__path__, "commandpost.tui."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing.__module__ == module.name:
                for binding in Binding.make_bindings(thing.__dict__.get("BINDINGS", [])):
                    found.append((f"{module.name}.{name}", binding))
    return found


# the same thing done to something else: write on this, answer the desk's question, which rows are seen, the one before and after
ALIKE = {"e", "y", "w", "left_square_bracket", "right_square_bracket"}


def test_one_key_one_meaning() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for where, binding in declared():
        assert binding.id, f"{where} binds {binding.key} without saying by an id what it does"
        meanings[binding.key].add(binding.id)
    # up, down and tab move, in a list as in a form
    # and Enter does or opens what one stands on; no user may give these another meaning (parts/keymap.py)
    moving = FIXED | ALIKE
    assert {key: ids for key, ids in meanings.items() if len(ids) > 1 and key not in moving} == {}


def test_a_scan_may_press_no_key() -> None:
    assert keys.SCAN.isupper() and len(keys.SCAN) == 1
    assert not [where for where, binding in declared() if keys.SCAN in binding.key.split(",")]


def test_digits_belong_to_panes_that_exist() -> None:
    digits = {binding.key: binding.action for _, binding in declared() if binding.key.isdigit()}
    assert set(digits.values()) == {"app.lists", *(f"app.pane('{name}')" for name in PANES)}


def test_a_key_that_runs_a_verb_bears_its_id() -> None:
    for _, binding in declared():
        room, _, verb = (binding.id or "").partition(".")
        if room in ("incident", "log", "deadline", "fact", "person", "post", "place"):
            assert binding.id in registry.COMMANDS or binding.id in registry.QUESTIONS, (room, verb)


async def test_help_tells_the_keys_of_this_page_and_goes_away() -> None:
    async with sitting(FakeDesk().furnish(), size=(120, 40)) as seat:
        await seat.see("Enter open")
        await seat.press("question_mark")
        await seat.see("Keys that work here", "log entry", "next theme", "move in a list")
        await seat.press("n", "1")
        await seat.pilot.pause()
        assert "report ▸" not in seat.text(), "the keys of the page rest while help is open"
        await seat.press("question_mark")
        await seat.gone("Keys that work here")


async def test_the_palette_finds_a_verb_in_either_language_and_puts_it_on_the_line() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("26-0007")
        await seat.until(lambda: bool(keys_learned()), "verbs learned")
        await seat.press("ctrl+p")
        await seat.see("Type part of a command")
        await seat.type("strike")
        await seat.see("log strike")
        await seat.press("enter")
        await seat.until(lambda: bool(seat.app.page and seat.app.page.bottom), "the form")
        await seat.see("Strike an entry · 26-0007")


async def test_the_palette_does_what_a_key_does() -> None:
    async with sitting(FakeDesk().furnish(), language="zh_CN") as seat:
        await seat.see("26-0007")
        await seat.press("ctrl+p")
        await seat.see("输入命令的一部分")
        await seat.type("上报")
        await seat.see("上报")
        await seat.press("enter")
        await seat.see("上报 ▸")


def keys_learned() -> str:
    from commandpost.tui.parts.verbs import sentence

    return sentence("log.strike")


async def test_every_verb_of_the_screen_says_its_sentence_in_both_languages() -> None:
    from commandpost.locale.words import set_language
    from commandpost.tui.parts import verbs

    verbs.learn()
    for verb in (*registry.COMMANDS, *registry.QUESTIONS):
        if verb in verbs.NOT_HERE:
            continue
        set_language("en")
        english = verbs.says(verb)
        set_language("zh_CN")
        assert english and verbs.says(verb) != english, verb


def test_every_key_has_its_sentence_in_both_languages() -> None:
    from commandpost.locale.words import set_language
    from commandpost.tui.parts import keymap, verbs
    from commandpost.tui.parts.key_words import SENTENCES, explained

    keymap.load_all()
    verbs.learn()
    assert not set(SENTENCES) - set(keymap.DECLARED), "sentences of keys that are no more"
    for command in keymap.DECLARED:
        if command.startswith("list."):  # one line tells them all
            continue
        set_language("en")
        english = explained(command)
        set_language("zh_CN")
        assert english and explained(command) not in ("", english), command


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_help_cuts_no_sentence(size: tuple[int, int], language: str) -> None:
    async with sitting(FakeDesk().furnish(), size=size, language=language) as seat:
        await seat.see("26-0007")
        await seat.press("question_mark")
        await seat.see("Keys that work here" if language == "en" else "本页可用按键")
        for _ in range(4):
            panel = [line.partition("│")[2].rpartition("│")[0] for line in seat.lines()[2:-1]]
            assert len([line for line in panel if line.strip()]) > 5 and not any("…" in line for line in panel)
            await seat.press("pagedown")
            await seat.pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_help_is_always_at_the_end_of_the_key_line(size: tuple[int, int]) -> None:
    async with sitting(FakeDesk().furnish(), size=size) as seat:
        await seat.see("26-0007")
        assert seat.lines()[-1].endswith("? help")


async def test_ctrl_q_leaves_when_what_was_entered_is_done() -> None:
    desk = FakeDesk()
    desk.may_write.clear()
    async with sitting(desk, wait="reading") as seat:
        await seat.press("n")
        await seat.enter("fire")
        await seat.see("1 waiting")
        desk.may_write.set()
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app.return_code is not None or not seat.app.is_running, "left")
    assert desk.done


class Held(Sheet, can_focus=True):
    """Something that takes the keys."""


class Closed(Pane):
    """A page with a key that is off, and says why."""

    BINDINGS = bound(
        Key("incident.end", "K", "end", Sentence("end")),
        Key("incident.control", "k", "control", Sentence("controlled")),
    )

    def compose(self) -> ComposeResult:
        yield Held(lambda width, now: [], lambda: 0.0)

    def asks(self) -> dict[str, Any]:
        return {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "end" else True

    def why_off(self, action: str) -> str | None:
        return "It is not under control." if action == "end" else None


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_help_groups_the_keys_and_says_why_one_is_off(size: tuple[int, int]) -> None:
    async with sitting(FakeDesk().furnish(), size=size) as seat:
        seat.app.push_screen(DeskScreen(Closed()))
        await seat.see("k controlled")
        await seat.press("f1")
        await seat.see("This page", "The whole desk", "off: It is not under control.")
        told = [line.strip("│ ").rstrip("│ ").split() for line in seat.lines()]
        page, desk = told.index(["This", "page"]), told.index(["The", "whole", "desk"])
        assert page < next(i for i, words in enumerate(told) if words[:2] == ["k", "controlled"]) < desk


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [("en", "theme", "next theme"), ("zh_CN", "hzt", "换主题"), ("zh_CN", "主题", "换主题")],
)
async def test_help_is_searched_by_typing(language: str, typed: str, found: str) -> None:
    async with sitting(FakeDesk().furnish(), language=language) as seat:
        await seat.see("26-0007")
        await seat.press("question_mark")
        await seat.see("Keys that work here" if language == "en" else "本页可用按键")
        before = len([line for line in seat.lines() if "ctrl+" in line])
        await seat.type(typed)
        await seat.until(lambda: len([line for line in seat.lines() if "ctrl+" in line]) < before, "narrowed down")
        assert found in seat.text()
        await seat.press("escape")
        await seat.gone("ctrl+t")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
async def test_the_key_line_shows_whole_words_begins_with_the_shout_and_ends_with_help(
    language: str, width: int
) -> None:
    async with sitting(FakeDesk().furnish(), size=(width, 24), language=language, wait="26-0007") as seat:
        await seat.until(lambda: "?" in seat.lines()[-1], "the keys")
        line = seat.lines()[-1]
        pairs = [part for part in re.split(r"\s{2,}", line.strip()) if part]
        known = {
            f"{key_name(b.key)} {told(b.description)}"
            for b in (a.binding for a in seat.app.screen.active_bindings.values())
        }
        assert pairs[0] == ("n new" if language == "en" else "n 上报") and pairs[-1].startswith("? ")
        assert set(pairs) <= known and cell_len(line) <= width


@pytest.mark.parametrize(
    ("language", "typed", "name"),
    [
        ("en", "theme", "next theme"),
        ("en", "zhuti", "next theme"),
        ("zh_CN", "hzt", "换主题"),
        ("zh_CN", "theme", "换主题"),
        ("zh_CN", "zouyi", "走一遍"),
    ],
)
async def test_the_palette_finds_by_words_of_both_languages_and_by_pinyin(language: str, typed: str, name: str) -> None:
    async with sitting(FakeDesk().furnish(), language=language) as seat:
        await seat.see("26-0007")
        await seat.until(lambda: bool(keys_learned()), "verbs learned")
        await seat.press("ctrl+p")
        await seat.see("Type part of a command" if language == "en" else "输入命令的一部分")
        await seat.type(typed)
        await seat.until(lambda: name in "\n".join(seat.lines()[2:8]), f"{name} first\n{seat.text()}")


async def test_everything_that_can_be_said_stands_in_the_palette() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("26-0007")
        await seat.until(lambda: bool(keys_learned()), "verbs learned")
        await seat.press("ctrl+p")
        await seat.see("Type part of a command")
        options = seat.app.screen.query_one(OptionList)
        keys_there = {a.binding.id for a in seat.app.screen.keys}  # type: ignore[attr-defined]
        wanted = {*registry.COMMANDS, *registry.QUESTIONS} - NOT_HERE
        await seat.until(lambda: options.option_count >= len(wanted | keys_there) - 10, "all of it")
        told_there = "\n".join(str(option.prompt) for option in options.options)
        assert all(spelling(verb) in told_there for verb in wanted - keys_there)


async def test_the_palette_says_why_a_key_is_off() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        seat.app.push_screen(DeskScreen(Closed()))
        await seat.see("k controlled")
        await seat.press("ctrl+p")
        await seat.see("Type part of a command")
        await seat.type("end")
        await seat.see("off: It is not under control.")

"""In a real pty: the desk stays readable on a console of sixteen colours, without truecolor, without any colour (DESIGN 4)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from tests.tui.terminal import Terminal, shell

pytestmark = pytest.mark.heavy  # a real terminal, watched for many seconds

TERMINALS = [
    pytest.param({"TERM": "linux", "COLORTERM": ""}, id="linux"),
    pytest.param({"TERM": "xterm", "COLORTERM": ""}, id="sixteen"),
    pytest.param({"TERM": "xterm-256color", "COLORTERM": ""}, id="no-truecolor"),
    pytest.param({"TERM": "xterm-256color", "NO_COLOR": "1"}, id="no-colour"),
]


def reversed_or_coloured(terminal: Terminal, y: int) -> bool:
    """Whether a line of the screen is set off from the paper by more than a shade that may not be there."""
    cells = terminal.screen.buffer[y]
    paper = terminal.screen.buffer[22][70].bg
    return any(cells[x].reverse or cells[x].underscore or cells[x].bg not in ("default", paper) for x in range(2, 12))


@pytest.mark.parametrize("environ", TERMINALS)
def test_what_is_chosen_and_what_is_late_can_be_told(desk: Path, environ: dict[str, str]) -> None:
    with Terminal(desk, columns=80, rows=24, **environ) as terminal:
        terminal.see("ready")
        terminal.see("III yellow")
        terminal.settle()
        assert b"\x1b[38;2;" not in terminal.bytes and b"\x1b[48;2;" not in terminal.bytes
        chosen = next(y for y, text in enumerate(terminal.lines()) if text.startswith("▌26-"))
        assert reversed_or_coloured(terminal, chosen)
        if "NO_COLOR" in environ:
            colours = {terminal.screen.buffer[y][x].fg for y in range(24) for x in range(80)}
            assert len(colours) <= 3, colours  # the paper, the ink, and what the terminal has by itself


@pytest.mark.parametrize("environ", TERMINALS)
def test_settings_help_jump_and_palette_show_where_one_is(desk: Path, environ: dict[str, str]) -> None:
    with Terminal(desk, columns=80, rows=24, **environ) as terminal:
        terminal.see("ready")
        terminal.send(",")
        terminal.see("Settings of this laptop")
        terminal.until(lambda: any(line.startswith(" new ") for line in terminal.lines()))
        terminal.settle()
        row = next(y for y, text in enumerate(terminal.lines()) if text.startswith("▌Language"))
        assert reversed_or_coloured(terminal, row)
        terminal.escape()
        terminal.see("26-0001")
        terminal.send("j")
        terminal.settle()
        rows = [y for y, text in enumerate(terminal.lines()) if text[1:8] == "26-0001"]
        letter = terminal.screen.buffer[rows[0]][0]
        assert letter.data.isalpha()
        terminal.escape()
        terminal.send("?")
        terminal.see("Keys that work here")
        terminal.escape()
        terminal.send("\x10")
        terminal.see("Type part of a command")
        terminal.settle()
        rows = [y for y, text in enumerate(terminal.lines()) if "log entry" in text and y < 22]
        assert reversed_or_coloured(terminal, rows[0]) != reversed_or_coloured(terminal, rows[0] + 1)
        terminal.escape()
        terminal.send("\x11")
        assert terminal.ended() == 0


def test_a_theme_of_the_file_gives_way_where_there_are_few_colours(desk: Path) -> None:
    (desk / "data" / "settings.toml").write_text('theme = "light"\n', encoding="utf-8")
    try:
        with Terminal(desk, TERM="linux", COLORTERM="") as terminal:
            terminal.see("III yellow")
            terminal.settle()
            assert {terminal.screen.buffer[20][x].bg for x in range(80)} <= {"default"}
        with Terminal(desk) as terminal:
            terminal.see("III yellow")
            terminal.settle()
            assert b"48;2;250;250;247" in terminal.bytes
    finally:
        (desk / "data" / "settings.toml").unlink()
    assert shell(desk, "incident", "list")

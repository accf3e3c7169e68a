"""DESIGN 2, 4 in a real pty: a half-filled form survives any death, the terminal's own cursor stands in the field one types in."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from tests.tui.terminal import FIRE, Terminal, new_desk

pytestmark = pytest.mark.heavy  # a real terminal, watched for many seconds


def open_form(terminal: Terminal) -> None:
    """Open the incident and the form of its parts."""
    terminal.see("ready")
    terminal.see("▌26-")
    terminal.send("\r")
    terminal.see("report chain")
    terminal.send("e")
    terminal.see("▸ place")


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_half_filled_form_survives(desk: Path, death: signal.Signals) -> None:
    words = f"东半区 reached {death.value}"
    with Terminal(desk) as terminal:
        open_form(terminal)
        terminal.send("\t\t")
        terminal.see("▸ scope")
        terminal.send("\x15" + words)
        terminal.see(f"reached {death.value}")
        if death is signal.SIGKILL:
            terminal.settle()
        assert terminal.kill(death) == (-9 if death is signal.SIGKILL else 0)
    with Terminal(desk) as terminal:
        terminal.see("Half-typed words were kept: incident describe 26-0001")
        open_form(terminal)
        terminal.see(words)
        terminal.send("\x11")
        assert terminal.ended() == 0


def test_the_real_cursor_stands_in_the_field_also_after_chinese(desk: Path) -> None:
    with Terminal(desk, columns=80, rows=24) as terminal:
        terminal.see("▌26-")
        terminal.send("\r")
        terminal.see("[log]")
        terminal.send("e")
        terminal.see("▸ place")
        terminal.send("\x15食堂")
        terminal.see("食堂")
        for tabs, name in ((1, "nature"), (1, "scope")):
            terminal.send("\t" * tabs)
            terminal.see(f"▸ {name}")
        terminal.send("\x15火势大")
        terminal.see("火势大")
        line = next(y for y, text in enumerate(terminal.lines()) if "▸ scope" in text)
        before = terminal.lines()[line].index("火")
        cursor = terminal.screen.cursor
        terminal.until(lambda: (cursor.x, cursor.y) == (before + 6, line))
        terminal.send("\x1b[D")
        terminal.until(lambda: (cursor.x, cursor.y) == (before + 4, line))
        terminal.send("\x1b[Z\x1b[Z")
        terminal.see("▸ place")
        terminal.until(lambda: (cursor.x, cursor.y) == (before + 4, line - 2))


def test_keys_typed_in_a_rush_stay_in_their_order(tmp_path: Path) -> None:
    with Terminal(new_desk(tmp_path, *FIRE)) as terminal:
        open_form(terminal)
        terminal.send("\x15食堂\t\x15油锅x\x7f起火\t\x15二层\t重")
        terminal.see("▸ severity")
        terminal.see("重")
        shown = {line.split()[0]: line.split()[1:] for line in terminal.lines() if len(line.split()) > 1}
        assert (shown["place"], shown["nature"], shown["scope"]) == (["食堂"], ["油锅起火"], ["二层"])
        terminal.escape()
        terminal.send("nsmokex\x7f at gatf\x7fe")
        terminal.see("report ▸ smoke at gate")
        terminal.send("\x15")
        terminal.escape()

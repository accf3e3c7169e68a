"""In a real pty: the terminal's own cursor, a half-typed line that survives any death, terminals with few colours or none."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from tests.tui.terminal import Terminal, shell


def test_the_real_cursor_stands_behind_chinese_words(desk: Path) -> None:
    with Terminal(desk) as terminal:
        terminal.see("ready")
        terminal.send("n")
        terminal.see("report ▸")
        terminal.send("火灾 2F美食广场")
        terminal.see("place")
        line = next(y for y, text in enumerate(terminal.lines()) if "report ▸" in text)
        start = len(" report ▸ ")
        cursor = terminal.screen.cursor
        terminal.until(lambda: (cursor.x, cursor.y) == (start + 15, line))
        terminal.send("\x1b[D")
        terminal.until(lambda: (cursor.x, cursor.y) == (start + 13, line))
        terminal.send("\x15\x0b")
        terminal.escape()


@pytest.mark.parametrize("death", [signal.SIGKILL, *(pytest.param(one, marks=pytest.mark.heavy) for one in (signal.SIGTERM, signal.SIGHUP))])
def test_a_half_typed_line_survives(desk: Path, death: signal.Signals) -> None:
    words = f"烟雾 at gate {death.value}, one hu"
    with Terminal(desk) as terminal:
        terminal.see("ready")
        terminal.send("n")
        terminal.see("report ▸")
        terminal.send(words)
        terminal.see(f"gate {death.value}, one hu")
        if death is signal.SIGKILL:
            terminal.settle()  # nobody can flush after SIGKILL: what counts is what was on disk 0.1 s after the key
        status = terminal.kill(death)
        assert status == (-9 if death is signal.SIGKILL else 0)
    with Terminal(desk) as terminal:
        terminal.see("Half-typed words were kept")
        terminal.send("n")
        terminal.see(words)
        terminal.send("\x15")
        terminal.escape()
        terminal.send("\x11")
        assert terminal.ended() == 0


@pytest.mark.heavy
def test_a_closed_terminal_ends_the_desk_and_keeps_the_words(desk: Path) -> None:
    terminal = Terminal(desk)
    terminal.see("ready")
    terminal.send("n")
    terminal.see("report ▸")
    terminal.send("closing the lid")
    terminal.see("closing the lid")
    terminal.hang_up()
    with Terminal(desk) as again:
        again.see("Half-typed words were kept")
        again.send("n")
        again.see("closing the lid")
        again.send("\x15")
        again.escape()
        again.send("\x11")
        again.ended()


def test_a_key_pressed_before_the_desk_is_there_is_not_lost(desk: Path) -> None:
    with Terminal(desk) as terminal:
        terminal.see("opening …")
        terminal.send("nfire at the gate")
        terminal.see("report ▸ fire at the gate")
        terminal.send("\x15")
        terminal.escape()


@pytest.mark.heavy
def test_what_the_shell_writes_appears_on_the_screen(desk: Path) -> None:
    with Terminal(desk) as terminal:
        terminal.see("ready")
        number = shell(desk, "incident", "report", "flood in B2 !IV").split()[0]
        terminal.see(number, 5)
        terminal.send("\x11")
        assert terminal.ended() == 0


@pytest.mark.parametrize(("term", "environ"), [("linux", {}), ("xterm-256color", {"NO_COLOR": "1"})])
def test_few_colours_or_none_stay_readable(desk: Path, term: str, environ: dict[str, str]) -> None:
    with Terminal(desk, TERM=term, COLORTERM="", **environ) as terminal:
        terminal.see("ready")
        terminal.see("III yellow")
        terminal.see("NEXT")
        assert b"\x1b[38;2;" not in terminal.bytes and b"\x1b[48;2;" not in terminal.bytes
        if environ:
            assert b"\x1b[38" not in terminal.bytes and b"\x1b[31m" not in terminal.bytes
        row = next(text for text in terminal.lines() if "26-0001" in text and "III" in text)
        assert row
        terminal.send("\x11")
        assert terminal.ended() == 0


@pytest.mark.heavy
def test_a_folder_without_a_desk_asks_five_things(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.see("There is no desk here yet.")
        for answer in ("Harbour Mall", "", "林伟", ""):
            terminal.send(answer + "\r")
            terminal.settle()
        terminal.see("No incident is open.")
        terminal.see("林伟")
        terminal.send("\x11")
        assert terminal.ended() == 0


@pytest.mark.heavy
def test_a_file_that_cannot_be_opened_is_said_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "commandpost.db").write_bytes(b"garbage" * 2000)
    with Terminal(tmp_path) as terminal:
        terminal.see("Not done: ")
        terminal.send(",")
        terminal.see("Settings of this laptop")
        terminal.escape()
        terminal.send("\x11")
        assert terminal.ended() == 0

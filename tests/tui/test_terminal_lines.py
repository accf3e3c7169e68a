"""In a real pty: a line with chosen parts survives any death, also while a choice is being made; every key stands there at once (R4.1)."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty is POSIX", allow_module_level=True)

from tests.tui.terminal import Terminal, new_desk, shell

pytestmark = pytest.mark.heavy  # processes, files and terminals of their own: after the quick suite


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_desk(
        tmp_path_factory.mktemp("desk"), "place", "add", "2F-foodcourt", "--zh", "二楼美食广场", "--en", "2F food court"
    )


@pytest.mark.parametrize("death", [signal.SIGKILL, *(pytest.param(one, marks=pytest.mark.heavy) for one in (signal.SIGTERM, signal.SIGHUP))])
def test_chosen_parts_survive_and_so_does_a_line_left_in_the_middle_of_a_choice(
    desk: Path, death: signal.Signals
) -> None:
    with Terminal(desk) as terminal:
        terminal.see("ready")
        terminal.send("n")
        terminal.see("report ▸")
        terminal.send(f"烟 {death.value} ")
        terminal.send("\t")
        terminal.see("type ▸")
        terminal.send("gas")
        terminal.see("▌Gas")
        terminal.send("\r")
        terminal.see("▸ #Gas leak")
        terminal.send("\t\t")
        terminal.see("place ▸")
        terminal.send("food")
        terminal.see("▌2F food court")
        if death is signal.SIGKILL:
            terminal.settle()
        terminal.kill(death)
    with Terminal(desk) as terminal:
        terminal.see("Half-typed words were kept")
        terminal.send("n")
        terminal.see(f"report ▸ #Gas leak 烟 {death.value}")
        terminal.see("type Gas leak 燃气泄漏")
        terminal.send("\x15")
        terminal.escape()
        terminal.send("\x11")
        assert terminal.ended() == 0


def test_keys_typed_in_one_burst_choose_and_report_exactly_once(desk: Path) -> None:
    with Terminal(desk) as terminal:
        terminal.see("ready")
        terminal.send("nsmoke in the kitchen, 2 hurt")
        terminal.see("Injured 2")
        terminal.send("\r\r")
        terminal.see("is in the book")
        terminal.settle()
        assert "report ▸" not in terminal.text()
        terminal.send("\x11")
        assert terminal.ended() == 0
    assert shell(desk, "incident", "list").count("smoke in the kitchen") == 1


def test_search_from_the_first_key_to_the_page_and_back(desk: Path) -> None:
    shell(desk, "log", "add", "duty", "二楼地面有积水，已拖干")
    with Terminal(desk, columns=80, rows=24) as terminal:
        terminal.see("ready")
        terminal.send("/积水")
        terminal.see("search ▸ 积水")
        terminal.see("duty #1")
        line = next(y for y, text in enumerate(terminal.lines()) if "search ▸" in text)
        cursor = terminal.screen.cursor
        terminal.until(lambda: (cursor.x, cursor.y) == (len(" search ▸ ") + 4, line))
        terminal.send("\r")
        terminal.see("二楼地面有积水，已拖干")
        terminal.settle()
        terminal.escape()
        terminal.see("search ▸ 积水")
        terminal.escape()
        terminal.settle()
        assert "search ▸" not in terminal.text()
        terminal.send("\x11")
        assert terminal.ended() == 0

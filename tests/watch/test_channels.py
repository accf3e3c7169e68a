"""Each channel alone: what it writes, and that nothing that goes wrong on its way goes further (issue 5, point 1; ANCHORS, plyer)."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from commandpost.domain.alarms.records.shown import Message
from commandpost.watch.aside import HANDS, Aside
from commandpost.watch.channels.bell import Bell
from commandpost.watch.channels.contract import SENT, Fared
from commandpost.watch.channels.desktop import Desktop
from commandpost.watch.channels.program import Program, words_of
from commandpost.watch.channels.terminal import Terminal

ONE = Message("m", "desktop", "commandpost: Mall", ("LATE 0:01:00 · follow-up no. 3 · 26-0007 (II orange)",), 1, "2026-11-05T05:00:00.000Z")
MANY = ONE._replace(lines=("7 alarms at once, the oldest first:", *ONE.lines), alarms=7)


def test_the_bell_rings_once_for_what_comes_together() -> None:
    rung: list[str] = []
    bell = Bell(lambda: rung.append("\a"))
    for began in ("05:00:00.000", "05:00:00.900", "05:00:03.000"):
        assert bell.deliver(ONE._replace(began=f"2026-11-05T{began}Z")).sent
    assert rung == ["\a", "\a"]


def test_a_bell_without_a_terminal_fails() -> None:
    def nowhere() -> None:
        raise OSError("gone")

    assert Bell(nowhere).deliver(ONE) == (False, "no_terminal")


def test_the_terminal_is_asked_in_one_form() -> None:
    written: list[str] = []
    terminal = Terminal(written.append)
    assert terminal.deliver(ONE).sent and terminal.deliver(MANY).sent
    assert written[0] == f"\x1b]9;{ONE.lines[0]}\x07"
    assert written[1] == "\x1b]9;7 alarms at once, the oldest first: (+6)\x07"


def test_no_word_speaks_to_the_terminal() -> None:
    written: list[str] = []
    Terminal(written.append).deliver(ONE._replace(lines=("a\x1b]0;owned\x07b\nc",)))
    assert written == ["\x1b]9;a ]0;owned b c\x07"]


def test_the_desktop_shows_title_and_line() -> None:
    shown: list[tuple[str, str]] = []
    assert Desktop(lambda title, text: shown.append((title, text))).deliver(ONE).sent
    assert shown == [("commandpost: Mall", ONE.lines[0])]


def test_a_desktop_that_raises_is_remembered() -> None:
    """plyer without a notification service raises; it is not asked again for every alarm."""
    asked: list[int] = []

    def raises(title: str, text: str) -> None:
        asked.append(1)
        raise NotImplementedError("no usable implementation found")

    desktop = Desktop(raises)
    assert [desktop.deliver(ONE) for _ in range(3)] == [(False, "NotImplementedError")] * 3
    assert len(asked) == 1


def test_a_desktop_that_hangs_is_left_and_remembered() -> None:
    desktop = Desktop(lambda title, text: time.sleep(30), limit_s=0.05)
    assert [desktop.deliver(ONE) for _ in range(2)] == [(False, "hung")] * 2


def test_the_sites_program_gets_a_list_and_never_a_shell(tmp_path: Path) -> None:
    """What looks like a command in a line stays a word."""
    out = tmp_path / "out"
    script = "import sys; open(sys.argv[1], 'w').write(repr(sys.argv[2:]) + sys.stdin.read())"
    line = "LATE; rm -rf $HOME `id` · 26-0007"
    assert Program([sys.executable, "-c", script, str(out), "--urgent"]).deliver(ONE._replace(lines=(line,))).sent
    text = out.read_text()
    assert text.startswith(repr(["--urgent", line]))
    assert json.loads(text[len(repr(["--urgent", line])) :])["lines"] == [line]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["/nowhere/at/all"], "FileNotFoundError"),
        ([sys.executable, "-c", "raise SystemExit(3)"], "code_3"),
        ([sys.executable, "-c", "import time; time.sleep(30)"], "hung"),
    ],
)
def test_a_program_that_fails_says_why(words: list[str], why: str) -> None:
    assert Program(words, limit_s=0.5 if why == "hung" else 20).deliver(ONE) == (False, why)


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ()), (["notify", "-u"], ("notify", "-u")), ("notify -u", None), ([], None), ([1], None), ([""], None), ({}, None)],
)
def test_a_program_is_a_list_of_words(value: object, words: tuple[str, ...] | None) -> None:
    assert words_of(value) == words


def test_a_channel_that_never_comes_back_keeps_no_desk_that_was_left() -> None:
    """Python waits for the threads of its own pools before it ends."""
    left = "import threading; from commandpost.watch.aside import Aside; aside = Aside(); aside.begin(threading.Event().wait); aside.leave()"
    assert subprocess.run([sys.executable, "-c", left], timeout=60, check=False).returncode == 0


def test_what_waits_for_a_hand_is_let_go_when_the_desk_is_left() -> None:
    within, aside = threading.Barrier(HANDS + 1), Aside()

    def deliver() -> Fared:
        within.wait(10)  # begun
        within.wait(10)  # free to go
        return SENT

    held = [aside.begin(deliver) for _ in range(HANDS)]
    more = aside.begin(deliver)
    within.wait(10)
    aside.leave()
    within.wait(10)
    assert [one.result(10) for one in held] == [SENT] * HANDS and not more.done()

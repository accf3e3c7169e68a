"""Ends well when the system says so: what is being typed is on disk before anything else is done (DESIGN 2, No keystroke is lost)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from commandpost.locale.words import say

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

log = logging.getLogger("commandpost.tui")


def terminal_is_there() -> bool:
    """Whether the terminal still answers; after it was closed, writing to it would wait for ever."""
    try:
        import termios

        termios.tcgetattr(sys.__stdout__.fileno())  # type: ignore[union-attr]
    except ImportError:
        return True  # Windows knows no hang-up
    except Exception:
        return False
    return True


def end_well(frame: DeskApp) -> None:
    """From now on SIGTERM and a closed terminal keep the words that are being typed, then end the desk."""

    def told(number: int, _: Any) -> None:
        frame.drafts.flush()
        if terminal_is_there():
            frame.call_later(frame.exit, 0)
        else:
            if (left := getattr(frame.opener, "left", None)) is not None:
                left()  # the demo takes away what it made
            os._exit(0)  # nobody is there to say goodbye to: an orderly end would write to a line that was cut

    for name in ("SIGTERM", "SIGHUP"):
        with contextlib.suppress(AttributeError, ValueError):  # not on this system, or not the main thread
            signal.signal(getattr(signal, name), told)


async def all_done(frame: DeskApp) -> None:
    """Wait until what was entered is done, for some seconds at most; then what is being typed is on disk."""
    for _ in range(500):
        if not frame.doing.busy:
            break
        await asyncio.sleep(0.01)
    frame.drafts.flush()


def fell(frame: DeskApp, fault: BaseException) -> None:
    """The screen fell: keep the words that were being typed, and say so in one line; the log file has the traceback."""
    log.error("the screen fell", exc_info=fault)
    with contextlib.suppress(Exception):
        frame.drafts.flush()
    sys.stderr.write(
        say("The screen fell; what was typed is kept. Start it again; the log file has the details.") + "\n"
    )

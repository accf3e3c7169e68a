"""Loads what stays for good without the collector looking through it again and again: an eighth of the time until the desk can write (DESIGN 5)."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Let the collector rest within this block, and leave alone afterwards what was loaded in it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.enable()

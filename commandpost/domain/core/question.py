"""Declares which tables a question reads, so that exactly the panes concerned redraw when they change (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Answering = TypeVar("Answering", bound=Callable[..., Any])


def reads(*tables: str) -> Callable[[Answering], Answering]:
    """Mark a question with the tables it reads; a test compares them with what it touches."""

    def mark(function: Answering) -> Answering:
        function.reads = frozenset(tables)  # type: ignore[attr-defined]
        return function

    return mark

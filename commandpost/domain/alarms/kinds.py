"""What a watch hands over in process: ids, channels, fates. The record keeps what was written, not what was looked at (R4.2)."""

from __future__ import annotations

from typing import Annotated, Any

from commandpost.domain.core.kinds import Kind
from commandpost.domain.core.unit import Ask


def _not_kept(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[tuple[Any, ...], None]:
    return tuple(raw), None


def _whole(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[int, int]:
    return int(raw), int(raw)


Ids = Annotated[tuple[str, ...], Kind("IDS", _not_kept)]
Codes = Annotated[tuple[str, ...], Kind("CODES", _not_kept)]
Fates = Annotated[tuple[Any, ...], Kind("FATES", _not_kept)]
Seconds = Annotated[int, Kind("SECONDS", _whole)]

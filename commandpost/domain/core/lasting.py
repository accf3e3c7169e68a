"""Says how long something lasted, the same on the screen, in print and in what goes out (R4.2)."""

from __future__ import annotations

from commandpost.locale.words import say


def lasted(seconds: float) -> str:
    """Give a length of time in seconds as 0:42:10, or 3 d 04:10 from the second day on; never less than nothing."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 24:
        return say("{days} d {hours:02d}:{minutes:02d}", days=hours // 24, hours=hours % 24, minutes=minutes)
    return f"{hours}:{minutes:02d}:{rest:02d}"

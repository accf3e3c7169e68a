"""Says how full the battery is while the laptop runs on it: a desk in a van should not go dark unannounced (DESIGN 4)."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
LOW = 20  # per cent from which on it is said loudly


def left() -> int | None:
    """Give the per cent that are left while on battery; None on mains, without a battery, or where nobody can say.

    It reads files or starts a program: in a thread.
    """
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return pmset(_pmset())
    return linux(SUPPLIES)


def linux(supplies: Path) -> int | None:
    """Read what the kernel tells: batteries of the machine, not of a mouse; one of them must be giving."""
    giving, held = False, []
    try:
        found = sorted(supplies.iterdir())
    except OSError:
        return None
    for supply in found:
        kind, status = _line(supply / "type"), _line(supply / "status")
        if kind in ("Mains", "USB") and _line(supply / "online") == "1":
            return None
        if kind != "Battery" or _line(supply / "scope") == "Device":
            continue
        capacity = _line(supply / "capacity")
        if capacity.isascii() and capacity.isdigit():
            held.append(min(100, int(capacity)))
            giving = giving or status == "Discharging"
    return sum(held) // len(held) if giving else None


def _line(file: Path) -> str:
    with suppress(OSError, ValueError):
        return file.read_text(encoding="ascii").strip()
    return ""


def _pmset() -> str:
    import subprocess

    with suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(
            ["/usr/bin/pmset", "-g", "batt"], capture_output=True, text=True, timeout=5, check=False
        ).stdout
    return ""


def pmset(said: str) -> int | None:
    """Read what macOS says of its battery."""
    import re

    held = [int(part) for part in re.findall(r"(\d{1,3})%;", said)]
    return sum(held) // len(held) if held and "'Battery Power'" in said else None


def _windows() -> int | None:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (("mains", ctypes.c_ubyte), ("flag", ctypes.c_ubyte), ("percent", ctypes.c_ubyte), ("saver", ctypes.c_ubyte),
                    ("seconds", ctypes.c_ulong), ("whole", ctypes.c_ulong))  # fmt: skip

    status = Status()
    windll = getattr(ctypes, "windll", None)
    if windll is None or not windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
        return None
    return int(status.percent) if status.mains == 0 and status.percent <= 100 else None

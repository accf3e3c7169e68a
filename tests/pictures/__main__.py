"""Takes the pictures of README and the operators' pages anew: `python -m tests.pictures [name …]` writes assets/*.png (DESIGN 4).

Each is the installed command in a terminal of its own, `commandpost --demo` with its clock standing at one minute, worked by keys; so a picture
changes only when the screen does. Which stations there are, and the keys that lead there, stands in STATIONS.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.pictures.painter import NoFont, face, paint
from tests.whole.seat import Seat

ASSETS = Path(__file__).parents[2] / "assets"
AT = "2026-11-05T20:42:00+08:00"
SIZES = ((120, 36), (80, 24))
LANGUAGES = {"en": "en", "zh": "zh_CN"}


class Station(NamedTuple):
    """A page to be taken: the keys that lead to it from the board, each with what is then seen, by language."""

    name: str
    keys: tuple[tuple[str, str, str], ...]  # (key or text, seen in English, seen in Chinese)


STATIONS = (
    Station("board", ()),
    Station("line", (("n", "▸", "▸"), ("{shout}", "", ""))),
    Station("incident", (("enter", "▸", "▸"),)),
    Station("lists", (("2", "F2", "F2"),)),
    Station("alarms", (("A", "All alarms", "全部提醒"),)),
    Station("hearing", (("h", "To be heard", "点名"),)),
    Station("orders", (("enter", "▸", "▸"), ("i", "Orders of", "的指令"))),
    Station("handover", (("enter", "▸", "▸"), ("T", "Hand-over of command", "指挥交接"))),
    Station("duty", (("d", "Duty log", "值班日志"),)),
    Station("search", (("/", "", ""), ("{words}", "{found}", "{found}"))),
    Station("palette", (("\x10", "", ""),)),
)
SHOUT = {"en": "fall gate 2 wet floor, 1 minor", "zh": "摔伤 2号门 地滑 1人轻伤"}
WORDS = {"en": ("gate 4", "26-0001"), "zh": ("4号门", "26-0001")}  # what is searched for, and a hit
ALARM = {"en": "a acknowledge", "zh": "a 应答"}
OPEN = {"en": "26-0003", "zh": "26-0003"}


def take(station: Station, tongue: str, size: tuple[int, int], folder: Path) -> Path:
    """Work by keys to a station and write its picture; gives the file."""
    file = ASSETS / f"{station.name}-{tongue}-{size[0]}x{size[1]}.png"
    words, found = WORDS[tongue]
    with Seat(folder, "--demo", "--lang", LANGUAGES[tongue], "--at", AT, cols=size[0], rows=size[1]) as seat:
        seat.sees(OPEN[tongue])
        seat.sees(ALARM[tongue])  # the watch stands, and has told of what is late
        seat.settled()
        for key, english, chinese in station.keys:
            seat.press(key.format(words=words, shout=SHOUT[tongue]))
            if seen := (english if tongue == "en" else chinese).format(found=found):
                seat.sees(seen)
            seat.settled()
        paint(seat.picture()).save(file, optimize=True)
        seat.leave()
    return file


def main(wanted: list[str]) -> int:
    """Take the pictures named (all, when none is)."""
    unknown = set(wanted) - {station.name for station in STATIONS}
    if unknown:
        print(
            f"There is no station {', '.join(sorted(unknown))}. There are: {', '.join(s.name for s in STATIONS)}.",
            file=sys.stderr,
        )
        return 2
    try:
        face("Regular")
    except NoFont as refused:
        print(refused, file=sys.stderr)
        return 1
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for station in (s for s in STATIONS if not wanted or s.name in wanted):
            for tongue in LANGUAGES:
                for size in SIZES:
                    print(take(station, tongue, size, Path(folder)).name, flush=True)
    print(f"{time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

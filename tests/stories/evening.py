"""The demo's evening at Harbour Mall, played at a post: its people, its duty log, its three incidents, each thing at its minute."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from commandpost.exchange import evening
from tests.story import ZONE, Post

DAY = "2026-11-05"


@cache
def read(name: str) -> dict[str, Any]:
    """Read one of the demo's files."""
    return evening.read_file(name)


class Evening(evening.Evening):
    """A post at which the evening has been played up to its anchor (20:42 by the demo's clock)."""

    def __init__(self, folder: Path, language: str = "en") -> None:
        local = read("site.yaml")["anchor"]["now_local"]
        super().__init__(language, datetime.fromisoformat(f"{DAY}T{local}").replace(tzinfo=ZoneInfo(ZONE)))
        self.post = Post(folder, language=language, start=self.begins.strftime("%Y-%m-%dT%H:%M"))
        self.play(self.post.desk, self.post.clock, do=self.post.do)

"""A site's own copy of our plan, to be broken at one place and looked at."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from commandpost.plan.check import check
from commandpost.plan.fault import Fault
from commandpost.plan.pack import Pack, our_pack_dir, read_folder
from commandpost.plan.source import Source


@cache
def ours() -> Pack:
    """Our plan as read; nobody changes it."""
    return read_folder(our_pack_dir())


def with_file(name: str, source: Source) -> Pack:
    """Our plan with one file exchanged."""
    return Pack(ours().folder, {**ours().files, name: source}, tuple(source.faults))


class SitePlan:
    """A copy of our plan in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "plan"
        shutil.copytree(our_pack_dir(), self.folder)

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        (self.folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, file: str, old: str, new: str) -> int:
        """Put `new` for the first `old`; gives the line at which `new` (or what follows it) stands."""
        text = self.text(file)
        assert old in text, (file, old)
        self.write(file, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def faults(self) -> list[Fault]:
        return check(self.folder)

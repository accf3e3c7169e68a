"""Looks into folders, in a thread, for the line that finds a photo; and lets the system's own program show one (R4.2)."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from commandpost.domain.core.refusal import refuse
from commandpost.locale.words import say
from commandpost.tui.parts.cells import shown

MOST = 5000  # entries of one folder that are looked at
# what a system may run instead of showing it
RUNS = frozenset(
    {
        ".app", ".bat", ".cmd", ".com", ".command", ".cpl", ".desktop", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk", ".msi", ".msp", ".pif", ".ps1",
        ".reg", ".scr", ".sh", ".url", ".vb", ".vbe", ".vbs", ".wsf",
    }
)  # fmt: skip
_started: list[subprocess.Popen[bytes]] = []  # kept, so that Python does not call them lost


class Here(NamedTuple):
    """A file or folder as it stands in a listing: its name, whether it is a folder, bytes, when it was last written (epoch seconds)."""

    name: str
    folder: bool
    size: int
    at: float


class Listing(NamedTuple):
    """A folder and what is in it: the newest file first, then the folders; or why nobody can look into it."""

    folder: Path
    rows: tuple[Here, ...]
    fault: str = ""


def listing(folder: Path, *, hidden: bool = False) -> Listing:
    """Look into a folder; call it in a thread, for it may lie on a slow stick."""
    found: list[Here] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") and not hidden:
                    continue
                try:
                    known = entry.stat()
                except OSError:  # a link to nowhere
                    continue
                if stat.S_ISDIR(known.st_mode) or stat.S_ISREG(known.st_mode):
                    found.append(Here(entry.name, stat.S_ISDIR(known.st_mode), known.st_size, known.st_mtime))
                if len(found) >= MOST:
                    break
    except (OSError, ValueError) as fault:
        return Listing(folder, (), getattr(fault, "strerror", None) or say("no folder"))
    files = sorted((row for row in found if not row.folder), key=lambda row: (-row.at, row.name))
    folders = sorted((row for row in found if row.folder), key=lambda row: row.name.casefold())
    return Listing(folder, (*files, *folders))


def begin() -> Path:
    """Give the folder in which one looks first: where this system puts downloads or pictures, else the home folder."""
    home = Path.home()
    return next((home / name for name in ("Downloads", "下载", "Pictures", "图片") if (home / name).is_dir()), home)


def dropped(text: str) -> str:
    """Give the path of a file that was dropped on the terminal: in quotes, with escaped blanks, or as file://."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    if text.startswith("file://"):
        from urllib.parse import unquote, urlparse

        return unquote(urlparse(text).path)
    return text.replace("\\ ", " ") if os.name != "nt" else text


def typed(text: str, folder: Path) -> tuple[Path, str]:
    """Tell a typed path from what is looked for in it: `../usb/fry` is `fry` in `../usb` of the folder seen now."""
    text = dropped(text)
    text = text.replace("\\", "/") if os.name == "nt" else text
    before, slash, rest = text.rpartition("/")
    if not slash:
        return folder, text
    try:
        return Path(os.path.normpath(folder / Path(before + "/").expanduser())), rest
    except (ValueError, RuntimeError):
        return folder, text


def show_file(path: Path) -> None:
    """Let the system's own program show a file, and wait for nothing; refuses (Refused) where there is none, or what would be run instead."""
    if path.suffix.lower() in RUNS:
        raise refuse(
            say("This kind of file is not opened from here: {file}", file=shown(path.name)),
            say("The system might run it. A copy lies at {path}", path=str(path)),
            "R4.2",
        )
    program = _program()
    if program is None:
        raise refuse(
            say("There is no program here that shows files."), say("A copy lies at {path}", path=str(path)), "R4.2"
        )
    try:
        if program == ["startfile"]:
            os.startfile(path)  # type: ignore[attr-defined]  # noqa: S606 - shown; what a system would run is refused above
            return
        nobody = subprocess.DEVNULL
        _started[:] = [child for child in _started if child.poll() is None]
        _started.append(
            subprocess.Popen([*program, str(path)], stdin=nobody, stdout=nobody, stderr=nobody, start_new_session=True)
        )
    except OSError as fault:
        raise refuse(
            say("The system's program did not start: {fault}.", fault=fault.strerror or ""),
            say("A copy lies at {path}", path=str(path)),
            "R4.2",
        ) from fault


def _program() -> list[str] | None:
    if sys.platform == "win32":
        return ["startfile"]
    if sys.platform == "darwin":
        return ["open"]
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return [found] if (found := shutil.which("xdg-open")) else None

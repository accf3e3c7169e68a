"""Where the desk keeps its things and how this laptop likes to see them: one settings object from the environment and a small TOML file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

NAME = "commandpost"
FILE = "settings.toml"
KEYS = "keys"  # the table of the file in which the user's own keys stand, by the ids of commands


class Choice(NamedTuple):
    """A setting: what holds where nothing is said, and the words it may be; none means that something is typed."""

    default: str
    allowed: tuple[str, ...] = ()


# All of them are the machine's (docs/decisions.md); what belongs to the site stands in the book.
CHOICES: dict[str, Choice] = {
    "language": Choice("site", ("site", "zh_CN", "en")),
    "theme": Choice("auto", ("auto", "dark", "light", "contrast", "night", "plain")),
    "night": Choice("off"),  # HH:MM-HH:MM at the site
    "bell": Choice("on", ("on", "off")),
    "notifications": Choice("on", ("on", "terminal", "off")),  # of terminal and desktop, of the terminal alone
    "notice_seconds": Choice("8"),  # 3 to 60
    "attachment_mb": Choice("200"),  # 1 to 9999: how large one attached file may be
}


class Fault(NamedTuple):
    """What is wrong in the file: at which line (0: not known), of which setting (empty: of the whole file), and what stands there."""

    line: int
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder (the desk's file), the state folder (marks outside the file), and what the settings file says."""

    data: Path
    state: Path
    values: dict[str, Any] = field(default_factory=dict)
    broken: Fault | None = None  # the file cannot be read: defaults hold

    @property
    def file(self) -> Path:
        """The settings file; it need not be there."""
        return self.data / FILE

    def text(self, name: str, default: str) -> str:
        """Give a setting that is a text, or the default where it is missing or something else."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else default

    def chosen(self, name: str) -> str:
        """Give a setting as it holds: what the file says if that can be meant, else the default."""
        said = meant(name, self.values[name]) if name in self.values else None
        return CHOICES[name].default if said is None else said

    def keys(self) -> dict[str, str]:
        """Give the user's own keys by the ids of commands, as they stand in the file."""
        table = self.values.get(KEYS)
        return {k: v for k, v in table.items() if isinstance(v, str)} if isinstance(table, dict) else {}

    def faults(self) -> list[Fault]:
        """Give what is wrong in the file: that it cannot be read, or each value that cannot be meant."""
        if self.broken is not None:
            return [self.broken]
        wrong = [name for name in CHOICES if name in self.values and meant(name, self.values[name]) is None]
        found = [Fault(line_of(self.file, name), name, str(self.values[name])) for name in wrong]
        table = self.values.get(KEYS, {})
        if not isinstance(table, dict):
            return [*found, Fault(line_of(self.file, KEYS), KEYS, str(table))]
        return [*found, *(Fault(line_of(self.file, k), k, str(v)) for k, v in table.items() if not isinstance(v, str))]


def meant(name: str, value: object) -> str | None:
    """Give the value of a setting as it is kept, if that can be meant: `dark`, `20:00-06:30`, `8`; else None."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if allowed := CHOICES[name].allowed:
        return next((word for word in allowed if word.lower() == text.lower()), None)
    if name == "night":
        return "off" if text.lower() == "off" else _span(text)
    least, most = (1, 9999) if name == "attachment_mb" else (3, 60)
    return text if text.isascii() and text.isdigit() and least <= int(text[:5]) <= most else None


def _span(text: str) -> str | None:
    """Read `20:00-6:30`; a Chinese colon, a long dash and blanks are the same."""
    for strange, plain in (("：", ":"), ("–", "-"), ("—", "-"), ("－", "-"), ("至", "-"), (" ", "")):
        text = text.replace(strange, plain)
    ends = []
    for end in text.split("-"):
        hour, colon, minute = end.partition(":")
        plain = hour + (minute or "00")
        if not (plain.isascii() and plain.isdigit() and len(hour) <= 2 and (not colon or len(minute) == 2)):
            return None
        if int(hour) > 23 or int(minute or 0) > 59:
            return None
        ends.append(f"{int(hour):02d}:{minute or '00'}")
    return "-".join(ends) if len(ends) == 2 and ends[0] != ends[1] else None


def load(data: str | None = None) -> Settings:
    """Find the folders: the option, then COMMANDPOST_DATA, then the platform's; read settings.toml in the data folder if it can be read."""
    named = data or os.environ.get("COMMANDPOST_DATA")
    folder = Path(named).expanduser() if named else _platform("data")
    state = os.environ.get("COMMANDPOST_STATE")
    return Settings(folder, Path(state).expanduser() if state else _platform("state"), *read(folder / FILE))


def read(file: Path) -> tuple[dict[str, Any], Fault | None]:
    """Read a settings file: what it says, or where it is broken; a file that is not there says nothing."""
    try:
        if not file.is_file():
            return {}, None
        text = file.read_text(encoding="utf-8-sig")
        import tomllib

        return tomllib.loads(text), None
    except OSError as fault:
        return {}, Fault(0, value=fault.strerror or type(fault).__name__)
    except (ValueError, RecursionError) as fault:
        at = str(fault).rpartition("(at line ")[2].partition(",")[0]
        return {}, Fault(int(at) if at.isdigit() else 0)


def line_of(file: Path, name: str) -> int:
    """Give the line of the file on which a setting or a command's key stands; 0 when it is not found."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return 0
    for number, line in enumerate(lines, 1):
        said = line.partition("=")[0].strip().strip("\"'[] ")
        if said == name:
            return number
    return 0


def _platform(which: str) -> Path:
    from platformdirs import PlatformDirs

    folders = PlatformDirs(NAME, appauthor=False)
    return Path(folders.user_data_dir if which == "data" else folders.user_state_dir)

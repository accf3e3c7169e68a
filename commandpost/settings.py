"""Where the desk keeps its things and how this laptop likes to see them: one settings object from the environment and a small TOML file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME = "commandpost"
FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder (the desk's file), the state folder (marks outside the file), and what the settings file says."""

    data: Path
    state: Path
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str, default: str) -> str:
        """Give a setting that is a text, or the default where it is missing or something else."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else default


def load(data: str | None = None) -> Settings:
    """Find the folders: the option, then COMMANDPOST_DATA, then the platform's; read settings.toml in the data folder if it can be read."""
    named = data or os.environ.get("COMMANDPOST_DATA")
    folder = Path(named).expanduser() if named else _platform("data")
    state = os.environ.get("COMMANDPOST_STATE")
    return Settings(folder, Path(state).expanduser() if state else _platform("state"), _values(folder / FILE))


def _values(file: Path) -> dict[str, Any]:
    try:
        if not file.is_file():
            return {}
        import tomllib

        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _platform(which: str) -> Path:
    from platformdirs import PlatformDirs

    folders = PlatformDirs(NAME, appauthor=False)
    return Path(folders.user_data_dir if which == "data" else folders.user_state_dir)

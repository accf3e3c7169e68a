"""Says whose journal is written: organisation, site, stream and the letter that people see (JOURNAL 1.1)."""

from __future__ import annotations

from typing import NamedTuple


class Identity(NamedTuple):
    """Whose journal this is: organisation, site, the stream that is written, its printed label and its desk's letter."""

    org: str
    site: str
    stream: str
    label: str
    desk: str
    desk_letter: str

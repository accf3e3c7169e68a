"""An obligation as the rules want it in the table of deadlines, whatever stands there already (DESIGN 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ends = tuple[Literal["met"], str, str] | tuple[Literal["cancelled"], str]
WantedKey = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row that should exist. `to` are codes of posts or contacts; `also` are codes of what it fulfils besides.

    `applies` is yes, no or ask for a row of the law, else None. `source` is the law as the plan cites it for statutory
    and supplement rows (in Chinese: a citation is a name), else the place in the plan. `owner_person` is a person's id where the row is
    somebody's by name, `about` the id of a personal value: whom it is about. `ends` is None while the row is
    open, ("met", at, why) or ("cancelled", why); `why` is a code that `rules.wording.why` puts into words.
    """

    kind: str
    code: str
    round: int
    started_at: str
    due_at: str
    to: tuple[str, ...]
    owner_post: str | None
    applies: str | None
    source: str
    also: tuple[str, ...]
    ends: Ends | None
    owner_person: str | None = None
    about: str | None = None

    @property
    def key(self) -> WantedKey:
        """Give what tells this row from every other of its incident."""
        return (self.kind, self.code, self.round, self.due_at)

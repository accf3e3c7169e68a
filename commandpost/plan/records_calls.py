"""What the plan says of orders that come back and of those whom the desk expects to hear from (R3.4, R4.2, R4.4)."""

from __future__ import annotations

from typing import NamedTuple


class OrderTimes(NamedTuple):
    """Minutes within which an order is read back and done, and the same for a leader's instruction (批示)."""

    read_back_min: int = 2
    done_min: int = 30
    instruction_read_back_min: int = 30
    instruction_done_min: int = 1440


class HearKind(NamedTuple):
    """Whom the desk expects to hear from: a kind of deadline, minutes between two words, minutes for a roll called at once.

    `hours` are from and until of the site's day within which its clock runs, None day and night; `owner` is the post whose row it is.
    """

    code: str
    zh: str
    en: str
    kind: str
    every_min: int
    at_once_min: int | None
    hours: tuple[str, str] | None
    owner: str
    taken_for: str | None

    def name(self, lang: str) -> str:
        """Give the name in that language: `zh_CN` or `en`."""
        return self.zh if lang == "zh_CN" else self.en

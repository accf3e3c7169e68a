"""Refuses in words: one sentence what is wrong, one what to do, the clause it comes from and what it is about (DESIGN 2)."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """A rule's no, in the language now spoken: `what` is wrong, `do` mends it; `clause` of the regulation, `subject` it concerns."""

    what: str
    do: str
    clause: str = ""
    subject: str | None = None

    def sentence(self) -> str:
        """Give both sentences as one line for a screen."""
        return f"{self.what} {self.do}".strip()


class Refused(Exception):
    """Carries a refusal up to whoever asked; nothing was written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence())
        self.refusal = refusal


def allow(refusal: Refusal | None) -> None:
    """Go on where a rule has nothing against it; raises Refused where it has."""
    if refusal is not None:
        raise Refused(refusal)


def refuse(what: str, do: str, clause: str = "", subject: str | None = None) -> Refused:
    """Make the exception to raise: `raise refuse(say(...), say(...), "R4.3", number)`."""
    return Refused(Refusal(what, do, clause, subject))

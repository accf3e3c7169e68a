"""What a verb answers to whoever asked for it, and how a retry is told apart (DESIGN 2, No keystroke is lost)."""

from __future__ import annotations

from dataclasses import dataclass, field

from commandpost.domain.core.unit import Made


@dataclass(frozen=True, slots=True)
class Done:
    """What a verb did: what it made, what a person should know, which tables changed, which reactions failed; `again` when the same key had done it before."""

    command: str
    made: list[Made]
    remarks: list[str] = field(default_factory=list)
    tables: frozenset[str] = frozenset()
    findings: list[str] = field(default_factory=list)
    again: bool = False

    @property
    def ref(self) -> str:
        """The number of what was made, as people say it; empty when nothing was."""
        return self.made[0].ref if self.made else ""


class Again(Exception):
    """The submission key has done this before: undo what was prepared and give the first answer."""

    def __init__(self, made: list[list[str]]) -> None:
        super().__init__()
        self.made = made

"""What the list of incidents answers with, apart from the rest so that the list comes at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident in a list."""

    number: str
    type: str
    type_name: str
    title: str
    place: str | None
    state: str
    level: str | None
    received_at: str
    ended_at: str | None
    commander: str | None
    drill: bool
    after_the_fact: bool
    merged_into: str | None = None

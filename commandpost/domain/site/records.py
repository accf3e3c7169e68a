"""What questions about the site answer with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A known place with its names and radio words."""

    id: str
    code: str
    zh: str
    en: str
    words: tuple[str, ...]
    department: str | None


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The plan pack in force: its version and how much it holds."""

    digest: str
    adopted_at: str
    origin: str
    types: int
    metrics: int
    thresholds: int
    rules: int
    posts: int
    tasks: int
    notify_rows: int
    criteria: int
    policies: int

"""What questions about people and posts answer with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post of the plan and who holds it; nobody is a gap."""

    post: str
    name: str
    first: str | None
    second: str | None
    vacant: bool


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody the desk can name."""

    name: str
    phones: tuple[str, ...]
    posts: tuple[str, ...]

"""Calls levels, states and kinds by the words people use, a level always by number and colour (R4.3; DESIGN 4)."""

from __future__ import annotations

from commandpost.locale.words import say


def level_words(level: str | None) -> str:
    """Give a level as `II orange`; a level that nobody set as words."""
    match level:
        case "I":
            return say("I red")
        case "II":
            return say("II orange")
        case "III":
            return say("III yellow")
        case "IV":
            return say("IV blue")
    return say("not set")


def state_words(state: str) -> str:
    """Give the state of an incident in a word."""
    match state:
        case "reported":
            return say("reported")
        case "responding":
            return say("responding")
        case "controlled":
            return say("controlled")
        case "ended":
            return say("ended")
    return state


def kind_words(kind: str) -> str:
    """Give the kind of a log entry in a word."""
    match kind:
        case "report":
            return say("report")
        case "decision":
            return say("decision")
        case "action":
            return say("action")
        case "resource":
            return say("resource")
        case "order":
            return say("order")
        case "instruction":
            return say("instruction")
        case "system":
            return say("desk")
    return kind


def part_words(part: str) -> str:
    """Give one of the six parts of a report in a word."""
    match part:
        case "time":
            return say("time")
        case "place":
            return say("place")
        case "nature":
            return say("nature")
        case "scope":
            return say("scope")
        case "severity":
            return say("severity")
        case "measures":
            return say("measures")
    return part


def sized(size: int) -> str:
    """Give bytes as people read them: 812 B, 45 kB, 3.2 MB."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def book_words(book: str) -> str:
    """Say which book it is: an incident by its number, a duty day as the duty log."""
    return say("duty log") if book.startswith("duty") else book

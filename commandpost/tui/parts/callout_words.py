"""Says why the roll is called, and how an order stands, in the words of the desk (R4.2, R4.4)."""

from __future__ import annotations

from commandpost.locale.words import say


def called_words(why: str) -> str:
    """Say why the roll is called now."""
    match why:
        case "level":
            return say("called: the level changed")
        case "evacuation":
            return say("called: evacuation")
        case "command":
            return say("called: command passed")
        case "missing":
            return say("called: somebody is missing")
        case "benchmark":
            return say("called: benchmark")
        case "card":
            return say("called: action card")
    return why


def step_words(kind: str, waits_for: str | None) -> str:
    """Say what an order or an instruction waits for."""
    if waits_for == "read_back":
        return say("to be read back")
    if waits_for == "done":
        return say("to be answered") if kind == "instruction" else say("to be done")
    return say("answered") if kind == "instruction" else say("done")

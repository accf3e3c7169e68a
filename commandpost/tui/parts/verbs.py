"""Says in a sentence what each verb and question does: the verb's own, in the language spoken (DESIGN 2: declared once)."""

from __future__ import annotations

from commandpost.domain import registry
from commandpost.locale import words

# What only the program says, and what starts above or below an open desk, and so is no verb of the screen.
NOT_HERE = registry.HIDDEN | {"stream.new", "plan.adopt", "log.import"}

_learned: dict[str, str] = {}


def learn() -> None:
    """Load every verb and remember its sentence; in a thread, once the desk can write, for it imports them all."""
    for name in (*registry.COMMANDS, *registry.QUESTIONS):
        if name not in NOT_HERE:
            learn_one(name)


def learn_one(verb: str) -> None:
    """Load one verb, if it is not yet, and remember its sentence."""
    from commandpost.desk import load

    if verb not in _learned:
        entry = registry.COMMANDS.get(verb) or registry.QUESTIONS[verb]
        text = (load(entry).__doc__ or "").strip().split("\n")[0].rstrip()
        _learned[verb] = text[: text.rindex(" (")] + "." if text.endswith(").") and " (" in text else text


def sentence(verb: str) -> str:
    """Give what a verb does, in English; nothing while it is not loaded."""
    return _learned.get(verb, "")


def says(verb: str) -> str:
    """Give what a verb does, in the language spoken."""
    english = sentence(verb)
    return words.say(english) if english else ""


def in_short(said: str) -> str:
    """Give the first clause of such a sentence, for a list."""
    for mark in (":", "：", ";", "；"):
        said = said.partition(mark)[0]
    return said.rstrip(".。")

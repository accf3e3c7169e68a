"""Says on the desk what a rule says for everybody: the verb it names is a key of this page, else a line behind `:` (DESIGN 4)."""

from __future__ import annotations

import re
from typing import Any

from commandpost.domain import registry
from commandpost.tui.keys import key_of

NAMED = re.compile(r"commandpost ([a-z]+) ([a-z-]+)([^.;。；]*)")


def said_here(sentence: str, screen: Any) -> str:
    """Give a sentence whose `commandpost verb noun …` is what one does here: the key, where this page has one for it, else `: verb noun …`.

    What is no verb and no question of the desk (a restore, a backup) is done in a shell, and stays.
    """

    def here(found: re.Match[str]) -> str:
        noun, verb, rest = found.groups()
        command = f"{noun}.{verb.replace('-', '_')}"
        if command not in registry.COMMANDS and command not in registry.QUESTIONS:
            return found[0]
        if any(active.enabled and active.binding.id == command for active in screen.active_bindings.values()):
            return key_of(command)
        return f":{noun} {verb}{rest}"

    return NAMED.sub(here, sentence) if "commandpost " in sentence else sentence

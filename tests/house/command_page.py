"""Writes docs/command-line.md from the registry, the signatures and the records: `python -m tests.house.command_page`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from commandpost.cli import DOORS, function_of, sentence_of
from commandpost.command_line import usage_of
from commandpost.domain.core.kinds import parameters
from commandpost.domain.registry import COMMANDS, HIDDEN, QUESTIONS
from commandpost.locale.words import say_in

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"

HEAD = """# The command line
*Made by `python -m tests.house.command_page` from the code; a test fails when it is stale.*

`commandpost` alone opens the screen. The same verbs serve scripts and checks from outside. Everywhere, before or after the verb:
`--data DIR` (or COMMANDPOST_DATA), `--lang zh_CN|en`, `--as NAME` (who acts, else the operator), `--at TIME` (event time: `14:05`, the last
time the clock at the site showed it, or ISO 8601 with offset; record time is now), `--key KEY` (submission key: a retry prints the first answer,
other words under the same key are refused), `--json`.

- Exit codes: 0 done, 1 refused by a rule (reason and remedy on stderr), 2 ill-formed. There is no prompt.
- A verb prints the number of what it made; `--json` gives `{"made": [{"kind", "id", "number"}], "again", "remarks"}`.
- `N` is an incident's number (`26-0007`) or a duty book (`duty`, `duty:2026-11-05`); `ENTRY` is as printed, only a leading `#` may be left out.
- An option shown with … may be given several times. Times in JSON are ISO 8601 with offset; lists are arrays.
"""


def page() -> str:
    """Give the whole page."""
    parts = [HEAD]
    for title, names in (("Questions", [*QUESTIONS]), ("Verbs", [n for n in COMMANDS if n not in DOORS and n not in HIDDEN]), ("Doors", [*DOORS])):
        parts.append(f"\n## {title}\n")
        parts += [_entry(name) for name in sorted(names)]
    return "\n".join(parts)


def _entry(name: str) -> str:
    function = function_of(name)
    clause = {**COMMANDS, **QUESTIONS}.get(name)
    sentence = sentence_of(name)
    lines = [
        f"### `{name.replace('.', ' ').replace('_', '-')}`" + (f" ({clause.clause})" if clause else ""),
        f"{sentence} {say_in('zh_CN', sentence)}",
        "```",
        usage_of(name, parameters(function)),
        "```",
    ]
    if name in QUESTIONS:
        lines.append(f"JSON: `{_keys(get_type_hints(function)['return'])}`")
    return "\n".join([*lines, ""])


def _names(hint: Any) -> tuple[str, ...]:
    """Give the fields of a record, named tuple or dataclass; none of anything else."""
    return tuple(getattr(hint, "_fields", None) or getattr(hint, "__dataclass_fields__", ()))


def _keys(hint: Any) -> str:
    if get_origin(hint) in (list, tuple):
        inner = get_args(hint)[0]
        return f"[{_keys(inner)}]" if _names(inner) else "[…]"
    if names := _names(hint):
        hints = get_type_hints(hint)
        return "{" + ", ".join(f"{name}{_nested(hints[name])}" for name in names) + "}"
    return "…"


def _nested(hint: Any) -> str:
    for part in (hint, *get_args(hint)):
        if _names(part) or get_origin(part) in (list, tuple):
            inner = _keys(part)
            return f": {inner}" if "{" in inner else ""
    return ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

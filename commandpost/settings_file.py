"""Changes one line of the settings file and leaves everything else in it as its owner wrote it: comments, order, names we do not know."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

# A value that ends on its own line: what follows it (a comment) stays. Longer ones are their owner's to change.
_QUOTES = ("'", '"')


class Strange(Exception):
    """The file is laid out in a way that one line cannot change; it was left alone."""


def change(file: Path, table: str, name: str, value: str | None) -> None:
    """Put `name = value` into the file (under `[table]`, if one is named), or take it out (None), in one step that lasts.

    Raises Strange when the file cannot be read as TOML or another meaning than this one would change, OSError when it
    cannot be written; the file is then as it was.
    """
    import tomllib

    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raw = b""
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    try:
        old = raw[len(mark) :].decode("utf-8")
        before = tomllib.loads(old)
        new = changed(old, table, name, value)
        after = tomllib.loads(new)
    except (ValueError, RecursionError) as fault:
        raise Strange(str(fault)) from fault
    if after != _wanted(before, table, name, value):
        raise Strange(name)
    if new != old:
        _replace(file, mark + new.encode("utf-8"))


def changed(text: str, table: str, name: str, value: str | None) -> str:
    """Give the text with that one line changed, added at the end of its table, or taken out."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    first, last = _span(lines, table)
    at = next((i for i in range(first, last) if _name(lines[i]) == name), None)
    if value is None:
        return "".join(lines[:at] + lines[at + 1 :]) if at is not None else text
    if at is not None:
        head = lines[at][: lines[at].index("=") + 1]
        lines[at] = f"{head} {_written(value)}{_after_value(lines[at][len(head) :].rstrip())}{end}"
        return "".join(lines)
    spelled = name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else json.dumps(name)
    new = f"{spelled} = {_written(value)}{end}"
    if table and first < 0:
        gap = [end] if lines else []
        return "".join([*_ended(lines, end), *gap, f"[{table}]{end}", new])
    while last > first and not lines[last - 1].strip():  # blank lines before the next table stay before it
        last -= 1
    if not table and last and any(line.lstrip().startswith("[") for line in lines[last:]):
        while last > 0 and lines[last - 1].lstrip().startswith("#"):  # a comment right above a table is the table's
            last -= 1
    return "".join([*_ended(lines[:last], end), new, *lines[last:]])


def _ended(lines: list[str], end: str) -> list[str]:
    return [*lines[:-1], lines[-1] + end] if lines and not lines[-1].endswith("\n") else lines


def _span(lines: list[str], table: str) -> tuple[int, int]:
    """Give the lines of a table (the head of the file for none): first and one behind the last; -1, -1 where it is not there."""
    heads = [i for i, line in enumerate(lines) if line.lstrip().startswith("[")]
    if not table:
        return 0, heads[0] if heads else len(lines)
    for at in heads:
        if lines[at].partition("#")[0].strip().replace(" ", "") == f"[{table}]":
            return at + 1, next((other for other in heads if other > at), len(lines))
    return -1, -1


def _name(line: str) -> str:
    said, equals, _ = line.partition("=")
    said = said.strip()
    if not equals or said.startswith("#"):
        return ""
    return said[1:-1] if len(said) > 1 and said[0] in _QUOTES and said[-1] == said[0] else said


def _written(value: str) -> str:
    return value if value.isascii() and value.isdigit() else json.dumps(value, ensure_ascii=False)


def _after_value(rest: str) -> str:
    """Give what stands behind a value on its line: blanks and a comment, or nothing."""
    rest = rest.lstrip()
    if rest[:1] in _QUOTES:
        at = rest.find(rest[0], 1)
        while rest[0] == '"' and at > 0 and rest[at - 1] == "\\":
            at = rest.find('"', at + 1)
        rest = rest[at + 1 :] if at > 0 else ""
    else:
        rest = rest[rest.index("#") :] if "#" in rest else ""
    comment = rest.lstrip()
    return f"  {comment}" if comment.startswith("#") else ""


def _wanted(before: dict[str, Any], table: str, name: str, value: str | None) -> dict[str, Any]:
    wanted = dict(before)
    inside = wanted
    if table:
        if not isinstance(wanted.get(table, {}), dict) or (value is None and table not in wanted):
            return wanted
        inside = wanted[table] = dict(wanted.get(table, {}))
    if value is None:
        inside.pop(name, None)
    else:
        inside[name] = int(value) if value.isascii() and value.isdigit() else value
    return wanted


def _replace(file: Path, content: bytes) -> None:
    """Write beside it, fsync, rename, fsync the folder: a power cut leaves the old file or the new one."""
    file = file.resolve()  # a link stays a link
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o600)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

"""Finds every sentence with which the desk may refuse: the first `say()` of each refuse(), misused(), Refusal() in the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WHERE = (
    "commandpost/domain",
    "commandpost/exchange",
    "commandpost/doors.py",
    "commandpost/sitting.py",
    "commandpost/desk.py",
)
REFUSERS = {"refuse", "misused", "Refusal"}


def sentences() -> dict[str, str]:
    """Give each sentence with the place where it is said first."""
    found: dict[str, str] = {}
    for where in WHERE:
        path = ROOT / where
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            names = _named(tree)
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in REFUSERS
                    and node.args
                ):
                    for sentence in _said(node.args[0], names):
                        found.setdefault(sentence, f"{file.relative_to(ROOT)}:{node.lineno}")
    return found


def _named(tree: ast.AST) -> dict[str, list[str]]:
    """Sentences that were given a name first: `what = say("…")`, or a pair of them."""
    named: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name):
                named.setdefault(target.id, []).extend(_said(node.value, {}))
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for one, value in zip(target.elts, node.value.elts, strict=False):
                    if isinstance(one, ast.Name):
                        named.setdefault(one.id, []).extend(_said(value, {}))
    return named


def _said(node: ast.AST, named: dict[str, list[str]]) -> list[str]:
    if isinstance(node, ast.Name):
        return named.get(node.id, [])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return named.get(node.func.value.id, [])  # what.format(…)
    return [
        call.args[0].value
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "say"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    ]


def pattern(sentence: str) -> re.Pattern[str]:
    """Give what a sentence looks like once its blanks are filled."""
    parts = re.split(r"\{[a-z_]+\}", sentence)
    return re.compile("(?s)" + ".+".join(map(re.escape, parts)))

"""The walls of the house hold: import contracts, cold starts, a sentence and a clause for everything that can be said."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from commandpost.cli import DOORS, sentences
from commandpost.domain import moments, registry
from commandpost.locale.compile import catalogue, fragments, spoken

ROOT = Path(__file__).parents[2]
HEAVY = {
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "textual",
    "rich",
    "apscheduler",
    "alembic",
    "yaml",
    "argparse",
    "plyer",
    "qrcode",
    "babel",
}


@cache
def modules_after(code: str) -> frozenset[str]:
    """Run code in a fresh interpreter, once; give the top-level modules it loaded."""
    run = subprocess.run([sys.executable, "-c", code + "\nimport sys\nprint(*sorted({m.split('.')[0] for m in sys.modules}))"],
                         capture_output=True, text=True, check=True, cwd=ROOT)  # fmt: skip
    return frozenset(run.stdout.strip().splitlines()[-1].split())


def test_import_contracts() -> None:
    """Floors, rooms, roles and leaves import only what lies below them (pyproject.toml gives each reason)."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == 0, run.stdout[-4000:]


@pytest.mark.parametrize("question", sorted(registry.QUESTIONS))
def test_a_question_loads_nothing_heavy(question: str) -> None:
    """A question imports neither tables nor pydantic nor a screen."""
    entry = registry.QUESTIONS[question]
    assert not modules_after(f"import {entry.module}, commandpost.desk") & HEAVY


@pytest.mark.parametrize("command", sorted(registry.COMMANDS))
def test_a_verb_is_named_without_loading_its_tables(command: str) -> None:
    """A verb's module can be read for help and keys without sqlmodel; only the writer loads it."""
    entry = registry.COMMANDS[command]
    assert not modules_after(f"import {entry.module}") & (HEAVY - {"argparse"})


def test_the_frame_loads_only_textual() -> None:
    """What is imported before the first paint is textual, sqlite3 and the standard library."""
    loaded = modules_after("import commandpost.cli, commandpost.tui_opener, commandpost.tui.app")
    assert "textual" in loaded
    assert not loaded & (HEAVY - {"textual", "rich"})


def test_no_two_widgets_share_a_name() -> None:
    """Styles go by the name of the class, over every page: of two with one name the first one seen would take the other's looks."""
    found: dict[str, list[str]] = {}
    for path in (ROOT / "commandpost" / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and {"render_line", "compose", "DEFAULT_CSS"} & {name for one in node.body for name in _names(one)}:
                found.setdefault(node.name, []).append(path.stem)
    assert not {name: where for name, where in found.items() if len(where) > 1}


def _names(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [node.name] if isinstance(node, ast.FunctionDef) else [one.id for one in targets if isinstance(one, ast.Name)]


def test_the_registry_imports_no_room() -> None:
    """The table of contents can be read without opening a room."""
    code = "import commandpost.domain.registry, sys; print([m for m in sys.modules if m.startswith('commandpost.domain.')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "['commandpost.domain.registry']"


@pytest.mark.parametrize("name", sorted({**registry.COMMANDS, **registry.QUESTIONS}))
def test_everything_has_its_clause(name: str) -> None:
    """Every verb and question names a clause of the regulation, and docs/regulation.md names it."""
    entry = {**registry.COMMANDS, **registry.QUESTIONS}[name]
    assert entry.clause.startswith("R")
    page = (ROOT / "docs" / "regulation.md").read_text(encoding="utf-8")
    spelled = f"`{name.replace('.', ' ').replace('_', '-')}`"
    assert name in registry.HIDDEN or spelled in page, f"{spelled} is missing in docs/regulation.md"


def test_everything_has_its_sentence() -> None:
    """Every verb, question and door says in one sentence what it does."""
    for name, sentence in sentences().items():
        assert sentence.endswith((".", "…")) and len(sentence) > 15, name
    assert set(DOORS) <= set(sentences())


def test_every_sentence_is_spoken_in_chinese() -> None:
    """Everything a user can see is in both languages, and the catalogue is the one made from the fragments."""
    translated = fragments("zh_CN")
    said = spoken()
    missing = [f"{place}: {msgid}" for msgid, place in said.items() if msgid not in translated]
    assert not missing, "\n".join(missing[:30])
    unsaid = sorted(set(translated) - set(said))
    assert not unsaid, "nobody says any more:\n" + "\n".join(unsaid[:30])
    assert (ROOT / "commandpost/locale/zh_CN/commandpost.mo").read_bytes() == catalogue("zh_CN"), (
        "python -m commandpost.locale.compile"
    )


def test_chinese_keeps_the_blanks() -> None:
    """A translated sentence has the same {blanks} as the sentence it translates."""
    import string

    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    wrong = [msgid for msgid, text in fragments("zh_CN").items() if blanks(msgid) != blanks(text)]
    assert not wrong, wrong


def test_moments_are_short_and_real() -> None:
    """What follows from what is one short table of functions that exist."""
    from commandpost.desk import load

    assert len(moments.REACTIONS) <= 24
    for reactions in moments.REACTIONS.values():
        for reaction in reactions:
            assert callable(load(registry.Entry(reaction, "")))


def test_every_module_says_why_it_exists() -> None:
    """Every module opens with a sentence; no file passes 400 lines; no cabinet of odds and ends."""
    import ast

    for file in sorted((ROOT / "commandpost").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        assert text.count("\n") <= 400 or "migrations" in file.parts or file.name == "shapes.py", (  # both are made by a program
            f"{file} is two things: {text.count(chr(10))} lines"
        )
        assert file.stem not in {"utils", "helpers", "manager", "misc"}
        if file.name == "__init__.py":
            assert not text.strip(), f"{file} is not empty"
        else:
            assert ast.get_docstring(ast.parse(text)), f"{file} does not say why it exists"


def test_the_page_of_commands_is_fresh() -> None:
    """docs/command-line.md is what the registry and the signatures say."""
    from tests.house.command_page import PAGE, page

    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.house.command_page"

"""What the desk knows of its tables by heart is what they declare, and writing loads no declaration (DESIGN 2, 5)."""

from __future__ import annotations

import subprocess
import sys

from commandpost.desk import tables
from commandpost.domain import registry
from commandpost.domain.shapes import SHAPES
from commandpost.store.ddl import shape_of
from tests.story import Post

HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "textual", "alembic"}


def test_the_shapes_are_what_the_tables_declare() -> None:
    """Nobody changes a table and forgets its shape."""
    assert tuple(shape_of(table) for table in tables()) == SHAPES


def test_the_tool_prints_the_module_of_the_shapes() -> None:
    """`python -m commandpost.store.freeze --shapes` gives the very module that is there."""
    modules = [registry.ROOMS + name for name in registry.TABLES]
    command = [sys.executable, "-m", "commandpost.store.freeze", "--shapes", *modules]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    from commandpost.domain import shapes

    with open(shapes.__file__, encoding="utf-8") as file:
        assert printed == file.read()


def test_an_entry_is_written_without_what_only_declares(post: Post) -> None:
    """A verb that only adds rows loads neither sqlmodel nor SQLAlchemy: an entry from a script is in the book in the time of a question."""
    number = post.report("fire smoke")
    post.desk.close()
    code = (
        "import sys; from pathlib import Path; from commandpost.desk import open_desk\n"
        f"with open_desk(Path({str(post.folder / 'data')!r}), Path({str(post.folder / 'state')!r})) as desk:\n"
        f"    print(desk.do('log.add', {number!r}, 'said from a script', by='Guard 12').ref)\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    said, loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert said == "#2"
    assert not set(loaded.split()) & HEAVY
    post.again()
    assert [entry.text for entry in post.ask("log.list", number)] == ["fire smoke", "said from a script"]

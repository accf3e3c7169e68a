"""What every test is given: folders of its own, a post that proves its book at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.pop("COMMANDPOST_DATA", None)
os.environ.pop("COMMANDPOST_STATE", None)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[object]:
    """An English post at 13:00 on 5 November 2026; its book is proved when the test is over."""
    from tests.story import Post

    with Post(tmp_path) as made:
        yield made


@pytest.fixture
def zh_post(tmp_path: Path) -> Iterator[object]:
    """A Chinese post at the same hour."""
    from tests.story import Post

    with Post(tmp_path, language="zh_CN") as made:
        yield made


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    from commandpost.locale.words import set_language

    set_language("en")
    yield
    set_language("en")

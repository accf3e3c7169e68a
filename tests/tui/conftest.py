"""A desk with a fire for the stories that sit at it in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk with one incident; what one test of the module half typed the next one finds."""
    from tests.tui.terminal import FIRE, new_desk

    return new_desk(tmp_path_factory.mktemp("desk"), *FIRE)

"""Seats at the command line: one opened in this process for each test, and one for those that write nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.seat import Inside, Seat
from tests.story import quickly_made

INIT = ("init", "--site", "Harbour Mall", "--desk", "A", "--operator", "Lin Wei", "--lang", "en")


@pytest.fixture
def seat(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Inside:
    """A seat with a desk of its own."""
    made = Inside(tmp_path, capsys, monkeypatch)
    with quickly_made():
        assert made(*INIT).code == 0
    return made


@pytest.fixture(scope="module")
def _standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("standing")
    assert Seat(folder)(*INIT).code == 0
    return folder


@pytest.fixture
def shared_seat(_standing: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Inside:
    """A seat at one desk for all tests of a module that write nothing into it."""
    return Inside(_standing, capsys, monkeypatch)

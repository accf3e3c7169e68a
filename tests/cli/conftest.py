"""Seats at the command line: one opened in this process for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.seat import Inside


@pytest.fixture
def seat(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Inside:
    """A seat with a desk of its own."""
    made = Inside(tmp_path, capsys, monkeypatch)
    assert made("init", "--site", "Harbour Mall", "--desk", "A", "--operator", "Lin Wei", "--lang", "en").code == 0
    return made

"""What the bench measures is a real desk: its book is proved, its board and its searches answer."""

from __future__ import annotations

from pathlib import Path

from tests.bench import words
from tests.bench.commit import commits
from tests.bench.data import DATA, OPEN, STATE, Shelf, Size, make, opened
from tests.bench.figures import Figure, table
from tests.story import prove


def test_the_made_desk_is_proved(tmp_path: Path) -> None:
    """Every row of it is the fold of its journal."""
    make(tmp_path, Size(60, 600))
    with opened(tmp_path) as desk:
        prove(desk)
        assert len(desk.ask("board").rows) == OPEN
        assert len(desk.ask("incident.list")) == 60
        assert desk.ask("search", words.COMMON_ZH)
        assert desk.reader("SELECT count(*) FROM log_entry")[0][0] >= 600
    assert (tmp_path / DATA).is_dir() and (tmp_path / STATE).is_dir()


def test_what_is_written_on_the_way_is_proved_too(tmp_path: Path) -> None:
    """A copy for writing is a desk of its own, and both ways write what they say."""
    shelf = Shelf(tmp_path)
    taken = commits(shelf, Size(60, 600), 40)
    with opened(tmp_path / "commit") as desk:
        prove(desk)
        assert desk.reader("SELECT count(*) FROM log_entry")[0][0] >= 660
    assert all(isinstance(item, Figure) and item.value > 0 for item in taken)
    assert "sqlite3" in table(taken)

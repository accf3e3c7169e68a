"""A long column is folded beside its bar, and the bar stands where the lines do from the first look on (DESIGN 4)."""

from __future__ import annotations

from datetime import UTC

from textual.app import App, ComposeResult

from commandpost.tui.parts.log_lines import Entry
from commandpost.tui.parts.log_view import LogView

AT = 1793854800.0


class Page(App[None]):
    """A log on a screen of its own."""

    def compose(self) -> ComposeResult:
        yield LogView(lambda: UTC)


async def test_a_log_that_is_too_long_at_once_is_folded_beside_its_bar_which_stands_at_its_end() -> None:
    page = Page()
    async with page.run_test(size=(60, 10)) as pilot:
        log = page.query_one(LogView)
        log.feed([entry(number) for number in range(1, 30)])
        await pilot.pause()
        assert log.show_vertical_scrollbar and log.scroll_y == log.max_scroll_y > 0
        assert log.vertical_scrollbar.position == log.scroll_y
        before = list(log._lines)
        log._fold()
        assert log._lines == before  # nothing was folded to a width that the bar then took away


def entry(number: int) -> Entry:
    """Give an entry whose words fill a line of this page to its last cell."""
    return Entry(f"#{number}", AT, AT, "desk", "smoke " * 20, None, "")

"""DESIGN 4 and 5: a list of any length holds a few hundred rows; the cursor keeps its row; a row that went away takes no key."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual.app import App, ComposeResult

from commandpost.tui.parts.ink import InkWell
from commandpost.tui.parts.paged_table import Column, PagedTable
from commandpost.tui.themes import THEMES


class Thing(NamedTuple):
    key: str
    name: str


class Listing(App[None]):
    """A page with nothing but a list, over `count` made rows."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.keys = [f"k{n}" for n in range(count)]
        self.fetched: list[int] = []
        self.moved: list[str | None] = []
        self.opened: list[str] = []

    @property
    def available_themes(self) -> Any:
        return THEMES

    theme = "dark"  # type: ignore[assignment]

    def compose(self) -> ComposeResult:
        yield InkWell()
        yield PagedTable(
            [
                Column("key", lambda: "Key", lambda row, now: (row.key, ""), 8),
                Column("name", lambda: "Name", lambda row, now: (row.name, ""), 10, grow=1),
                Column("n", lambda: "N", lambda row, now: (str(int(now)), ""), 6, right=True, ticks=True),
            ],
            lambda row: row.key,
            lambda: 7.0,
            lambda: [[("nothing here", "")]],
        )

    @property
    def table(self) -> PagedTable[Thing]:
        return self.query_one(PagedTable)

    def feed(self, offset: int = 0) -> None:
        rows = [Thing(key, f"name of {key} 名") for key in self.keys[offset : offset + 240]]
        self.table.feed(rows, offset, len(self.keys))

    def on_paged_table_wanted(self, event: PagedTable.Wanted) -> None:
        self.fetched.append(event.begins)
        self.feed(event.begins)

    def on_paged_table_moved(self, event: PagedTable.Moved) -> None:
        self.moved.append(event.row.key if event.row else None)

    def on_paged_table_pressed(self, event: PagedTable.Pressed) -> None:
        self.opened.append(event.row.key)

    def lines(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def chosen(app: Listing) -> str:
    return next((line for line in app.lines() if line.startswith("▌")), "")


async def test_a_hundred_thousand_rows_are_paged_from_a_window() -> None:
    app = Listing(100_000)
    async with app.run_test(size=(60, 21)) as pilot:
        app.feed()
        app.table.focus()
        await pilot.pause()
        assert app.lines()[0].split() == ["Key", "Name", "N"]
        assert chosen(app).startswith("▌k0 ")
        await pilot.press("end")
        await pilot.pause()
        assert chosen(app).startswith("▌k99999") and app.lines()[-1] == chosen(app).rstrip()
        await pilot.press("pageup", "pageup", "up")
        await pilot.pause()
        assert chosen(app).startswith("▌k99958")
        await pilot.press("home")
        await pilot.pause()
        assert chosen(app).startswith("▌k0 ")
        for _ in range(30):
            await pilot.press("pagedown")
        await pilot.pause()
        assert chosen(app).startswith("▌k600 ")
        assert len(app.table.rows) <= 240
        assert all("…" not in line for line in app.lines()), "every line one sees is there"


async def test_of_another_list_what_is_seen_comes_first_and_the_rest_before_one_gets_there() -> None:
    app = Listing(100_000)
    async with app.run_test(size=(60, 21)) as pilot:
        app.feed()
        app.table.focus()
        await pilot.pause()
        whole = app.table.window
        app.table.afresh()
        few = app.table.window
        assert 20 < few < whole
        app.table.feed([Thing(f"n{n}", "another") for n in range(few)], 0, 100_000)
        await pilot.pause()
        assert chosen(app).startswith("▌n0 ") and app.lines()[-1].startswith(" n19") and app.fetched == []
        assert app.table.window == whole
        await pilot.press("pagedown", "pagedown")  # there they are, and what lies beyond them is asked for
        assert chosen(app).split()[0] in ("▌n40", "▌k40") and app.fetched[:1] == [0]
        await pilot.pause()
        assert len(app.table.rows) == 240 and not any(" …" in line for line in app.lines())


async def test_the_cursor_keeps_its_row_and_the_scroll_its_place() -> None:
    app = Listing(100)
    async with app.run_test(size=(60, 21)) as pilot:
        app.feed()
        app.table.focus()
        await pilot.press(*["down"] * 30)
        await pilot.pause()
        top, line = app.table.scroll_y, app.lines().index(chosen(app))
        assert chosen(app).startswith("▌k30 ")
        app.keys[:0] = ["new1", "new2"]
        app.feed()
        await pilot.pause()
        assert app.table.scroll_y == top
        assert app.table.cursor_key == "k30" and app.table.cursor == 32
        app.keys.remove("new1")
        app.keys.remove("new2")
        app.feed()
        await pilot.pause()
        assert app.lines().index(chosen(app)) == line


async def test_a_row_that_went_away_leaves_nothing_chosen_until_the_cursor_moves() -> None:
    app = Listing(5)
    async with app.run_test(size=(60, 21)) as pilot:
        app.feed()
        app.table.focus()
        await pilot.press("down")
        app.keys.remove("k1")
        app.feed()
        await pilot.pause()
        assert app.table.chosen is None and chosen(app) == "" and app.moved[-1] is None
        await pilot.press("down")
        await pilot.pause()
        assert app.table.cursor_key == "k2", "down takes the row that moved into its place"


async def test_a_row_can_be_chosen_before_it_is_there() -> None:
    app = Listing(3)
    async with app.run_test(size=(60, 21)) as pilot:
        app.feed()
        app.table.choose("later")
        app.keys.append("later")
        app.feed()
        await pilot.pause()
        assert app.table.cursor_key == "later"


async def test_the_mouse_chooses_and_opens_and_the_wheel_scrolls() -> None:
    app = Listing(200)
    async with app.run_test(size=(60, 21)) as pilot:
        app.feed()
        await pilot.pause()
        await pilot.click(PagedTable, offset=(5, 4))
        assert app.table.cursor_key == "k3"
        await pilot.click(PagedTable, offset=(5, 0))
        assert app.table.cursor_key == "k3", "the titles are no row"
        app.table.scroll_to(y=50, animate=False)
        await pilot.pause()
        assert app.table.cursor_key == "k3", "scrolling moves no cursor"
        await pilot.click(PagedTable, offset=(5, 2), times=2)
        assert app.opened == ["k51"]


async def test_an_empty_list_says_so() -> None:
    app = Listing(0)
    async with app.run_test(size=(60, 21)) as pilot:
        await pilot.pause()
        assert "nothing here" not in "\n".join(app.lines()), "not known yet is not empty"
        app.feed()
        await pilot.pause()
        assert "nothing here" in "\n".join(app.lines())


async def test_columns_stand_in_their_cells_with_chinese_in_them() -> None:
    app = Listing(3)
    async with app.run_test(size=(60, 21)) as pilot:
        app.feed()
        await pilot.pause()
        from rich.cells import cell_len

        rows = [line for line in app.lines() if "name of" in line]
        assert {cell_len(line) for line in rows} == {59}
        assert all(line.endswith("     7") for line in rows)

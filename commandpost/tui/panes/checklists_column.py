"""One list on the page of the lists: its head, its tasks; what was just ticked keeps its place while one stands on it (R4.4; SCREENS)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from commandpost.tui.parts.jump import Place
from commandpost.tui.parts.list_words import card_lines, in_order, list_head, task_rows
from commandpost.tui.parts.rows import Row, Rows
from commandpost.tui.parts.sheet import Lines, Sheet

if TYPE_CHECKING:
    from commandpost.tui.panes.checklists import Checklists


class ListRows(Rows):
    """The tasks of a list; what says the same each second is not painted anew."""

    def tick(self) -> None:
        """A second has passed."""
        width = self.scrollable_content_region.width
        if self.display and width and self._say(width, self._now()) != self._rows:
            self.again()

    def jump_places(self) -> list[Place]:
        """Every task in sight; a letter takes the keys into its list."""
        return [Place(place.at, partial(self._go, place.go)) for place in super().jump_places()]

    def _go(self, go: Callable[[], object]) -> None:
        cast("ListColumn", self.parent).take_keys()
        go()


class ListColumn(Vertical):
    """One list: its head, its tasks."""

    def __init__(self, pane: Checklists, code: str) -> None:
        super().__init__()
        self._pane, self.code = pane, code
        self.stays = ""  # a task just ticked: it keeps its place while one stands on it
        self._open: frozenset[str] = frozenset()  # what was open when the list was last said

    def compose(self) -> ComposeResult:
        """The head, the tasks."""
        now = self._pane.frame.standing.now_s
        yield Sheet(self._head, now, classes="list-head")
        yield ListRows(self._say, now)

    def on_mount(self) -> None:
        """The keys may come in now."""
        self.call_after_refresh(self._pane.keys_into)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The mouse went to this list."""
        self.take_keys()

    def take_keys(self) -> None:
        """The keys go into this list."""
        if self._pane.list_here != self.code:
            self._pane.to_list(self.code)

    @property
    def rows(self) -> Rows:
        """The tasks."""
        return self.query_one(ListRows)

    @property
    def chosen(self) -> str | None:
        """The task one stands on."""
        return self.rows.cursor if self.is_mounted and self.query(ListRows) else None

    def again(self) -> None:
        """Say it anew."""
        for sheet in self.query(Sheet):
            sheet.again()
        for rows in self.query(ListRows):
            rows.again()

    def moved(self) -> None:
        """The cursor stands on another task: the one it left goes where it belongs."""
        if self.stays and self.stays != self.chosen:
            self.stays = ""
            self.rows.again()

    def _look(self) -> None:
        open_ = frozenset(task.id for task in self._pane.tasks_of(self.code) if task.state == "open")
        if (here := self.chosen) is not None and here in self._open - open_:
            self.stays = here
        self._open = open_

    def _head(self, width: int, now: float) -> Lines:
        one = self._pane.list_named(self.code)
        if one is None:
            return []
        here = self._pane.list_here == self.code and not self._pane.alone
        return list_head(one, self._pane.tasks_of(self.code), width, now, self._pane.frame.standing.zone, here=here, alone=self._pane.alone)

    def _say(self, width: int, now: float) -> list[Row]:
        pane, one = self._pane, self._pane.list_named(self.code)
        if one is None:
            return []
        self._look()
        card = card_lines(one, width, most=2 if pane.size.height >= 24 else 1) if pane.alone else []
        head = [Row(None, [*card, []])] if card else []
        lead, zone = pane.leader_of(self.code), pane.frame.standing.zone
        shown = [task for task in pane.tasks_of(self.code) if task.state != "stood_down" or pane.all]
        room = self.rows.size.height - sum(len(row.lines) for row in head)
        return [*head, *task_rows(in_order(shown, now, self.stays), lead, width, room, now, zone)]

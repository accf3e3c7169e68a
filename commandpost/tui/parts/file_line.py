"""The line that attaches: it finds a photo or paper by typing over a folder, Tab goes into one, Enter attaches (R4.2; DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events

from commandpost.locale.words import say
from commandpost.tui.keys import Key, Sentence, bound
from commandpost.tui.parts.bottom_line import BottomLine
from commandpost.tui.parts.cells import Span, cut, fit, shown
from commandpost.tui.parts.counted import clock, day
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.files import Here, Listing, begin, listing, typed
from commandpost.tui.parts.finding import Choice, Finder
from commandpost.tui.parts.line import Line, do_in_order
from commandpost.tui.parts.naming import book_words, sized

if TYPE_CHECKING:
    from commandpost.tui.app import DeskApp

SEEN, SEEN_LOW = 8, 5  # files seen at once; fewer on a low screen
NAME = 44


class FileLine(BottomLine):
    """One file after another into one book, until Esc."""

    BINDINGS: ClassVar = bound(
        Key("list.up", "up", "move(-1)", Sentence("choice above"), show=False),
        Key("list.down", "down", "move(1)", Sentence("choice below"), show=False),
        Key("list.page_up", "pageup", "move(-5)", Sentence("choices above"), show=False),
        Key("list.page_down", "pagedown", "move(5)", Sentence("choices below"), show=False),
        Key("file.into", "tab", "into", Sentence("into the folder"), show=False),
        Key("file.out", "shift+tab", "out", Sentence("out of the folder"), show=False),
    )

    _last: ClassVar[Path | None] = None  # where the last file was found: the next one lies beside it

    def __init__(self, frame: DeskApp, book: str, attached: Callable[[str], None] | None = None) -> None:
        self.book, self._attached = book, attached
        super().__init__(frame, f"attach:{book}")
        self.closing = True  # its words are no draft
        self.folder = self._last or begin()
        self._seen: Listing | None = None
        self._finder = Finder(())
        self._at = self._top = 0
        self._looking: Errand | None = None

    def on_mount(self) -> None:
        """Look into the folder."""
        self._looking = Errand(self, "folder")
        super().on_mount()
        if not self.was_left:
            self._look(self.folder)

    def _look(self, folder: Path, *, hidden: bool = False) -> None:
        assert self._looking is not None  # noqa: S101 - made when it was mounted
        self._looking.run(partial(listing, folder, hidden=hidden), self._looked, self.frame.complain)

    def _looked(self, seen: Listing) -> None:
        self._seen = seen
        self._finder = Finder([Choice(row.name, (row.name,)) for row in seen.rows])
        self._at = self._top = 0
        self.retell()

    # what is found

    def _wanted(self, text: str) -> tuple[Path, str]:
        return typed(text.strip(), self.folder)

    def _found(self, text: str) -> list[Here]:
        folder, rest = self._wanted(text)
        if self._seen is None or self._seen.folder != folder:
            return []
        rows = {row.name: row for row in self._seen.rows}
        return [rows[choice.key] for choice in self._finder.find(rest)]

    def _chosen(self, text: str) -> Here | None:
        found = self._found(text)
        return found[min(self._at, len(found) - 1)] if found else None

    # the words

    def prompt(self) -> str:
        """Say which book it goes to."""
        return say("attach to {book} ▸ ", book=book_words(self.book))

    def explain(self, text: str, width: int) -> list[list[Span]]:
        """Say which folder one looks into, what is there, what the keys do."""
        folder, _ = self._wanted(text)
        keys = "   ".join((say("Enter attach"), say("Tab into the folder"), say("Shift+Tab out of it"), say("Esc done")))
        head: list[list[Span]] = [[(cut(shown(str(folder)), width), "accent")]]
        foot: list[list[Span]] = [[(keys, "quiet")]]
        if self._seen is None or self._seen.folder != folder:
            return [*head, [(say("looking …"), "quiet")], *foot]
        if self._seen.fault:
            words = say("Nobody can look into this folder: {fault}.", fault=self._seen.fault)
            return [*head, [(words, "strong")], *foot]
        found = self._found(text)
        if not found:
            words = say("Nothing here is called so.") if self._seen.rows else say("This folder is empty.")
            return [*head, [(words, "quiet")], *foot]
        room = SEEN if self.app.size.height >= 30 else SEEN_LOW
        at = min(self._at, len(found) - 1)
        self._top = max(0, min(max(min(self._top, at), at - room + 1), len(found) - room))
        rows = [
            self._row(row, width, marked=self._top + n == at) for n, row in enumerate(found[self._top : self._top + room])
        ]
        if (more := len(found) - room) > 0:
            head[0].append((say("   {count} more", count=more), "quiet"))
        return [*head, *rows, *foot]

    def _row(self, row: Here, width: int, *, marked: bool) -> list[Span]:
        zone, now = self.frame.standing.zone, self.frame.standing.now_s()
        name = min(NAME, max(16, width - 28))
        told = shown(row.name) + ("/" if row.folder else "")
        when = clock(row.at, zone) if day(row.at, zone) == day(now, zone) else day(row.at, zone)
        return [
            ("▌" if marked else " ", "accent"),
            (fit(told, name), "strong" if marked else "quiet" if row.folder else ""),
            (fit("" if row.folder else sized(row.size), 9, right=True), "quiet"),
            (f"  {when}", "quiet"),
        ]

    # the keys

    async def on_key(self, event: events.Key) -> None:
        """Keys typed in a rush stay in their order."""
        await do_in_order(self, event)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Find as it is typed; a typed path is looked into."""
        event.stop()
        event.prevent_default()  # nothing to keep as a draft
        if event.value:
            self.wrong = self._given_back = None
        self._at = 0
        folder, rest = self._wanted(event.value)
        if self._seen is None or self._seen.folder != folder or rest.startswith("."):
            self._look(folder, hidden=rest.startswith("."))
        self.retell()

    def on_line_entered(self, event: Line.Entered) -> None:
        """Attach the marked file; a folder is gone into."""
        event.stop()
        event.prevent_default()
        row, (folder, _) = self._chosen(event.text), self._wanted(event.text)
        if row is None:
            self.line.put(event.text)
        elif row.folder:
            self._go(folder / row.name)
        else:
            self._bring(folder / row.name)

    def action_move(self, by: int) -> None:
        """Mark another one."""
        self._at = max(0, min(self._at + by, len(self._found(self.line.value)) - 1))
        self.retell()

    def action_into(self) -> None:
        """Go into the marked folder; complete the name of a marked file."""
        row, (folder, _) = self._chosen(self.line.value), self._wanted(self.line.value)
        if row is not None and row.folder:
            self._go(folder / row.name)
        elif row is not None:
            self.folder = folder
            self.line.put(row.name)

    def action_out(self) -> None:
        """Go out of the folder."""
        self._go(self._wanted(self.line.value)[0].parent)

    def _go(self, folder: Path) -> None:
        self.folder = folder
        self.line.put("")
        self._look(folder)
        self.retell()

    def _bring(self, path: Path) -> None:
        frame, desk = self.frame, self.frame.desk
        if desk is None:
            return
        key = frame.new_key()
        type(self)._last = self.folder = path.parent

        def done(answer: Any) -> str:
            if self._attached is not None:
                self._attached(answer.ref)
            return say("{name} is attachment {number} of {book}.", name=shown(path.name), number=answer.ref, book=book_words(self.book))

        def failed(error: Exception) -> None:
            refusal = getattr(error, "refusal", None)
            if refusal is not None and self.is_attached:
                self.refuse(refusal.sentence())
            else:
                frame.complain(error)

        frame.doing.do(lambda: desk.do("attachment.add", self.book, str(path), key=key), done, failed)
        self.retell()

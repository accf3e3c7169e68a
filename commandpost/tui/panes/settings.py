"""The settings of this laptop and every key of the desk: each with its sentence, changed at once, written down (R4.3; DESIGN 4)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from commandpost.locale.words import say
from commandpost.settings import CHOICES
from commandpost.tui.keys import DECLARED, Key, Sentence, bound, key_name, key_of, told
from commandpost.tui.parts.cells import Span, cell_len, fold
from commandpost.tui.parts.errand import Errand
from commandpost.tui.parts.key_words import explained
from commandpost.tui.parts.keymap import commands, load_all
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.paged_table import Column, PagedTable
from commandpost.tui.parts.pane import Pane
from commandpost.tui.parts.press_key import PressKey
from commandpost.tui.parts.settings_words import sentence, title, value_words, wrong_value
from commandpost.tui.parts.sheet import Lines, Sheet


class Row(NamedTuple):
    """A setting, or a command with its key."""

    id: str
    name: str
    value: str
    own: bool  # not as we delivered it
    says: str
    is_key: bool = False


class SettingsPane(Pane):
    """A list, under it the sentence of the chosen one."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text(encoding="utf-8")

    BINDINGS = bound(
        Key("settings.change", "enter", "change", Sentence("change")),
        Key("settings.previous", "left", "step(-1)", Sentence("previous value"), show=False),
        Key("settings.next", "right", "step(1)", Sentence("next value"), show=False),
        Key("settings.default", "delete", "default", Sentence("default")),
        Key("desk.back", "escape", "back", Sentence("back")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._loading = Errand(self, "all pages")
        self._keys: list[str] = []
        self._wrong = ""
        self._typed: dict[str, str] = {}  # what was typed and could not be meant stays
        self._editing = ""

    def compose(self) -> ComposeResult:
        """The list, its sentence, a line to type in where something is typed."""
        now = self.frame.standing.now_s
        yield Sheet(self._head, now, counts=False, classes="head")
        yield PagedTable(self._columns(), lambda row: row.id, now)
        yield Sheet(self._foot, now, counts=False, classes="foot")
        with Horizontal():
            yield Sheet(self._prompt, now, counts=False, classes="prompt")
            yield Line(field=True, id="value")

    def on_mount(self) -> None:
        """Show the settings at once; the keys as soon as every page is loaded."""
        super().on_mount()
        if not self.was_left:
            self._feed()
            self._loading.run(load_all, self._loaded, self.frame.complain)

    def _loaded(self, _: Any) -> None:
        self._keys = commands()
        self._feed()

    def take_keys(self) -> None:
        """The list has the keys."""
        self.screen.set_focus(self.table)

    @property
    def table(self) -> PagedTable[Row]:
        """The list."""
        return self.query_one(PagedTable)

    def asks(self) -> Mapping[str, tuple[tuple[Any, ...], dict[str, Any]]]:
        """Nothing: settings are no part of the book."""
        return {}

    def retell(self) -> None:
        """The language, the colours or a key was changed."""
        self.table.retell()
        self._feed()

    def _feed(self) -> None:
        wanted = self.frame.preferences
        rows = []
        for name, choice in CHOICES.items():
            value = wanted.values[name]
            rows.append(Row(name, title(name), value_words(name, value), value != choice.default, sentence(name)))
        for name in self._keys:
            more = explained(name)
            what = told(DECLARED[name].says)
            rows.append(Row(name, what, key_of(name), name in wanted.keymap, more if more != what else "", is_key=True))
        self.table.feed(rows, 0, len(rows))
        self._tell()

    def _tell(self) -> None:
        for sheet in self.query(Sheet):
            sheet.again()

    def _columns(self) -> tuple[Column[Row], ...]:
        def name(row: Row, now: float) -> Span:
            return row.name, ""

        def value(row: Row, now: float) -> Span:
            return row.value, "accent" if row.own else "strong"

        def words(row: Row, now: float) -> Span:
            return row.says, "quiet"

        return (
            Column("name", lambda: say("Setting, command"), name, 22, grow=1),
            Column("value", lambda: say("Value, key"), value, 28),
            Column("says", lambda: say("What it does"), words, 30, grow=3, from_width=100),
        )

    # what stands around the list

    def _head(self, width: int, now: float) -> Lines:
        return [[(" " + say("Settings of this laptop"), "strong"), ("   ", ""), (self.frame.preferences.settings.file.name, "quiet")]]  # fmt: skip

    def _prompt(self, width: int, now: float) -> Lines:
        return [[(f" {title(self._editing) if self._editing else ''} ▸", "accent")]]

    def _foot(self, width: int, now: float) -> Lines:
        row = self.table.chosen
        if row is None:
            return []
        lines: Lines = []
        for part in fold(self._wrong, width - 2) if self._wrong else ():
            lines.append([(f" {part}", "strong")])
        if row.is_key:
            known = DECLARED[row.id]
            about = row.says or row.name
            lines += [[(f" {part}", "")] for part in fold(about, width - 2)]
            if row.own:
                lines.append([(" " + say("ours: {key}", key=key_name(known.key.partition(",")[0])), "quiet")])
            how = say("Enter press the new key   Del ours")
        else:
            lines += [[(f" {part}", "")] for part in fold(row.says, width - 2)]
            choice = CHOICES[row.id]
            values = " · ".join(value_words(row.id, word) for word in choice.allowed)
            default = say("ours: {key}", key=value_words(row.id, choice.default))
            lines += [[(f" {part}", "quiet")] for part in fold(f"{default}   {values}".strip(), width - 2)]
            how = say("← → choose   Del ours") if choice.allowed else say("Enter type it   Del ours")
        lines.append([(" " + how, "quiet")])
        if not self._wrong:
            for said in self.frame.preferences.wrong:
                lines += [[(f" {part}", "strong")] for part in fold(said, width - 2)]
        return lines

    @on(PagedTable.Moved)
    def _moved(self, event: PagedTable.Moved) -> None:
        event.stop()
        self._wrong = ""
        self._tell()

    @on(PagedTable.Pressed)
    def _pressed(self, event: PagedTable.Pressed) -> None:
        event.stop()
        self.action_change()

    def _refuse(self, why: str) -> None:
        self._wrong = why
        self._tell()

    # changing

    def action_change(self) -> None:
        """Take the next value, type one, or press the new key."""
        row = self.table.chosen
        if row is None:
            return
        if row.is_key:
            take = partial(self.frame.preferences.change_key, row.id, failed=self._refuse)
            self.frame.push_screen(PressKey(row.name, row.value, take), lambda _: self._feed())
        elif CHOICES[row.id].allowed:
            self.action_step(1)
        else:
            self._editing = row.id
            line = self.query_one(Line)
            line.put(self._typed.get(row.id, self.frame.preferences.values[row.id]))
            self.add_class("-typing")
            self.query_one(".prompt").styles.width = cell_len(self._prompt(0, 0)[0][0][0]) + 1
            line.focus()
            self._tell()

    def action_step(self, by: int) -> None:
        """Take another of the values that are allowed."""
        row = self.table.chosen
        if row is None or row.is_key or not (allowed := CHOICES[row.id].allowed):
            return
        at = allowed.index(self.frame.preferences.values[row.id])
        self._take(row.id, allowed[(at + by) % len(allowed)])

    def action_default(self) -> None:
        """Take what we delivered."""
        row = self.table.chosen
        if row is None:
            return
        if row.is_key:
            self._refuse(self.frame.preferences.change_key(row.id, None, self._refuse) if row.own else "")
        else:
            self._typed.pop(row.id, None)
            self._take(row.id, CHOICES[row.id].default)

    def _take(self, name: str, value: str) -> bool:
        self._wrong = ""
        if not self.frame.preferences.change(name, value, self._refuse):
            self._refuse(wrong_value(name, value))
            return False
        self._feed()
        return True

    @on(Line.Entered)
    def _entered(self, event: Line.Entered) -> None:
        event.stop()
        if self._take(self._editing, event.text):
            self._typed.pop(self._editing, None)
            self._leave_line()
        else:
            self._typed[self._editing] = event.text

    @on(Line.Changed)
    def _changed(self, event: Line.Changed) -> None:
        event.stop()
        if self._editing and self._wrong and event.value != self._typed.get(self._editing):
            self._refuse("")

    def _leave_line(self) -> None:
        self.remove_class("-typing")
        self._editing = ""
        self.take_keys()

    def action_back(self) -> None:
        """Out of the line, its words kept; else back to where one came from."""
        if self._editing:
            self._typed[self._editing] = self.query_one(Line).value
            self._leave_line()
        else:
            self.frame.pop_screen()

"""`?`: the keys that work here, of what has the focus, of the page, of the whole desk, and why one is off; found by typing (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

from textual import on
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from commandpost.locale.words import say
from commandpost.tui.keys import GLOBAL, MOVES, Key, Sentence, bound, key_name, key_of, told
from commandpost.tui.parts.cells import Span, cell_len, fit, fold
from commandpost.tui.parts.finding import Choice, Finder
from commandpost.tui.parts.ink import InkWell
from commandpost.tui.parts.key_words import explained
from commandpost.tui.parts.line import Line
from commandpost.tui.parts.sheet import Lines, Sheet

KEY, NAME = 11, 17  # cells of the two columns before the sentence
HERE, PAGE, DESK = range(3)  # whose keys: of what has the focus, of the page, of the whole desk


class Told(NamedTuple):
    """A key as help tells it; `why` it is off, if it is."""

    group: int
    id: str
    key: str
    name: str
    more: str
    on: bool
    why: str
    action: str
    node: DOMNode


def keys_here(screen: Screen[Any]) -> list[ActiveBinding]:
    """Give the keys of a screen now, its own first, each once; a key that is off is among them."""
    seen: set[str] = set()
    found = []
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and binding.id and not binding.system and binding.id not in seen:
            seen.add(binding.id)
            found.append(active)
    order = {key.id: place for place, key in enumerate(GLOBAL)}
    return sorted(found, key=lambda active: order.get(active.binding.id or "", -1))


def why_off(screen: Screen[Any], binding: Binding) -> str:
    """Say why a key is off, if its page knows."""
    ask = getattr(getattr(screen, "pane", None), "why_off", None)
    action = binding.action.partition("(")[0].rpartition(".")[2]
    return (ask(action) or "") if ask is not None else ""


def told_here(screen: Screen[Any]) -> list[Told]:
    """Give everything that help tells of a screen as it is now."""
    pane, focused = getattr(screen, "pane", None), screen.focused
    part = set() if focused is None or focused is pane else {focused, *focused.ancestors}
    part -= {pane, screen, *(screen.ancestors), *(pane.ancestors if pane is not None else ())}
    found: list[Told] = []
    seen: set[str] = set()

    def tell(node: DOMNode, binding: Binding, enabled: bool) -> None:
        if not binding.id or not binding.description or binding.id in seen or binding.id in MOVES:
            return
        seen.add(binding.id)
        group = DESK if isinstance(node, App) else HERE if node in part else PAGE
        name, more = told(binding.description), explained(binding.id)
        why = "" if enabled else why_off(screen, binding)
        found.append(Told(group, binding.id, key_name(binding.key), name, more, enabled, why, binding.action, node))

    for active in screen.active_bindings.values():
        tell(active.node, active.binding, active.enabled)
    for binding in Binding.make_bindings(getattr(pane, "BINDINGS", ())):  # a key that its page does not even show now
        if pane is not None and why_off(screen, binding):
            tell(pane, binding, False)
    order = {key.id: place for place, key in enumerate(GLOBAL)}
    return sorted(found, key=lambda one: (one.group, order.get(one.id, -1) if one.group == DESK else 0))


class Help(ModalScreen[Told]):
    """A panel over the page it tells of; what is typed narrows it down."""

    CSS_PATH = "help.tcss"
    BINDINGS = bound(
        Key("desk.back", "escape", "close", Sentence("back")),
        Key("desk.help", "question_mark,f1", "close", Sentence("help")),
        Key("help.up", "up", "scroll(-1)", Sentence("line above"), show=False),
        Key("help.down", "down", "scroll(1)", Sentence("line below"), show=False),
        Key("help.page_up", "pageup", "scroll(-10)", Sentence("page above"), show=False),
        Key("help.page_down", "pagedown", "scroll(10)", Sentence("page below"), show=False),
    )

    def __init__(self, keys: list[Told], now: Callable[[], float], *, moves: bool) -> None:
        super().__init__()
        self._keys, self._now, self._moves = keys, now, moves
        self._finder = Finder([Choice(one.id, (one.name, one.more, one.key, one.id)) for one in keys])
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A heading, a line to type in, the keys."""
        yield InkWell()
        with Vertical():
            yield Sheet(self._heading, self._now, counts=False, classes="head")
            yield Line(field=True)
            yield Sheet(self._lines, self._now, counts=False, classes="keys-told")

    def on_mount(self) -> None:
        """What is typed next is searched for."""
        for line in self.query(Line):  # none where the panel was left before it was put together
            line.focus()

    def _heading(self, width: int, now: float) -> Lines:
        return [
            [
                (say("Keys that work here"), "strong"),
                ("   ", ""),
                (say("type to find one, Enter does it, Esc back"), "quiet"),
            ]
        ]

    def _groups(self) -> tuple[str, str, str]:
        return say("What has the focus"), say("This page"), say("The whole desk")

    def _lines(self, width: int, now: float) -> Lines:
        width -= 2  # the bar that scrolls stands there
        by_id = {one.id: one for one in self._keys}
        lines: Lines = []
        if self._typed.strip():
            for choice in self._finder.find(self._typed):
                lines += _told(by_id[choice.key], width)
            return lines or [
                [
                    (
                        say("No key here is called that. {key} looks among all commands.", key=key_of("desk.palette")),
                        "quiet",
                    )
                ]
            ]
        for group, title in enumerate(self._groups()):
            here = [one for one in self._keys if one.group == group]
            if not here:
                continue
            lines += [*([[]] if lines else []), [(title, "quiet")]]
            for one in here:
                lines += _told(one, width)
            if self._moves and group == min(one.group for one in self._keys):
                lines.append([(fit("↑ ↓ PgUp PgDn Home End", KEY + NAME), "accent"), (say("move in a list"), "")])
        lines += [[]]
        for sentence in (
            say("What is typed is on disk from the first key: Esc, a crash or a power cut brings it back."),
        ):
            lines += [[(part, "quiet")] for part in fold(sentence, width)]
        return lines

    @on(Line.Changed)
    def _narrow(self, event: Line.Changed) -> None:
        event.stop()
        if event.value.endswith(("?", "？")):  # the key that opened it closes it, though it could be typed
            self.action_close()
            return
        self._typed = event.value
        sheet = self.query_one(".keys-told", Sheet)
        sheet.again()
        sheet.scroll_to(y=0, animate=False)

    @on(Line.Entered)
    def _entered(self, event: Line.Entered) -> None:
        """Do what the first key found does, if it is on; else its reason goes on standing there."""
        event.stop()
        found = self._finder.find(event.text) if event.text.strip() else []
        first = next((one for one in self._keys if found and one.id == found[0].key), None)
        if first is not None and first.on:
            self.dismiss(first)

    def action_scroll(self, lines: int) -> None:
        """Read further up or down."""
        sheet = self.query_one(".keys-told", Sheet)
        sheet.scroll_to(y=sheet.scroll_y + lines, animate=False)

    def action_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)


def _told(one: Told, width: int) -> Lines:
    ink, indent = "" if one.on else "faint", KEY + NAME
    first: list[Span] = [(fit(one.key, KEY), "accent" if one.on else "faint"), (one.name, ink)]
    more = fold(one.more, max(20, width - indent)) if one.more and one.more != one.name else []
    lines: Lines = [first]
    if more and cell_len(one.name) < NAME:
        first += [(" " * (NAME - cell_len(one.name)), ""), (more.pop(0), "quiet")]
    lines += [[(" " * indent, ""), (part, "quiet")] for part in more]
    if not one.on:
        why = say("off: {why}", why=one.why) if one.why else say("off just now")
        lines += [[(" " * KEY + part, "strong" if one.why else "quiet")] for part in fold(why, max(20, width - KEY))]
    return lines


def open_help(app: Any) -> None:
    """Tell the keys of what is seen now."""
    screen = cast("Screen[Any]", app.screen)
    keys = told_here(screen)
    moves = any(active.binding.id in MOVES for active in screen.active_bindings.values())

    async def do(found: Told | None) -> None:
        if found is not None:
            await app.run_action(found.action, found.node)

    app.push_screen(Help(keys, app.standing.now_s, moves=moves), do)

"""How a form looks: the names of its fields, the choices under them with the one that Enter takes (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from commandpost.locale.words import say
from commandpost.tui.parts.bottom_line import Told
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, segments, shown
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.ink import Painted
from commandpost.tui.parts.line import Line

if TYPE_CHECKING:
    from commandpost.tui.parts.ask.form import AskForm

LABEL_MOST = 34  # cells that the names of fields may take


def choice_lines(found: Sequence[Choice], at: int | None, width: int, room: int) -> list[list[Span]]:
    """Give as many choices as there is room for, around the marked one; the number of those further down behind the last."""
    first = max(0, min((at or 0) - room // 2, len(found) - room))
    seen = found[first : first + room]
    names = min(max(cell_len(shown(choice.names[0])) for choice in seen), width // 2)
    lines: list[list[Span]] = []
    for place, choice in enumerate(seen, first):
        marked = place == at
        hint = cut(shown(choice.hint), width - names - 3)
        name = fit(shown(choice.names[0]), names)
        lines.append([("▌" if marked else " ", "accent"), (name, "strong" if marked else ""), (f"  {hint}", "quiet")])
    if len(found) > first + room:
        more = say("and {count} more", count=len(found) - first - room)
        lines[-1].append((f"  {more}", "faint"))
    return lines


class FormLines(Told):
    """Lines above and below the fields."""

    LEAST = 1


BEFORE, HERE, BEHIND = range(3)


class FieldLine(Line):
    """The one line of a form: it goes from field to field, so that keys typed in a rush stay in their order."""

    DEFAULT_CSS = "FieldLine { width: 1fr; height: 1; }"

    def __init__(self, form: AskForm, text: str) -> None:
        super().__init__(text, field=True)
        self._form = form

    async def _on_key(self, event: events.Key) -> None:
        """Do what a key means in the form before the keys that were typed after it."""
        if self._form.swallows(event):
            event.stop()
            event.prevent_default()
            return
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._form.action_enter()
            return
        for binding in self._form._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.app.run_action(binding.action, self._form)
            return


class Labels(Painted, Widget):
    """The names of the fields before, at and behind the line one types in, with what stands in them."""

    DEFAULT_CSS = "Labels { width: 1fr; height: 0; }"

    def __init__(self, form: AskForm, part: int) -> None:
        super().__init__()
        self._form, self._part = form, part

    def again(self) -> None:
        """The line has gone to another field, or the words are others."""
        at, count = self._form.at, max(1, len(self._form.fields))
        self.styles.height = (at, 1, count - at - 1)[self._part]
        if self._part == HERE:
            self.styles.width = self._width
            self._form.line.placeholder = self._form.field.need if self._form.field is not None else ""
        self.refresh()

    @property
    def _width(self) -> int:
        """As wide as the longest name, within reason."""
        longest = max((cell_len(field.label) for field in self._form.fields), default=0)
        return min(longest, LABEL_MOST, self.app.size.width // 2) + 6

    def on_click(self, event: events.Click) -> None:
        """A field is gone to by the mouse."""
        if self._part != HERE:
            self._form.to(event.y + (self._form.at + 1 if self._part == BEHIND else 0))

    def render_line(self, y: int) -> Strip:
        """Paint one name, and what stands there or, while that is nothing, whether it is needed; one that may stay empty is quiet."""
        width, form = self.size.width, self._form
        place = (y, form.at, form.at + 1 + y)[self._part]
        if place >= len(form.fields):
            return Strip(segments([(" ▸ ", "accent")], width, self.paints), width)
        field, here = form.fields[place], self._part == HERE
        ink = "strong" if here else "" if field.wanted else "quiet"
        name = fit(cut(field.label, self._width - 5), self._width - 3)
        spans = [(" ▸ " if here else "   ", "accent"), (name, ink)]
        if not here:
            spans.append((shown(field.text), "") if field.text.strip() else (field.need, "quiet"))
        return Strip(segments(spans, width, self.paints), width)

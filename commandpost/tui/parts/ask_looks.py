"""How a form looks: the names of its fields, the choices under them with the one that Enter takes (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.strip import Strip
from textual.widget import Widget

from commandpost.locale.words import say
from commandpost.tui.parts.bottom_line import Told
from commandpost.tui.parts.cells import Span, cell_len, cut, fit, segments, shown
from commandpost.tui.parts.finding import Choice
from commandpost.tui.parts.ink import Painted

if TYPE_CHECKING:
    from commandpost.tui.parts.ask import AskForm

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


class Labels(Painted, Widget):
    """The names of the fields, before the lines one types in."""

    DEFAULT_CSS = "Labels { width: auto; height: auto; }"

    def __init__(self, form: AskForm) -> None:
        super().__init__()
        self._form = form

    def get_content_width(self, container: Any, viewport: Any) -> int:
        """As wide as the longest name, within reason."""
        longest = max((cell_len(field.label) for field in self._form.fields), default=0)
        return min(longest, LABEL_MOST, self.app.size.width // 2) + 6

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """One line a field."""
        return max(1, len(self._form.fields))

    def render_line(self, y: int) -> Strip:
        """Paint one name; the field one types in is marked, one that may stay empty is quiet."""
        width, form = self.size.width, self._form
        if y >= len(form.fields):
            return Strip(segments([(" ▸ " if not form.fields else "", "accent")], width, self.paints), width)
        field = form.fields[y]
        here = y == form.at
        ink = "strong" if here else "" if field.required else "quiet"
        mark = " ▸ " if here else "   "
        return Strip(segments([(mark, "accent"), (cut(field.label, width - 5), ink)], width, self.paints), width)

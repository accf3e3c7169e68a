"""Draws a printed list as a PDF, in a process of its own, so that fonts and PDF writer never weigh on the desk: JSON in, file out (R4.4; DESIGN 7).

`python -m commandpost.exchange.paper.drawing FILE` reads a page as `listing.page` words it and writes FILE; it answers with the number of pages and the
characters for which no font has a shape. Those stand as boxes with their code point, and at the foot.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from commandpost.exchange.paper.ink import BOLD, GREY, Ink

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0
INNER = WIDTH - 2 * MARGIN
QR = 25.0
GAP = 1.6
ROW = 8.6  # mm: what a pen needs
COLUMNS = {"box": 8.0, "who": 33.0, "target": 15.0, "time": 17.0, "name": 26.0}
STEP = INNER - sum(COLUMNS.values())
LOOKS = ((True, 10.0, 8.4), (False, 10.0, 8.4), (False, 8.8, 7.6))  # both languages, size of a step, of the card: the first that fits on one page


class Listing:
    """One list on its pages, with the look that was chosen."""

    def __init__(self, ink: Ink, page: dict[str, Any], look: tuple[bool, float, float]) -> None:
        self.ink, self.page = ink, page
        self.both, self.size, self.small = look
        self.about = [line for text in page["about"] for line in ink.wrapped(text, INNER, 10)]
        self.heads = [(head, ink.wrapped(text, INNER - 34, self.small)) for head, text in page["card"]]

    def head_height(self, first: bool) -> float:
        """Give how high the head of a page is: the first one has the card."""
        lines = sum(len(lines) for _, lines in self.heads) if first else 0
        return (9.0 if self.page["exercise"] else 0.0) + 8.0 + 5.2 * len(self.about) + lines * self.small * 0.48 + 9.0

    def foot_height(self) -> float:
        """Give how high the foot is."""
        return max(QR, 4.0 * len(self._foot("9", "9"))) + 3.0

    def step_height(self, step: dict[str, Any]) -> float:
        """Give how high a step's row is."""
        lines = len(self._words(step)) * self.size * 0.46 + len(self._also(step)) * 7.2 * 0.46
        who = len(self.ink.wrapped(step["who"], COLUMNS["who"] - GAP, 7.6)) * 7.6 * 0.46
        name = len(self._name(step)[0]) * 4.0
        return max(ROW, lines + 3.0, who + 3.0, name + 2.0)

    def pages(self) -> list[list[dict[str, Any]]]:
        """Give the steps page by page."""
        made: list[list[dict[str, Any]]] = [[]]
        free = self._room(True)
        for step in self.page["steps"]:
            height = self.step_height(step)
            if height > free and made[-1]:
                made.append([])
                free = self._room(False)
            made[-1].append(step)
            free -= height
        return made

    def _room(self, first: bool) -> float:
        return HEIGHT - 2 * MARGIN - self.head_height(first) - self.foot_height()

    def _words(self, step: dict[str, Any]) -> list[str]:
        return self.ink.wrapped(" ".join(filter(None, (step["critical"], step["text"]))), STEP - GAP, self.size)

    def _name(self, step: dict[str, Any]) -> tuple[list[str], float]:
        """Whoever did it, on one line where that can be read, and the size."""
        width = COLUMNS["name"] - GAP
        size = 9.0 if self.ink.width(step["name"], 9.0) <= width else 7.0
        return (self.ink.wrapped(step["name"], width, size) if step["name"] else []), size

    def _also(self, step: dict[str, Any]) -> list[str]:
        lines = self.ink.wrapped(step["also"], STEP - GAP, 7.2) if self.both and step["also"] else []
        return [*lines, *self.ink.wrapped(step["remark"], STEP - GAP, 7.2)] if step["remark"] else lines

    def _foot(self, number: str, count: str) -> list[str]:
        lines = [line.replace("{page}", number).replace("{pages}", count) for line in self.page["foot"]]
        if self.ink.boxed:
            codes = " ".join(f"U+{code:04X}" for code in sorted(self.ink.boxed))
            lines.append(self.page["missing"].replace("{characters}", codes))
        return [part for line in lines for part in self.ink.wrapped(line, INNER - QR - 6, 7.6)]

    def draw(self) -> int:
        """Draw all pages; gives how many."""
        pages = self.pages()
        for number, steps in enumerate(pages, start=1):
            self.ink.turn()
            y = self._head(number == 1)
            for step in steps:
                y = self._step(step, y)
            self._bottom(number, len(pages))
        return len(pages)

    def _head(self, first: bool) -> float:
        ink, page, y = self.ink, self.page, MARGIN
        if page["exercise"]:
            ink.bar(MARGIN, y, INNER, 7.0)
            ink.text(MARGIN + 3, y + 5.2, page["exercise"], 13, BOLD, white=True)
            y += 9.0
        ink.text(MARGIN, y + 6.0, page["title"], 16, BOLD)
        y += 8.0
        for line in self.about:
            ink.text(MARGIN, y + 3.8, line, 10)
            y += 5.2
        if first:
            for head, lines in self.heads:
                ink.text(MARGIN, y + self.small * 0.38, head, self.small, BOLD)
                for line in lines:
                    ink.text(MARGIN + 34, y + self.small * 0.38, line, self.small)
                    y += self.small * 0.48
        y += 3.0
        x = MARGIN + COLUMNS["box"]
        for name, head in (("step", page["heads"]["step"]), *((name, page["heads"][name]) for name in ("who", "target", "time", "name"))):
            ink.text(x, y + 2.8, head, 7.6, GREY)
            x += STEP if name == "step" else COLUMNS[name]
        ink.rule(MARGIN, y + 4.2, INNER, 0.4)
        return y + 6.0

    def _step(self, step: dict[str, Any], y: float) -> float:
        ink, height = self.ink, self.step_height(step)
        ink.box(MARGIN + 0.5, y + 1.2, 4.8, {"done": "tick", "skipped": "dash"}.get(step["state"], ""))
        x, line = MARGIN + COLUMNS["box"], y + self.size * 0.36 + 1.0
        for place, text in enumerate(self._words(step)):
            bold = BOLD if step["critical"] else ""
            ink.text(x, line + place * self.size * 0.46, text, self.size, bold)
        line += len(self._words(step)) * self.size * 0.46 - 0.6
        for place, text in enumerate(self._also(step)):
            ink.text(x, line + place * 7.2 * 0.46, text, 7.2, GREY)
        x += STEP
        for place, text in enumerate(ink.wrapped(step["who"], COLUMNS["who"] - GAP, 7.6)):
            ink.text(x, y + 4.0 + place * 7.6 * 0.46, text, 7.6)
        x += COLUMNS["who"]
        ink.fitted(x, y + 4.6, step["target"], 9.5, COLUMNS["target"] - GAP)
        x += COLUMNS["target"]
        if step["time"]:
            ink.fitted(x, y + 4.6, step["time"], 9.0, COLUMNS["time"] - GAP)
        else:
            ink.rule(x, y + 6.0, COLUMNS["time"] - GAP, 0.2)
        x += COLUMNS["time"]
        names, size = self._name(step)
        for place, text in enumerate(names):
            ink.text(x, y + 4.6 + place * 4.0, text, size)
        if not names:
            ink.rule(x, y + 6.0, COLUMNS["name"] - GAP, 0.2)
        ink.rule(MARGIN, y + height - 0.6, INNER, 0.1)
        return y + height

    def _bottom(self, number: int, count: int) -> None:
        from commandpost.domain.checklists.rules.sheet_code import written

        ink, top = self.ink, HEIGHT - MARGIN - self.foot_height() + 2.0
        ink.rule(MARGIN, top - 1.0, INNER, 0.4)
        for place, line in enumerate(self._foot(str(number), str(count))):
            ink.text(MARGIN, top + 3.6 + place * 4.0, line, 7.6)
        incident, group, plan, label, sheet = self.page["code"]
        ink.code(WIDTH - MARGIN - QR, HEIGHT - MARGIN - QR, QR, written(incident, group, plan, label, sheet, number))


def drawn(page: dict[str, Any], place: str) -> dict[str, Any]:
    """Draw a list into a file, on one page where a look lets it fit; gives the pages and the code points that stand as boxes."""
    ink = Ink(page["title"], _texts(page))
    listings = [Listing(ink, page, look) for look in LOOKS]
    best = min(listings, key=lambda one: len(one.pages()))
    pages = best.draw()
    ink.save(place)
    return {"pages": pages, "boxed": sorted(ink.boxed)}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts: Sequence[Any] = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


if __name__ == "__main__":
    print(json.dumps(drawn(json.load(sys.stdin), sys.argv[1])))

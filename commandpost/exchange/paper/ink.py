"""Puts text, rules, boxes and codes onto a page: every character through a font that has it, or as a box with its code point (R4.4; PANES 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import Any

import qrcode
from fpdf import FPDF
from fpdf.enums import TextMode

from commandpost.exchange.paper.fonts import Face, of_system, shipped

BOLD, GREY = "bold", "grey"
PT = 25.4 / 72
NOT_FIRST = set("，。、；：？！）】》”’…—％,.;:?!)]}%")  # what never begins a line
NOT_LAST = set("（【《“‘([{")  # what never ends one
NONE = -1  # no font has it


class Ink:
    """A PDF that is being written."""

    def __init__(self, title: str, texts: Sequence[str]) -> None:
        self.pdf = pdf = FPDF(format="A4")
        pdf.set_auto_page_break(False)
        pdf.set_margin(0)
        pdf.set_title(title)
        pdf.set_creator("commandpost")
        pdf.add_font("f0", fname=str(shipped()))
        wanted = {*range(0x20, 0x7F), *(ord(character) for text in texts for character in text)}  # numbers and code points are our own words
        first: Any = pdf.fonts["f0"]
        self.of = {code: 0 for code in wanted if code in first.cmap}
        for face in of_system(wanted - set(self.of)) if wanted - set(self.of) else ():
            self._add(face)
        self.boxed = {code for code in wanted if code not in self.of}
        self.faces = len({*self.of.values(), 0})

    def _add(self, face: Face) -> None:
        number = max(self.of.values(), default=0) + 1
        try:
            self.pdf.add_font(f"f{number}", fname=face.path, collection_font_number=face.number)
        except Exception:  # a font that the writer cannot take is a font that is not there
            return
        self.of |= dict.fromkeys(face.has, number)

    def turn(self) -> None:
        """Begin a page."""
        self.pdf.add_page()

    def width(self, text: str, size: float) -> float:
        """Give how wide a text is, in millimetres."""
        return sum(self._advance(character) for character in text) * size * PT

    @cache  # noqa: B019 - lives as long as the process, which draws one list
    def _advance(self, character: str) -> float:
        number = self.of.get(ord(character), NONE)
        if number == NONE:
            return 0.62 * len(_named(character)) * 0.56 + 0.3
        font: Any = self.pdf.fonts[f"f{number}"]
        return float(font.ttfont["hmtx"].metrics[font.cmap[ord(character)]][0]) / float(font.ttfont["head"].unitsPerEm)

    def wrapped(self, text: str, width: float, size: float) -> list[str]:
        """Cut a text into lines of a width: Latin words whole, Chinese anywhere but before what closes and behind what opens."""
        lines, line = [""], 0.0
        for word in _words(text):
            long = self.width(word, size)
            if line + self.width(word.rstrip(), size) > width and lines[-1].strip():
                lines[-1] = lines[-1].rstrip()
                lines.append("")
                line, word = 0.0, word.lstrip()
                long = self.width(word, size)
            if long > width:  # one word wider than the line: cut where it must be
                for character in word:
                    step = self.width(character, size)
                    if line + step > width and lines[-1]:
                        lines.append("")
                        line = 0.0
                    lines[-1] += character
                    line += step
                continue
            lines[-1] += word
            line += long
        return lines

    def text(self, x: float, y: float, text: str, size: float, look: str = "", *, white: bool = False) -> None:
        """Write one line, its baseline at y."""
        pdf = self.pdf
        pdf.set_text_color(255 if white else 110 if look == GREY else 0)
        for number, run in groupby(text, key=lambda character: self.of.get(ord(character), NONE)):
            part = "".join(run)
            if number == NONE:
                for character in part:
                    self._boxed(x, y, character, size)
                    x += self.width(character, size)
                continue
            pdf.set_font(f"f{number}", size=size)
            bold = look == BOLD and size >= 9.5  # small words would only smear
            with pdf.local_context(text_mode=TextMode.FILL_STROKE if bold else TextMode.FILL, line_width=size * 0.004):
                if bold:
                    pdf.set_draw_color(255 if white else 0)
                pdf.text(x, y, part)
            x += self.width(part, size)

    def fitted(self, x: float, y: float, text: str, size: float, width: float) -> None:
        """Write one line as large as it may be, at most `size`."""
        wide = self.width(text, size)
        self.text(x, y, text, size if wide <= width else max(5.0, size * width / wide))

    def _boxed(self, x: float, y: float, character: str, size: float) -> None:
        wide, small = self.width(character, size), size * 0.56
        self.pdf.set_draw_color(0)
        self.pdf.set_line_width(0.15)
        self.pdf.rect(x + 0.1, y - size * PT * 0.82, wide - 0.3, size * PT)
        self.pdf.set_font("f0", size=small)
        self.pdf.text(x + 0.4, y - size * PT * 0.1, _named(character))

    def rule(self, x: float, y: float, width: float, thick: float) -> None:
        """Draw a line."""
        self.pdf.set_draw_color(0)
        self.pdf.set_line_width(thick)
        self.pdf.line(x, y, x + width, y)

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a black bar."""
        self.pdf.set_fill_color(0)
        self.pdf.rect(x, y, width, height, style="F")

    def box(self, x: float, y: float, side: float, mark: str) -> None:
        """Draw a box to tick: empty, ticked, or with a dash for what was not applicable."""
        pdf = self.pdf
        pdf.set_draw_color(0)
        pdf.set_line_width(0.35)
        pdf.rect(x, y, side, side)
        pdf.set_line_width(0.7)
        marks = {"tick": ((0.18, 0.55), (0.42, 0.8), (0.85, 0.2)), "dash": ((0.2, 0.5), (0.8, 0.5))}
        for (ax, ay), (bx, by) in pairwise(marks.get(mark, ())):
            pdf.line(x + ax * side, y + ay * side, x + bx * side, y + by * side)

    def code(self, x: float, y: float, side: float, text: str) -> None:
        """Draw a QR code with its quiet zone."""
        made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
        made.add_data(text)
        made.make(fit=True)
        rows = made.get_matrix()
        cell = side / len(rows)
        self.pdf.set_fill_color(0)
        for down, row in enumerate(rows):
            across = 0
            for dark, run in groupby(row):
                count = len(list(run))
                if dark:
                    self.pdf.rect(x + across * cell, y + down * cell, count * cell + 0.01, cell + 0.01, style="F")
                across += count

    def save(self, place: str) -> None:
        """Write the file."""
        self.pdf.output(place)


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


def _words(text: str) -> Iterator[str]:
    """Give the parts between which a line may be broken."""
    part = ""
    for here, after in pairwise([*text, ""]):
        part += here
        if not after or after in NOT_FIRST or here in NOT_LAST:
            continue
        if after != " " and (here == " " or _wide(here) or _wide(after)):
            yield part
            part = ""
    if part:
        yield part


def _wide(character: str) -> bool:
    return ord(character) >= 0x2E80

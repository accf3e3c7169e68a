"""Paints the screen of a terminal as a picture: cells of a monospaced Chinese font, colours and marks as the program sent them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

CELL = (10, 24)  # pixels of half a Chinese character
SIZE = 19  # of the font
PAPER, INK = "1e1e1e", "d4d4d4"  # where the program sent no colour
PLAIN = {
    "black": "000000", "red": "cd3131", "green": "0dbc79", "brown": "e5e510", "blue": "2472c8", "magenta": "bc3fbc", "cyan": "11a8cd",
    "white": "e5e5e5",
}  # fmt: skip

# (file, name of the face in it): a face whose Latin letters are half as wide as its Chinese ones first
FACES = (
    ("NotoSansCJK-{weight}.ttc", "Noto Sans Mono CJK SC"),
    ("NotoSansMonoCJKsc-{weight}.otf", "Noto Sans Mono CJK SC"),
    ("SarasaMonoSC-{weight}.ttf", "Sarasa Mono SC"),
    ("wqy-zenhei.ttc", "WenQuanYi Zen Hei Mono"),
    ("wqy-microhei.ttc", "WenQuanYi Micro Hei Mono"),
    ("simsun.ttc", "NSimSun"),
    ("NotoSansSC-{weight}.otf", "Noto Sans SC"),
    ("msyh.ttc", "Microsoft YaHei"),
    ("PingFang.ttc", "PingFang SC"),
    ("STHeiti Light.ttc", "Heiti SC"),
)


class NoFont(Exception):
    """No font of this machine has Chinese."""


def _folders() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    yield from (Path.home() / ".fonts", Path.home() / ".local/share/fonts", Path.home() / "Library/Fonts")
    yield from (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
    )


@cache
def _files() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in _folders():
        if folder.is_dir():
            for file in sorted(folder.rglob("*")):
                if file.suffix.lower() in (".ttf", ".ttc", ".otf"):
                    found.setdefault(file.name.lower(), file)
    return found


@cache
def face(weight: str) -> Any:
    """Give the font in a weight (Regular, Bold); raises NoFont in words."""
    for name, family in FACES:
        file = _files().get(name.format(weight=weight).lower()) or _files().get(name.format(weight="Regular").lower())
        for index in range(20 if file is not None and file.suffix == ".ttc" else 1):
            try:
                font = ImageFont.truetype(str(file), SIZE, index=index) if file is not None else None
            except OSError:
                break
            if font is not None and font.getname()[0] == family:
                return font
    raise NoFont(
        "No font with Chinese was found, so no picture can be taken. Install one (Debian: fonts-noto-cjk) and run this again."
    )


def colour(name: str, default: str) -> str:
    """Give a colour of the terminal as #rrggbb."""
    if name == "default":
        return f"#{default}"
    known = PLAIN.get(name.removeprefix("bright"), name)
    return f"#{known}"


Pairs = set[tuple[str, str]]  # ink on paper

STEPS = 12  # shades between an ink and its paper, at the edges of letters


def few_colours(picture: Image.Image, pairs: Pairs) -> Image.Image:
    """Give the picture with the program's own colours and the shades between them alone: a third of the bytes, the same to the eye."""
    shades: dict[tuple[int, ...], None] = {}
    for step in range(STEPS + 1):  # the pure colours first
        for ink, paper in sorted(pairs):
            mixed = (
                round(b + (a - b) * (STEPS - step) / STEPS)
                for a, b in zip(bytes.fromhex(ink[1:]), bytes.fromhex(paper[1:]), strict=True)
            )
            shades.setdefault(tuple(mixed))
        if step == 0:
            shades |= dict.fromkeys(tuple(bytes.fromhex(paper[1:])) for _, paper in sorted(pairs))
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for shade in list(shades)[:256] for part in shade])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def paint(screen: Any) -> Image.Image:
    """Paint a pyte screen."""
    wide, high = CELL
    picture = Image.new("RGB", (screen.columns * wide, screen.lines * high), colour("default", PAPER))
    draw = ImageDraw.Draw(picture)
    pairs: Pairs = {(colour("default", INK), colour("default", PAPER))}
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            if cell.data == "":  # the other half of a wide character
                continue
            paper, ink = colour(cell.bg, PAPER), colour(cell.fg, INK)
            if cell.reverse:
                paper, ink = ink, paper
            cells = 2 if x + 1 < screen.columns and screen.buffer[y][x + 1].data == "" else 1
            left, top = x * wide, y * high
            right, bottom = left + cells * wide, top + high
            draw.rectangle((left, top, right - 1, bottom - 1), fill=paper)
            pairs.add((ink, paper))
            _character(draw, cell, (left, top, right, bottom), ink)
    return few_colours(picture, pairs)


def cell_is_narrow(box: tuple[int, int, int, int]) -> bool:
    """Whether a character has one cell."""
    return box[2] - box[0] == CELL[0]


def high_of(block: str) -> int:
    """Give how many pixels of a cell a block fills."""
    return round((ord(block) - ord("▁") + 1) * CELL[1] / 8)


def _character(draw: ImageDraw.ImageDraw, cell: Any, box: tuple[int, int, int, int], ink: str) -> None:
    left, top, right, bottom = box
    middle_x, middle_y = (left + right) // 2, (top + bottom) // 2
    match cell.data:
        case " ":
            pass
        case "─" | "━":
            draw.line((left, middle_y, right, middle_y), fill=ink)
        case "—" | "–" | "−" if cell_is_narrow(box):
            draw.line((left + 1, middle_y, right - 2, middle_y), fill=ink, width=2 if cell.bold else 1)
        case "│" | "┃":
            draw.line((middle_x, top, middle_x, bottom), fill=ink)
        case "▌":
            draw.rectangle((left, top, middle_x - 2, bottom - 1), fill=ink)
        case "▸" | "▾":
            tall, long = 5, 7
            at = (middle_x - 3, middle_y)
            if cell.data == "▸":
                corners = [(at[0], at[1] - tall), (at[0], at[1] + tall), (at[0] + long, at[1])]
            else:
                corners = [(at[0] - 2, at[1] - 3), (at[0] + long + 1, at[1] - 3), (middle_x, at[1] + 4)]
            draw.polygon(corners, fill=ink)
        case "→" | "←":
            draw.line((left + 1, middle_y, right - 2, middle_y), fill=ink)
            tip, back = (right - 2, right - 6) if cell.data == "→" else (left + 1, left + 5)
            draw.line((back, middle_y - 3, tip, middle_y, back, middle_y + 3), fill=ink)
        case "…":
            for dot in (left + 1, middle_x - 1, right - 3):
                draw.rectangle((dot, bottom - 8, dot + 1, bottom - 7), fill=ink)
        case "·":
            draw.rectangle((middle_x - 1, middle_y, middle_x, middle_y + 1), fill=ink)
        case block if "▁" <= block <= "▇":  # so many eighths from below
            draw.rectangle((left, bottom - high_of(block), right - 1, bottom - 1), fill=ink)
        case "█":
            draw.rectangle((left, top, right - 1, bottom - 1), fill=ink)
        case _:
            font = face("Bold" if cell.bold else "Regular")
            sign = cell.data
            if cell_is_narrow(box):  # such a font has these as wide as a Chinese character
                sign = {"“": '"', "”": '"', "‘": "'", "’": "'"}.get(sign, sign)
            across = left + (right - left - font.getlength(sign)) / 2
            draw.text((across, bottom - 6), sign, font=font, fill=ink, anchor="ls")
    if cell.strikethrough:
        draw.line((left, middle_y + 1, right, middle_y + 1), fill=ink)
    if cell.underscore:
        draw.line((left, bottom - 3, right, bottom - 3), fill=ink)

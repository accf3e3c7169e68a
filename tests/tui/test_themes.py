"""SCREENS: dark, light and high contrast; colours that mean a level or lateness and nothing else; readable without any."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from commandpost.tui.themes import THEMES, theme_for
from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import sitting


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2 between two colours."""
    one, two = sorted((luminance(first), luminance(second)), reverse=True)
    return (one + 0.05) / (two + 0.05)


COLOURED = [theme for theme in THEMES.values() if not theme.ansi]
LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0, "night": 4.5}  # WCAG 2: AA, and AAA for sunlight
INKS = ("quiet", "dim", "late", "level-i", "level-ii", "level-iii", "level-iv")


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", ("foreground", "accent", *INKS))
def test_every_ink_can_be_read_on_its_paper_and_on_the_chosen_row(theme: Theme, ink: str) -> None:
    colour = getattr(theme, ink, None) or theme.variables[ink]
    for paper in (theme.background, theme.variables["chosen"]):
        assert contrast(paper, colour) >= LEAST[theme.name], (ink, paper, contrast(paper, colour))


def test_the_night_theme_lets_no_blue_and_no_white_through() -> None:
    theme = THEMES["night"]
    shown = [theme.background, theme.foreground, theme.accent, *(theme.variables[ink] for ink in INKS[:-1])]
    for red, green, blue in (Color.parse(colour).rgb for colour in shown):
        assert red >= green >= blue and blue <= red * 0.5
    assert luminance(theme.foreground) < luminance(THEMES["dark"].foreground) / 2


def test_level_and_lateness_have_their_colours_for_themselves() -> None:
    for theme in COLOURED:
        kept = {theme.variables[f"level-{n}"] for n in ("i", "ii", "iii", "iv")}
        others = {theme.variables[name] for name in ("quiet", "faint", "chosen")} | {theme.accent, theme.foreground}
        assert len(kept) == 4 and not kept & others


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "dark"),
        ({"TERM": "xterm-256color"}, "dark"),
        ({"TERM": "linux"}, "plain"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "plain"),
    ],
)
def test_the_theme_follows_the_terminal(environ: dict[str, str], name: str) -> None:
    assert theme_for(environ) == name
    assert theme_for(environ, "light") == ("plain" if name == "plain" else "light"), (
        "few colours: plain, whatever is chosen"
    )


async def test_every_theme_paints_the_board_in_the_same_words() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("26-0007", "Guard 12")
        words = seat.text()
        for _ in THEMES:
            await seat.press("ctrl+t")
            await seat.pilot.pause(0.05)
            assert seat.text() == words


async def test_without_colour_level_and_lateness_are_still_said() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        seat.app.theme = "plain"
        await seat.see("II orange", "LATE", "−0:03:10")
        assert seat.chosen().startswith("▌")

"""The desk by day, by night and in the sun: two greys, one accent, colours for levels and lateness only (SCREENS)."""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import Theme


def _theme(
    name: str,
    dark: bool,
    paper: str,
    ink: str,
    quiet: str,
    dim: str,
    faint: str,
    accent: str,
    chosen: str,
    levels: tuple[str, str, str, str],
) -> Theme:
    ansi = paper.startswith("ansi")
    return Theme(
        name=name,
        primary=accent,
        accent=accent,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=paper if ansi else chosen,
        error=levels[0],
        warning=levels[1],
        success=accent,
        dark=dark,
        ansi=ansi,
        variables={
            "quiet": quiet,
            "dim": dim,  # words that stand back, still read
            "faint": faint,  # lines between things, never words
            "chosen": chosen,
            "chosen-style": "reverse" if ansi else "none",
            "chosen-words": "bold underline" if ansi else "bold",  # where Textual paints the list, it paints nothing reversed
            "late": levels[0],
            **{f"level-{number}": colour for number, colour in zip(("i", "ii", "iii", "iv"), levels, strict=True)},
            **({"ansi-background": "ansi_black", "ansi-foreground": "ansi_white"} if ansi else {}),
            "border": faint,
            "border-blurred": faint,
            "input-cursor-background": ink,
            "input-cursor-foreground": paper,
            "input-cursor-text-style": "reverse" if ansi else "none",
            "block-cursor-background": chosen,
            "block-cursor-foreground": ink,
            "block-cursor-text-style": "reverse" if ansi else "none",
            "scrollbar": faint,
            "scrollbar-background": paper,
            "scrollbar-corner-color": paper,
            "scrollbar-background-hover": paper,
            "scrollbar-background-active": paper,
            "scrollbar-hover": quiet,
            "scrollbar-active": quiet,
        },
    )


_ALL = (
    _theme(
        "dark", True, "#15181b", "#dcdfe1", "#949ca2", "#8e969c", "#475057", "#62b5a3", "#262c31",
        ("#ff6b63", "#ff9a3c", "#f2d24b", "#62a8ff"),
    ),
    _theme(
        "light", False, "#fafaf7", "#1c2023", "#50585f", "#5c646b", "#b3babf", "#006d62", "#e2e8e8",
        ("#c4201d", "#a34900", "#6f5700", "#0a58b0"),
    ),
    # for sunlight on the lid: black on white, nothing pale
    _theme(
        "contrast", False, "#ffffff", "#000000", "#303030", "#3c3c3c", "#767676", "#00493f", "#dfe4e4",
        ("#970000", "#7c3200", "#574400", "#00398f"),
    ),
    # for eyes that must see in the dark afterwards: long waves only, no blue, no white
    _theme(
        "night", True, "#0a0202", "#de7567", "#c8655a", "#c4645a", "#5a2a24", "#c0803f", "#220907",
        ("#ff5a48", "#e8813a", "#c79a34", "#b8829f"),
    ),
    # for terminals that bring their own few colours, or none: nothing here depends on a shade
    _theme(
        "plain", True, "ansi_default", "ansi_default", "ansi_default", "ansi_default", "ansi_default", "ansi_cyan",
        "ansi_default", ("ansi_bright_red", "ansi_red", "ansi_bright_yellow", "ansi_bright_blue"),
    ),
)  # fmt: skip
THEMES = {theme.name: theme for theme in _ALL}


def few_colours(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether colour is unwanted (NO_COLOR) or the terminal has only a few: then `plain` holds, whatever is chosen."""
    if "NO_COLOR" in environ:
        return True
    if environ.get("COLORTERM") in ("truecolor", "24bit") or "256color" in environ.get("TERM", "") or os.name == "nt":
        return False
    return environ.get("TERM", "") in ("linux", "vt100", "vt220", "ansi", "xterm", "screen", "tmux", "dumb")


def theme_for(environ: Mapping[str, str] = os.environ, chosen: str = "auto") -> str:
    """Give the theme to begin with: the chosen one, where the terminal can show it."""
    return "plain" if few_colours(environ) else chosen if chosen in THEMES else "dark"

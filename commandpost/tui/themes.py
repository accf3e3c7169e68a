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
            "faint": faint,
            "chosen": chosen,
            "chosen-style": "reverse" if ansi else "none",
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
        "dark", True, "#15181b", "#dcdfe1", "#8f979d", "#475057", "#62b5a3", "#262c31",
        ("#ff6159", "#ff9a3c", "#f2d24b", "#62a8ff"),
    ),
    _theme(
        "light", False, "#fafaf7", "#1c2023", "#596168", "#b3babf", "#00766a", "#e2e8e8",
        ("#c4201d", "#b85300", "#7d6200", "#0a58b0"),
    ),
    # for sunlight on the lid: black on white, nothing pale
    _theme(
        "contrast", False, "#ffffff", "#000000", "#303030", "#767676", "#00493f", "#d2d6d6",
        ("#ad0000", "#8f3a00", "#665000", "#00398f"),
    ),
    # for terminals that bring their own few colours, or none: nothing here depends on a shade
    _theme(
        "plain", True, "ansi_default", "ansi_default", "ansi_default", "ansi_default", "ansi_cyan", "ansi_default",
        ("ansi_bright_red", "ansi_red", "ansi_bright_yellow", "ansi_bright_blue"),
    ),
)  # fmt: skip
THEMES = {theme.name: theme for theme in _ALL}


def theme_for(environ: Mapping[str, str] = os.environ) -> str:
    """Give the theme a terminal can show: `plain` where colour is unwanted (NO_COLOR) or there are only a few."""
    if "NO_COLOR" in environ:
        return "plain"
    if environ.get("COLORTERM") in ("truecolor", "24bit") or "256color" in environ.get("TERM", "") or os.name == "nt":
        return "dark"
    return (
        "plain"
        if environ.get("TERM", "") in ("linux", "vt100", "vt220", "ansi", "xterm", "screen", "tmux", "dumb")
        else "dark"
    )

"""Says what each setting is and what is wrong in the settings file, in a sentence (DESIGN 4)."""

from __future__ import annotations

from pathlib import Path

from commandpost.locale.words import say
from commandpost.settings import CHOICES, Fault
from commandpost.tui.keys import key_of


def title(name: str) -> str:
    """Give the name of a setting."""
    match name:
        case "language":
            return say("Language")
        case "theme":
            return say("Colours")
        case "night":
            return say("Night colours")
        case "bell":
            return say("Bell")
        case "notifications":
            return say("Notifications")
        case "notice_seconds":
            return say("Sentences at the foot")
        case "attachment_mb":
            return say("Largest attachment")
    return name


def sentence(name: str) -> str:
    """Give what a setting does."""
    match name:
        case "language":
            return say(
                "The language this laptop speaks; “site” is the one the site was opened in. {key} changes it for this sitting.",
                key=key_of("desk.language"),
            )
        case "theme":
            return say(
                "The colours. On a terminal with few colours, or with NO_COLOR, plain holds. {key} changes it for this sitting.",
                key=key_of("desk.theme"),
            )
        case "night":
            return say(
                "From when to when at the site the dim red colours hold, which keep eyes used to the dark: 20:00-06:30, or off."
            )
        case "bell":
            return say("Whether the terminal rings when something falls due; the line on the screen comes at any rate.")
        case "notifications":
            return say(
                "Whether the terminal and the desktop show what falls due while another window is in front; nobody's name is in it."
            )
        case "notice_seconds":
            return say("How many seconds a sentence at the foot stays, 3 to 60; a refusal stays twice as long.")
        case "attachment_mb":
            return say(
                "How many megabytes one photo or paper may have that is attached, 1 to 9999; a film of a minute has some 400."
            )
    return ""


def value_words(name: str, value: str) -> str:
    """Give a value as it is read."""
    match name, value:
        case "language", "site":
            return say("site")
        case "language", "zh_CN":
            return "中文"
        case "language", "en":
            return "English"
        case "theme", "auto":
            return say("as the terminal can")
        case "theme", "dark":
            return say("dark")
        case "theme", "light":
            return say("light")
        case "theme", "contrast":
            return say("high contrast, for sunlight")
        case "theme", "night":
            return say("night, dim red")
        case "theme", "plain":
            return say("plain, the terminal's own")
        case "bell" | "notifications", "on":
            return say("on")
        case "notifications", "terminal":
            return say("the terminal alone")
        case "night" | "bell" | "notifications", "off":
            return say("off")
        case "notice_seconds", _:
            return say("{count} s", count=value)
        case "attachment_mb", _:
            return f"{value} MB"
    return value


def wrong_value(name: str, value: str) -> str:
    """Say that a value cannot be meant, and what can."""
    if allowed := CHOICES[name].allowed:
        return say("{name} cannot be “{value}”. It is one of {allowed}.", name=title(name), value=value[:40], allowed=", ".join(allowed))  # fmt: skip
    if name == "night":
        return say("“{value}” is not a time from and to. Type two times of day with a dash, 20:00-06:30, or off.", value=value[:40])  # fmt: skip
    if name == "attachment_mb":
        return say("“{value}” is not a number of megabytes from 1 to 9999.", value=value[:40])
    return say("“{value}” is not a number of seconds from 3 to 60.", value=value[:40])


def fault_sentence(fault: Fault) -> str:
    """Say what is wrong in the file, and what holds instead."""
    if not fault.name:
        if fault.value:
            return say("settings.toml cannot be read ({why}). The defaults hold.", why=fault.value)
        if fault.line:
            return say("settings.toml cannot be understood at line {line}. The defaults hold until it is put right.", line=fault.line)  # fmt: skip
        return say("settings.toml is not a text the desk can read. The defaults hold until it is put right.")
    what = (
        wrong_value(fault.name, fault.value)
        if fault.name in CHOICES
        else say("“{key}” is no key. Examples: g, f5, ctrl+r.", key=fault.value[:20])
    )
    return say("settings.toml, line {line}: {what} The default holds.", line=fault.line or "?", what=what)


def key_fault_sentence(file: Path, command: str, why: str) -> str:
    """Say why a key of the file does not hold, and where it stands."""
    from commandpost.settings import line_of

    return say("settings.toml, line {line}: {what} The default holds.", line=line_of(file, command) or "?", what=why)

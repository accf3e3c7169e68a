"""README and the operators' pages: every picture is there, both pages tell the same keys, the commands they name exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commandpost import cli
from commandpost.domain.registry import COMMANDS, QUESTIONS

ROOT = Path(__file__).parents[2]
PAGES = {"en": ROOT / "docs" / "operator.md", "zh": ROOT / "docs" / "operator.zh.md"}
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")
SPAN = re.compile(r"`([^`\n]+)`")
KEY = re.compile(r"\S|ctrl\+\w|Tab|Esc")
DOORS = {*(door.replace(".", " ") for door in cli.DOORS), "--demo"}


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES.values()], ids=lambda page: page.name)
def test_every_picture_is_there(page: Path) -> None:
    named = PICTURE.findall(page.read_text(encoding="utf-8"))
    assert named and [name for name in named if not (page.parent / name).resolve().is_file()] == []


@pytest.mark.parametrize("tongue", PAGES)
def test_a_page_shows_every_picture_of_its_language(tongue: str) -> None:
    named = {Path(name).name for name in PICTURE.findall(PAGES[tongue].read_text(encoding="utf-8"))}
    assert named == {file.name for file in (ROOT / "assets").glob(f"*-{tongue}-*.png")} and len(named) == 22


def test_both_pages_tell_the_same_keys() -> None:
    spans = {tongue: SPAN.findall(page.read_text(encoding="utf-8")) for tongue, page in PAGES.items()}
    keys = {tongue: {span for span in found if KEY.fullmatch(span)} for tongue, found in spans.items()}
    assert keys["en"] == keys["zh"] and len(keys["en"]) > 25


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES.values()], ids=lambda page: page.name)
def test_the_commands_they_name_exist(page: Path) -> None:
    for words in re.findall(r"`(?:\.venv/bin/)?commandpost ([^`]+)`", page.read_text(encoding="utf-8")):
        said = words.split()
        spelled = {".".join(said[:count]).replace("-", "_") for count in (1, 2)}
        known = spelled & ({*COMMANDS} | {*QUESTIONS}) or " ".join(said[:2]) in DOORS or said[0] in DOORS
        assert known or said[0] in ("plan", "log"), words

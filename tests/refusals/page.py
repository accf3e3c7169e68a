"""Writes docs/refusals.md, every refusal with what was typed, what is said in both languages and what to do: `python -m tests.refusals.page`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.refusals.cases import CASES, Case
from tests.refusals.scene import FILES, Scene

PAGE = Path(__file__).parents[2] / "docs" / "refusals.md"
HEAD = """# What the desk refuses, and what to do then

Made by `python -m tests.refusals.page` from the cases in tests/refusals/cases.py; a test fails when it is stale. A rule's no has exit code 1, words that
have no form the desk can read have exit code 2; what is wrong and what mends it stand on standard error, in the operator's language.

The evening of these cases: 26-0001 is a fire that runs, 26-0002 has no level yet (promoted from the duty log), 26-0003 has ended, 26-0004 is a stuck lift,
26-0005 was read in from a file, 26-0006 is under control; the second entry of the duty log is struck. `{…}` stands for a folder, a file or an id.
"""


def page(scene: Scene) -> str:
    """Give the page as it should stand."""
    lines = [HEAD]
    heading = ""
    for case in CASES:
        if case.heading != heading:
            heading = case.heading
            lines += [f"\n## {heading}\n", "| typed | said | 中文 |", "|---|---|---|"]
        en, zh = (_tidy(scene, case, lang) for lang in ("en", "zh_CN"))
        lines.append(f"| `{_cell(case.typed)}` | {_cell(en)} | {_cell(zh)} |")
    return "\n".join(lines) + "\n"


def _tidy(scene: Scene, case: Case, lang: str) -> str:
    answer = scene.say(case, lang)
    said = f"{answer.what} {answer.do}".strip()
    longest = sorted(scene.places.items(), key=lambda place: -len(place[1]))
    for name, place in [*longest, ("data", str(scene.folder / "data"))]:
        said = said.replace(place, f"{{{name}}}")
    return said.replace(str(scene.folder), "…")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def main() -> int:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(Scene(Path(folder))), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(CASES)} cases, {len(FILES)} files\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""R4.4 A list is printed from the palette: keys go on meanwhile, and where the file lies is said when it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.story import Post
from tests.tui.seat import sitting


@pytest.mark.heavy
async def test_a_list_is_printed_from_the_palette(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    file = Path(post.desk.folder) / "paper" / f"{number}-rescue-1.pdf"
    async with sitting(post.desk) as seat:
        await seat.open(number)
        await seat.press("ctrl+p")
        await seat.type("打印 应急救援组")
        await seat.see("print on paper: Rescue group")
        await seat.press("enter")
        await seat.until(lambda: post.ask("sheet.list", number) != [], "numbered")
        await seat.see("-rescue-1.pdf", "Printed on paper:")
        assert file.is_file() and [row.sheet for row in post.ask("sheet.list", number)] == ["1"]
    assert not list(file.parent.glob(".*"))

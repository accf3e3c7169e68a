"""R4.4 A printed list: what is read back from it is what was put in, in both languages, rare names too; its code scans; it is looked at as a picture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
import zxingcpp

from commandpost.domain.checklists.rules.sheet_code import written
from commandpost.domain.core.refusal import Refused
from commandpost.exchange.paper import fonts, listing
from commandpost.exchange.paper.fonts import shipped
from commandpost.locale.words import set_language
from tests.story import Post

ROOT = Path(__file__).parents[2]
IN_GBK = "镕喆堃玥祎旻珺炘翀昉瑄頔赟彧玙"  # names that GB2312 lacks (PANES 4)
IN_NEITHER = "䶮㛃𠮷"


def read(file: str | Path) -> list[str]:
    document = pypdfium2.PdfDocument(str(file))
    return [page.get_textpage().get_text_range() for page in document]


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts(value: Any) -> list[str]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] if isinstance(value, str) else [text for part in parts for text in texts(part)]


def seen(file: str | Path, page: int = 0) -> Any:
    return pypdfium2.PdfDocument(str(file))[page].render(scale=3).to_pil().convert("L")


def described(post: Post, number: str, group: str) -> dict[str, Any]:
    return listing.page(post.desk, post.ask("incident.show", number), group, post.ask("task.list", number, group=group), 1, None)


def fully_told(made: dict[str, Any], told: str) -> list[str]:
    """Give what was put in and cannot be read."""
    wanted = {key: part for key, part in made.items() if key not in ("code", "missing", "steps", "foot")}
    words = [*texts(wanted), *(text for step in made["steps"] for name, text in step.items() if name != "state")]
    return [text for text in words if squeezed(text) not in squeezed(told)]


@pytest.fixture
def fire(post: Post) -> str:
    post.do("person.add", "Zhou Li", phone=["138 0000 0000"])
    post.people(head_safety="Zhou Li", head_rescue=f"王{IN_GBK[:4]}")
    post.do("drill.start", reason="autumn")
    return post.report("fire 2F-foodcourt smoke, 2 hurt !III")


def test_a_list_is_one_page_that_says_what_the_desk_said(post: Post, fire: str) -> None:
    post.do("task.done", fire, "fire.res.1", by="Guard 12")
    post.do("task.skip", fire, "fire.res.2", by=IN_GBK)
    wanted = described(post, fire, "rescue")
    made = listing.print_list(post.desk, fire, "Rescue group")
    (told,) = read(made.file)
    assert (made.sheet, made.pages, made.boxed) == ("1", 1, ()) and fully_told(wanted, told) == []
    assert "演练EXERCISE" in squeezed(told) and "sheetno.1,sheet1of1" in squeezed(told) and "138 0000 0000" in told and IN_GBK in squeezed(told)
    picture = seen(made.file)
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == written(fire, "rescue", post.ask("incident.show", fire).plan, "A", 1, 1)
    dark = picture.crop((0, 0, picture.width, picture.height // 4)).histogram()
    assert 0.02 < sum(dark[:100]) / sum(dark) < 0.5, "letters are drawn, not only said"
    assert post.ask("sheet.list", fire)[0].entry == made.entry == f"#{post.log(fire)[-1].number}"
    assert os.listdir(Path(made.file).parent) == [Path(made.file).name] and (os.name != "posix" or Path(made.file).stat().st_mode & 0o77 == 0)


def test_what_cannot_be_written_or_drawn_leaves_no_number_and_no_file(post: Post, fire: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for group, out in (("rescue", post.folder / "nowhere" / "x.pdf"), ("rescue", post.folder)):
        with pytest.raises(Refused, match="cannot be written"):
            listing.print_list(post.desk, fire, group, out)
    with pytest.raises(Refused, match="Nothing stands"):
        listing.print_list(post.desk, post.report("fire 3F smoke"), "rescue")
    monkeypatch.setattr(sys, "executable", str(post.folder / "broken.sh"))
    (post.folder / "broken.sh").write_text("#!/bin/sh\nexit 3\n")
    (post.folder / "broken.sh").chmod(0o755)
    with pytest.raises(Refused, match="could not be drawn"):
        listing.print_list(post.desk, fire, "rescue", post.folder / "x.pdf")
    assert post.ask("sheet.list", fire) == [] and not list(post.folder.glob("*.pdf")) and not list(post.folder.glob(".*.new"))


def test_a_number_taken_meanwhile_is_drawn_anew(post: Post, fire: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(made: dict[str, Any], beside: Path) -> dict[str, Any]:
        if made["code"][-1] == 1:  # another window prints while this one draws
            post.do("sheet.print", fire, "logistics", 1, 1)
        beside.write_text(str(made["code"]))
        return {"pages": 1, "boxed": []}

    monkeypatch.setattr(listing, "_drawn", drawn)
    made = listing.print_list(post.desk, fire, "rescue")
    assert made.sheet == "2" and "'A', 2]" in Path(made.file).read_text() and Path(made.file).name == f"{fire}-rescue-2.pdf"
    assert [(row.sheet, row.group) for row in post.ask("sheet.list", fire)] == [("1", "logistics"), ("2", "rescue")]
    assert [file.name for file in Path(made.file).parent.iterdir()] == [Path(made.file).name]


def test_the_desk_never_loads_what_draws() -> None:
    code = "import sys, commandpost.exchange.paper.listing as l; print([m for m in ('fpdf', 'PIL', 'qrcode', 'fontTools', 'textual') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_font_travels_with_its_licence() -> None:
    assert shipped().is_file() and shipped().stat().st_size < 6_000_000
    licence = (shipped().parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence.upper() and "Copyright 2014-2021 Adobe" in licence


@pytest.mark.heavy
@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
def test_every_list_of_every_type_is_one_page_and_is_read_back(tmp_path: Path, spoken: str) -> None:
    from commandpost.exchange.paper.drawing import LOOKS, Listing, _texts
    from commandpost.exchange.paper.ink import Ink

    with Post(tmp_path, language=spoken) as post:
        set_language(spoken)
        pages = []
        for kind in post.desk.plan.types.values():
            number = post.report(f"#{kind.code} 2F !I")
            groups = [group for group in ("first_ten", *post.desk.plan.groups) if post.ask("task.list", number, group=group)]
            pages += [described(post, number, group) for group in groups]
        assert len(pages) > 80
        ink = Ink("all", _texts(pages))
        assert ink.boxed == set()
        for made in pages:
            assert min(len(Listing(ink, made, look).pages()) for look in LOOKS) == 1, made["title"]
        for made in pages[::17]:
            file = tmp_path / "one.pdf"
            assert listing._drawn(made, file)["pages"] == 1
            assert fully_told(made, read(file)[0]) == []


@pytest.mark.heavy
def test_all_names_of_the_demo_and_rare_ones_are_read_back(post: Post, fire: str) -> None:
    site = yaml.safe_load((ROOT / "data" / "demo" / "site.yaml").read_text(encoding="utf-8"))
    names = [*(person[tongue] for person in site["people"] for tongue in ("zh", "en")), IN_GBK, "Žofia Łęcka"]
    made = described(post, fire, "rescue")
    step = made["steps"][0]
    made["steps"] = [step | {"name": name, "time": "13:00", "state": "done"} for name in names]
    file = post.folder / "names.pdf"
    drawn = listing._drawn(made, file)
    told = squeezed("".join(read(file)))
    assert drawn["boxed"] == [] and [name for name in names if squeezed(name) not in told] == [] and len(names) > 10
    codes = [zxingcpp.read_barcodes(seen(file, page))[0].text for page in range(drawn["pages"])]
    assert codes == [written(*made["code"], page + 1) for page in range(drawn["pages"])] and len(codes) > 1
    assert f"sheet2of{drawn['pages']}" in told


@pytest.mark.heavy
def test_what_somebody_pasted_and_foreign_names_stay_on_the_page(post: Post, fire: str) -> None:
    post.do("task.add", fire, "Fetch the ladder " * 200, group="rescue")
    made = described(post, fire, "rescue")
    names = ["Guard 12, radio 3, standing at gate 4 beside the fountain", "José Ñandú", "Дмитрий Соколов", "a\u200db\u0007", "Wolfeschlegelsteinhausen" * 4]
    made["steps"][:5] = [step | {"name": name, "time": "13:00", "state": "done"} for step, name in zip(made["steps"], listing._clean(names), strict=False)]
    made["about"][1] = "reported 13:00: " + "smoke everywhere " * 20
    file = post.folder / "long.pdf"
    assert listing._drawn(made, file)["pages"] == 1
    told = "".join(read(file))
    assert fully_told(made, told) in ([], [listing._clean(names[3])]), "a joiner stands as its code point"
    document = pypdfium2.PdfDocument(str(file))
    boxes = [document[0].get_textpage().get_charbox(at) for at in range(document[0].get_textpage().count_chars())]
    assert max(box[2] for box in boxes) < 595 - 20 and min(box[1] for box in boxes) > 20, "nothing runs off the paper"


@pytest.mark.heavy
def test_what_no_font_has_is_a_box_and_at_the_foot(post: Post, fire: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from commandpost.exchange.paper.drawing import drawn

    monkeypatch.setattr(fonts, "folders", list)
    made = described(post, fire, "rescue")
    made["steps"][0] |= {"name": f"李{IN_NEITHER}", "time": "13:00", "state": "done"}
    file = post.folder / "boxes.pdf"
    assert drawn(made, str(file)) == {"pages": 1, "boxed": sorted(map(ord, IN_NEITHER))}
    told = read(file)[0]
    assert "李" in told and all(told.count(f"U+{ord(character):04X}") == 2 for character in IN_NEITHER)
    assert "they stand as boxes" in told

"""Whatever is wrong in a site's own plan is named with file, line and field, in words and with a remedy (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from broken_places import BROKEN, Broken
from site_plan import SitePlan, with_file

from commandpost.locale.words import speaking
from commandpost.plan.check import check, check_pack
from commandpost.plan.fault import Fault
from commandpost.plan.pack import our_pack_dir
from commandpost.plan.source import MAX_BYTES, read_source


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_fault_is_named_with_file_line_and_field(broken: Broken, tmp_path: Path) -> None:
    text = (our_pack_dir() / broken.file).read_text(encoding="utf-8")
    assert broken.old in text
    line = text[: text.index(broken.old)].count("\n") + 1 + broken.below
    file = tmp_path / "changed.yaml"
    file.write_text(text.replace(broken.old, broken.new, 1), encoding="utf-8")
    faults = check_pack(with_file(broken.file, read_source(file, broken.file)))
    fault = next(fault for fault in faults if broken.what in fault.what)
    assert (fault.file, fault.line, fault.field, fault.warning) == (broken.file, line, broken.field, broken.warning)
    assert fault.do
    assert fault.sentence().startswith(f"{broken.file}:{line}: ")


def _of(faults: list[Fault], file: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in faults if fault.file == file]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    (site.folder / "law.yaml").unlink()
    (site.folder / "types" / "fire.yaml").unlink()
    faults = site.faults()
    assert [(fault.file, fault.what) for fault in faults] == [
        ("law.yaml", "The file is missing."),
        ("types/fire.yaml", "The file is missing."),
    ]
    assert faults[0].sentence() == ("law.yaml: The file is missing. Copy it from the plan that came with commandpost.")


def test_a_missing_folder_names_every_file(tmp_path: Path) -> None:
    faults = check(tmp_path / "nowhere")
    assert {fault.what for fault in faults} == {"The file is missing."}
    assert len(faults) == 10


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"", 1, "The file is empty."),
        (b"# only a remark\n", 1, "The file is empty."),
        (b"null\n", 1, "The file is empty."),
        (b"\n\nzh: \xb0\xb2\xc8\xab\n", 3, "The text is not UTF-8."),
        ("metrics: []\n".encode("utf-16"), 1, "The text is not UTF-8."),
        (b"a: 1\nb: \x00\n", 2, "There is a control character in the text."),
        (b"just words\n", 1, "The file must be a list of fields, each as name: value."),
        (b"- a\n- b\n", 1, "The file must be a list of fields, each as name: value."),
        (b"5\n", 1, "The file must be a list of fields, each as name: value."),
        (b"? [a, b]\n: c\n", 1, "A field's name must be a plain word."),
        (b"#" * (MAX_BYTES + 1), 0, f"The file is larger than {MAX_BYTES} bytes."),
        (b"a: " + b"[" * 60 + b"]" * 60, 1, "The values are nested too deeply."),
        (b"a: " + b"[" * 200_000, 1, "The values are nested too deeply."),
        (b"a: " + b"{a: " * 200_000, 1, "The values are nested too deeply."),
    ],
    ids=range(14),
)  # fmt: skip
def test_a_file_that_is_no_plan_is_named_with_the_line(content: bytes, line: int, what: str, tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.write("facts.yaml", content)
    faults = site.faults()
    assert _of(faults, "facts.yaml") == [(line, what)]
    assert {fault.file for fault in faults} == {"facts.yaml"}, "what cannot be read is not blamed on others"


def test_a_yaml_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    site.write("facts.yaml", "\n".join(rows))
    assert _of(site.faults(), "facts.yaml") == [(1, "Anchors and aliases (& and *) are not used in a plan.")]


def test_an_alias_of_what_contains_it_is_refused(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.write("facts.yaml", "a: 1\nb: &b [*b]\n")
    assert _of(site.faults(), "facts.yaml") == [(2, "Anchors and aliases (& and *) are not used in a plan.")]


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    (site.folder / "forms.yaml").unlink()
    (site.folder / "forms.yaml").mkdir()
    [(line, what)] = _of(site.faults(), "forms.yaml")
    assert line == 0
    assert what.startswith("The file cannot be read (")


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.write("facts.yaml", b"\xef\xbb\xbf" + site.text("facts.yaml").replace("\n", "\r\n").encode())
    assert site.faults() == []


def test_types_and_their_files_must_agree(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.change("plan.yaml", "- gas_leak\n", "- flood\n")
    faults = [fault for fault in site.faults() if fault.file.startswith("types/") and "gas_leak" not in fault.what]
    assert [(fault.file, fault.what) for fault in faults] == [
        ("types/flood.yaml", "The file is missing."),
        ("types/gas_leak.yaml", "This incident type is not listed."),
    ]
    assert not faults[1].warning


@pytest.mark.parametrize(
    ("listed", "what"),
    [
        ("- fire\n", "The type fire is listed twice."),
        ("- ../fire\n", "This is not the code of an incident type."),
        ("- /etc/passwd\n", "This is not the code of an incident type."),
        ("- [fire]\n", "This is not the code of an incident type."),
        ("-\n", "This is not the code of an incident type."),
    ],
)
def test_only_codes_of_types_are_listed_each_once(listed: str, what: str, tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    line = site.change("plan.yaml", "- gas_leak\n", listed + "- gas_leak\n")
    found = [fault for fault in site.faults() if fault.what == what]
    assert [(fault.file, fault.line, fault.field) for fault in found] == [("plan.yaml", line, "incident_types[#2]")]


def test_a_file_that_nobody_reads_is_a_warning(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.write("extra.yml", "a: 1")
    site.write("README.txt", "not looked at")
    assert [(fault.file, fault.warning) for fault in site.faults()] == [("extra.yml", True)]


def test_a_type_may_not_leave_out_a_group(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    line = site.change("types/fire.yaml", "  logistics:\n", "  drivers:\n")
    found = [(fault.line, fault.field, fault.what) for fault in site.faults()]
    assert (line, "tasks.drivers", "The code drivers is not known.") in found
    assert "The group logistics has no list of tasks." in [what for _, _, what in found]


def test_a_grade_needs_the_metric_it_tests(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.change("facts.yaml", "code: trapped_minutes", "code: lift_minutes")
    fields = [fault.field for fault in site.faults() if "needed here" in fault.what]
    assert fields == ["legal_grades.special_equipment.tests[#4].lift_trapped_hours"]


def test_the_nearest_code_and_the_nearest_field_are_offered(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.change("types/fire.yaml", "metric: trapped,", "metric: traped,")
    site.change("types/fire.yaml", "default_level: III", "defualt_level: III")
    said = {fault.field: fault.do for fault in site.faults()}
    assert said["auto_thresholds[#2].metric"] == "Perhaps trapped was meant; else add it to metrics (facts.yaml)."
    assert said["defualt_level"] == "Perhaps default_level was meant; else take it out."


def test_faults_stand_before_warnings_in_the_order_of_lines(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.change("types/fire.yaml", "en: Break the call point", "en: Whistle at the call point")
    site.change("types/fire.yaml", "contact: insurer", "contact: insurers")
    site.change("plan.yaml", "rank: 4", "rank: 1")
    faults = site.faults()
    assert [(fault.file, fault.warning) for fault in faults] == [
        ("plan.yaml", False),
        ("types/fire.yaml", False),
        ("types/fire.yaml", True),
    ]


def test_a_file_full_of_faults_is_not_listed_for_ever(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    site.write("facts.yaml", "metrics:\n" + "- {code: x, zh: y, derived: nobody + nowhere}\n" * 20_000)
    assert 0 < len(site.faults()) < 5_000

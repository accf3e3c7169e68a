"""R4.4 What a printed list's code says is read back, whatever the number, the list and the version; every keyboard types its letters alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commandpost.domain.checklists.rules.sheet_code import read, read_sheet, sheet_ref, squeezed, written
from commandpost.domain.core.numbers import incident_ref

LABELS = st.from_regex(r"[A-Z][0-9]{0,2}", fullmatch=True)


@given(
    LABELS, st.integers(1, 99999), st.from_regex(r"[a-z][a-z0-9_]{0,40}", fullmatch=True), st.from_regex(r"[0-9a-f]{64}", fullmatch=True), LABELS,
    st.integers(1, 99999), st.integers(1, 20),
)  # fmt: skip
def test_what_is_written_is_read(label: str, number: int, group: str, plan: str, desk: str, sheet: int, page: int) -> None:
    text = written(incident_ref(2026, label, number), group, plan, desk, sheet, page)
    found = read(text.lower())
    assert text.isascii() and text.isalnum() and text.startswith("S") and found is not None
    assert (found.year, found.label, int(found.incident), found.group) == ("26", label, number, squeezed(group))
    assert (found.plan, found.desk, found.sheet, found.page) == (plan[:12].upper(), desk, str(sheet), str(page))
    assert read_sheet(text) == (desk, sheet) == read_sheet(sheet_ref(desk, sheet))
    assert read(text[:-1]) is None and read(text + "X") is None


@given(st.text(max_size=60))
def test_anything_else_is_no_code(text: str) -> None:
    assert read("SL1" + text) is None or written is not None
    assert read("X" + text) is None

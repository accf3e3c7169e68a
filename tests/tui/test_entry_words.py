"""R4.2: who, channel, kind and place are read from the head of an entry's line; whatever is not understood stays words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandpost.tui.parts.entry_words import KINDS, Known, SaidEntry, folded, read_entry

KNOWN = Known({"deng kai": "Deng Kai", "邓凯": "邓凯"}, {"gate-4": "gate-4", "4号门": "gate-4", "west gate": "gate-4"})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Deng Kai, radio 1: gate 6 is clear", SaidEntry("gate 6 is clear", "Deng Kai", "radio 1")),
        ("邓凯，对讲1：6号门畅通", SaidEntry("6号门畅通", "邓凯", "对讲1")),
        ("guard 12, phone, action: moved the van", SaidEntry("moved the van", "guard 12", "phone", "action")),
        ("decision: gate 3 stays closed", SaidEntry("gate 3 stays closed", kind="decision")),
        ("决定：3号门先关", SaidEntry("3号门先关", kind="decision")),
        ("west gate, radio: wet floor", SaidEntry("wet floor", None, "radio", None, "gate-4")),
        ("Guard 7, @loading bay: boxes", SaidEntry("boxes", "Guard 7", None, None, "loading bay")),
        ("DENG KAI: back at the desk", SaidEntry("back at the desk", "Deng Kai")),
        ("陈昊，电话，批示：先救人", SaidEntry("先救人", "陈昊", "电话", "instruction")),
        ("系统：UPS 自检正常", SaidEntry("UPS 自检正常", kind="system")),
    ],
)
def test_a_head_that_is_understood(line: str, said: SaidEntry) -> None:
    assert read_entry(line, KNOWN) == said


@pytest.mark.parametrize(
    "line",
    [
        "patrol at 14:05 found nothing", "Note: the plumber comes tomorrow", "Fire patrol, radio check: all good", "radio 1:", ": radio 1: words",
        "Deng Kai, Guard 12, radio: two people", "radio 1, phone: both", "a, b, c, d, radio: too many", "Deng Kai, , radio: a hole",
        "somebody whose name is longer than a name is, radio: x",
    ],
)  # fmt: skip
def test_what_is_not_understood_stays_words(line: str) -> None:
    assert read_entry(line, KNOWN) == SaidEntry(line)


@given(st.text(alphabet=st.sampled_from("ab邓凯1:：,，@ radio"), max_size=40))
def test_no_word_is_lost(line: str) -> None:
    """Whatever stands behind the head is kept as typed, and every part of the head is told."""
    said = read_entry(line, KNOWN)
    assert line.endswith(said.text)
    if said.text != line:
        head = folded(line[: len(line) - len(said.text)]).replace("，", ",").rstrip(": ：")
        assert len(said.options()) == len([part for part in head.split(",") if part.strip()])


def test_every_kind_of_the_book_can_be_said() -> None:
    from commandpost.domain.log.tables import KINDS as OF_THE_BOOK

    assert set(KINDS.values()) == set(OF_THE_BOOK)

"""R4.2 Enter pressed twice makes one entry; what is being typed is on disk from the first key; nothing typed is lost or changed."""

from __future__ import annotations

import pytest

from tests.story import Post


def test_the_same_key_makes_one_record_and_prints_the_first_answer(post: Post) -> None:
    first = post.do("incident.report", "fire 2F smoke", key="k1")
    again = post.at("13:01").do("incident.report", "fire 2F smoke", key="k1")
    assert again.again and again.ref == first.ref == "26-0001" and len(post.ask("incident.list")) == 1
    assert post.do("log.add", "duty", "rain", key="k2").ref == post.do("log.add", "duty", "rain", key="k2").ref == "#1"


def test_the_same_key_with_other_words_is_refused(post: Post) -> None:
    post.do("log.add", "duty", "rain", key="k")
    for command, args, kwargs in (
        ("log.add", ("duty", "snow"), {}),
        ("log.add", ("duty", "rain"), {"by": "Guard 3"}),
        ("log.add", ("duty", "rain"), {"at": "2026-11-05T13:00+08:00"}),
        ("incident.report", ("rain",), {}),
    ):
        assert "other words" in post.refuses(command, *args, key="k", **kwargs).what


def test_a_key_survives_a_restart(post: Post) -> None:
    post.do("log.add", "duty", "rain", key="k")
    assert post.again().do("log.add", "duty", "rain", key="k").again


def test_a_retry_after_the_incident_moved_on_still_prints_the_first_answer(post: Post) -> None:
    number = post.report("fire 2F smoke")
    first = post.do("incident.change_type", number, "gas_leak", reason="smell", key="k")
    assert post.do("incident.change_type", number, "gas_leak", reason="smell", key="k").ref == first.ref
    post.do("incident.set_level", number, "III", reason="x")
    post.do("incident.control", number, key="c")
    assert post.do("incident.control", number, key="c").again


def test_a_retry_of_somebodys_name(post: Post) -> None:
    post.do("person.add", "Zhou Li", key="k")
    assert post.do("person.add", "Zhou Li", key="k").ref == "Zhou Li"
    assert len(post.ask("person.list")) == 2


@pytest.mark.parametrize("at", ["0026-11-05T13:00+08:00", "9999-12-31T23:59+00:00", "0001-01-01T00:00+14:00"])
def test_a_slip_of_the_pen_in_the_year_is_refused(post: Post, at: str) -> None:
    assert "2026-11-05" in post.refuses("incident.report", "fire", at=at).do
    post.do("incident.report", "fire !III", at="2998-12-31T00:00Z" if at.startswith("9") else "1900-01-01T00:00Z")
    assert post.ask("board").rows and post.ask("incident.suggest", "26-0001")


def test_a_draft_is_on_disk_from_the_first_key(post: Post) -> None:
    post.desk.keep_draft("report", "fire 2F sm")
    assert post.again().desk.draft("report") == "fire 2F sm"
    post.desk.keep_draft("report", "")
    assert post.desk.draft("report") == ""


@pytest.mark.parametrize(
    "text",
    ["  spaces  ", "two\nlines\r\nand more", "emoji 🔥 and a family 👨‍👩‍👧", "שלום right to left", "\u202ereversed", "tab\there", "\x1b[31mred\x07",
     "'; DROP TABLE log_entry; --", "{braces} %s %(x)s", "e\u0301 and \u00e9", "火" * 20_000, "\u0000nul"],
)  # fmt: skip
def test_what_was_typed_is_stored_exactly(post: Post, text: str) -> None:
    number = post.report("fire")
    post.do("log.add", number, text, by=text.strip()[:50] or None, channel=text, place=text)
    entry = post.log(number)[1]
    assert (entry.text, entry.channel) == (text, text)
    assert post.show(post.report(text)).title == text

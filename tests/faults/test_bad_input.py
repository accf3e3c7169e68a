"""Whatever is typed or pasted is stored exactly or refused in words, and nothing that was stored can steer a terminal (DESIGN 5)."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandpost import cli
from commandpost.domain.core.kinds import printable
from commandpost.domain.core.refusal import Refused
from tests.faults.command import Said, commandpost
from tests.story import Post, prove

ODD = {
    "control characters": "bell \a, escape \x1b[31m red, \x1b]0;title\a, backspace \b, c1 \x9b31m",
    "tab and newline": "one\ttwo\nthree\r\nfour",
    "emoji": "\U0001f525\U0001f692 \U0001f469\u200d\U0001f692 \U0001f1e8\U0001f1f3 1\ufe0f\u20e3",
    "right to left": "الحارس محمد \u202eevil\u202c \u2067name\u2069 שלום",
    "combining": "Z\u0335\u0321a\u0300l\u0334go e\u0301 vs é",
    "astral": "\U00020bb7野屋 \U0010ffff \ufffe \uffff",
    "full width": "ＦＵＬＬ　ｗｉｄｔｈ １２３",
    "nul": "before\0after",
    "quotes": "'; DROP TABLE log_entry; -- \" \\ {} {0} %s %(x)s $(rm) `x`",
    "markup": "[red]x[/red] <b>&amp;</b> {name} [@click=app.quit]x[/]",
    "line separators": "a\u2028b\u2029c\u0085d",
    "zero width": "a\u200bb\ufeffc\u00add\u2060e",
    "a number": "26-0001",
    "an option": "--set deaths=99",
    "one letter": "x",
    "spaces around": "  kept as typed  ",
    "json": '{"$p": "x", "c": "y"}',
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_any_text_is_stored_exactly(post: Post, text: str) -> None:
    """As an entry, a report, a name, a telephone, a reason, a place, a draft: each comes back as it was typed (JOURNAL 1.2, no normalisation)."""
    number = post.report(text, by=text, channel=text)
    post.do("log.add", number, text, by=text, channel=text, place=text)
    if any(unicodedata.category(c) == "Cc" for c in text):
        assert (
            "control characters" in post.refuses("person.add", f"name {text}").what
        )  # a name is one line, said and printed everywhere
        assert "control characters" in post.refuses("person.add", "Mallory", phone=[text]).what
    else:
        post.do("person.add", f"name {text}", phone=[text])
        assert f"name {text}".strip() in [person.name for person in post.ask("person.list")]
    post.do("incident.set_level", number, "III", reason=text)
    post.do("incident.describe", number, nature=text, place=text)
    post.do("log.strike", number, "2", reason=text)
    post.desk.keep_draft("quick", text)
    first, second = post.ask("log.list", number)[:2]
    assert (
        first.text == second.text == text
        and first.by.strip() == second.by.strip() == text.strip()
        and first.channel == second.channel == text
    )
    assert second.strike is not None and second.strike.reason == text
    assert post.ask("incident.show", number).title == text
    assert post.desk.draft("quick") == text
    prove(post.desk)
    post.do("log.redact", number, "1", basis=text)
    prove(post.desk)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u3000", "\u2003 \u00a0"])
def test_nothing_typed_is_refused_in_words(post: Post, text: str) -> None:
    """Empty, or only blanks of any kind: refused, nothing written, no number used up (DESIGN 5)."""
    number = post.report("smoke")
    for command, args, kwargs in (
        ("log.add", (number, text), {}), ("incident.report", (text,), {}), ("person.add", (text,), {}), ("operator.take", (text,), {}),
        ("incident.set_level", (number, "III"), {"reason": text}), ("log.strike", (number, "1"), {"reason": text}),
        ("log.redact", (number, "1"), {"basis": text}), ("place.add", ("x",), {"zh": text, "en": "x"}),
    ):  # fmt: skip
        refusal = post.refuses(command, *args, **kwargs)
        assert refusal.what and refusal.do
    assert post.do("log.add", number, "next").ref == "#2"


@pytest.mark.parametrize("text", ["half \ud83d", "\udc80", "a\udfffb"])
def test_half_a_character_is_refused_in_words(post: Post, text: str) -> None:
    """A lone surrogate, from a wrong encoding, is no text: refused wherever it is typed (DESIGN 5)."""
    number = post.report("smoke")
    for command, args, kwargs in (
        ("log.add", (number, text), {}),
        *(("log.add", (number, "x"), {name: text}) for name in ("by", "place", "channel", "who", "at", "key", "kind")),
        ("log.add", (number, "x"), {"set": [f"deaths={text}"]}),
        ("log.add", (text, "x"), {}),
        ("incident.report", (text,), {}),
        ("person.add", (text,), {}),
        ("log.strike", (number, text), {"reason": "x"}),
        ("log.redact", (number, "1"), {"basis": "x", "words": [text]}),
        ("fact.set", (number, text, "1"), {}),
        ("incident.set_level", (number, text), {"reason": "x"}),
        ("post.assign", (text, "Lin Wei"), {}),
        ("place.add", (text,), {"zh": "x", "en": "x"}),
        ("incident.change_type", (number, text), {"reason": "x"}),
        ("deadline.meet", (text,), {"to": "x", "channel": "x", "note": "x"}),
        ("incident.end", (number,), {"reason": "x", "confirmed_by": text}),
    ):
        refusal = post.refuses(command, *args, **kwargs)
        assert refusal.what and refusal.do
    with pytest.raises(Refused):
        post.desk.keep_draft("quick", text)
    with pytest.raises(Refused):
        post.ask("search", text)


@pytest.mark.parametrize("megabytes", [1, pytest.param(10, marks=pytest.mark.heavy)])
def test_a_huge_paste_is_stored_exactly(post: Post, megabytes: int) -> None:
    """Ten megabytes in one entry: kept to the last character, found, redacted, proved (DESIGN 5)."""
    text = "烟雾 smoke " * (megabytes * 80_000) + "the very end of Hepzibah"
    assert len(text.encode()) > megabytes * 10**6
    assert post.do("log.add", "duty", text).ref == "#1"
    assert post.ask("log.list", "duty")[0].text == text
    assert len(post.ask("search", "very end of Hepzibah")) == 1
    prove(post.desk)
    post.do("log.redact", "duty", "1", basis="law")
    assert post.ask("search", "Hepzibah") == []
    prove(post.desk)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text(st.characters(exclude_categories=()), max_size=20),
)
def test_any_text_at_all_is_stored_exactly_or_refused(post: Post, text: str, by: str) -> None:
    """Whatever hypothesis thinks of, surrogates and NUL among it, as text and as who said it (DESIGN 5)."""
    try:
        post.do("log.add", "duty", text, by=by or None)
    except Refused as refused:
        assert refused.refusal.what and refused.refusal.do
        assert not text.strip() or any("\ud800" <= c <= "\udfff" for c in text + by) or not by.strip()
    else:
        shown = post.ask("log.list", "duty")[-1]
        assert shown.text == text and (not by or shown.by in (by, by.strip())), "blanks around a name are nobody's name"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_text_can_be_searched_for(post: Post, text: str) -> None:
    """Quotes, stars, operators of the index, NUL: a search never fails, it finds or finds nothing (R4.2)."""
    try:
        assert isinstance(post.ask("search", text), list)
    except Refused as refused:
        assert refused.refusal.what


@given(st.text(max_size=80))
def test_what_is_printed_cannot_steer_a_terminal(text: str) -> None:
    """`printable` leaves no control, direction or half character in a line, and changes nothing else (DESIGN 5)."""
    shown = printable(text)
    assert not any(
        ord(c) < 0x20
        and c != "\n"
        or 0x7F <= ord(c) < 0xA0
        or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for c in shown
    )
    if text.isprintable():
        assert shown == text


# -- the command line ----------------------------------------------------------------------------------------------------


@pytest.fixture
def home(post: Post, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with every odd text in it, and the environment that leads the command to it."""
    for text in ODD.values():
        post.do("log.add", "duty", text, by=text, channel=text, place=text)
    post.report(ODD["control characters"], by=ODD["right to left"])
    for name in ("right to left", "zero width", "markup"):
        post.do("person.add", ODD[name], phone=[ODD[name]])
        post.do("post.assign", "head_safety", ODD[name])
    monkeypatch.setenv("COMMANDPOST_STATE", str(post.folder / "state"))
    monkeypatch.setenv("COMMANDPOST_DATA", str(post.folder / "data"))
    return post.folder


def inside(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """Run the command in this process."""
    capsys.readouterr()
    code = cli.main(["--lang", "en", *words])
    out, err = capsys.readouterr()
    return Said(code, out, err)


def harmless(text: str) -> bool:
    """Whether a terminal would print this and do nothing else."""
    return not any(
        (ord(c) < 0x20 and c != "\n")
        or 0x7F <= ord(c) < 0xA0
        or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for c in text
    )


def test_no_answer_of_the_command_line_steers_the_terminal(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every question, over a desk full of escapes and direction marks, prints nothing but print (DESIGN 5)."""
    for words in (
        ("log", "list", "duty:2026-11-05"), ("incident", "list"), ("incident", "show", "26-0001"), ("board",), ("search", "escape"), ("search", "evil"),
        ("person", "list"), ("post", "list"), ("deadline", "list"), ("incident", "brief", "26-0001", "--kind", "initial"), ("place", "list"), ("doctor",),
        ("incident", "suggest", "26-0001"), ("verify",), ("plan", "show"),
    ):  # fmt: skip
        said = inside(capsys, *words)
        assert said.code in (0, 1) and harmless(said.out + said.err), (words, [c for c in said.out if not harmless(c)])


def test_json_keeps_the_text_exactly_and_harmlessly(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` escapes control characters, so a script gets the very text and a terminal no command (issue 3, `--json`)."""
    said = inside(capsys, "--json", "log", "list", "duty:2026-11-05")
    assert [entry["text"] for entry in json.loads(said.out)] == list(ODD.values())
    assert not any(ord(c) < 0x20 and c != "\n" for c in said.out)


@pytest.mark.parametrize(
    "words",
    [
        ("log", "add", "26-9999", "\x1b[31mred"),
        ("log", "add", "\x1b]0;x\a", "text"),
        ("log", "list", "\u202eevil"),
        ("incident", "show", "\x9b31m"),
        ("log", "add", "duty", "x", "--set", "\x1b[2J=1"),
        ("post", "assign", "\x1b[2J", "Lin Wei"),
        ("person", "erase", "\x1b[2J\u202e", "--basis", "x"),
        ("log", "add", "duty", "x", "--as", "\x1b[2Jnobody"),
        ("log", "add", "duty", "x", "--at", "\x1b[2Jnow"),
        ("\x1b[2J", "\u202e"),
        ("log", "add", "duty", "x", "--\x1b[2J", "y"),
        ("incident", "change-type", "26-0001", "\x1b[2J", "--reason", "x"),
        ("search", "\x1b[2J"),
        ("restore", "\x1b[2J.db"),
        ("plan", "check", "\x1b[2J"),
        ("log", "import", "\x1b[2J.csv", "--new", "fire"),
    ],
)
def test_a_refusal_that_quotes_what_was_typed_is_harmless(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """Refusals and misuse quote the words with their control characters made visible (DESIGN 5)."""
    said = inside(capsys, *words)
    assert said.code in (0, 1, 2) and harmless(said.out + said.err), said.err


def test_a_verb_that_prints_a_name_prints_it_harmlessly(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`person add` and `operator take` print the name they made, and no escape in it (DESIGN 5)."""
    for name in ("Mallory \u202e\u2066", "Mallory \x1b[31m"):
        for words in (("person", "add", name), ("operator", "take", name), ("person", "erase", name, "--basis", "x")):
            said = inside(capsys, *words)
            assert harmless(said.out + said.err), (words, said)


def test_bytes_that_are_no_text_end_in_a_sentence(home: Path) -> None:
    """An argument in the wrong encoding, typed in a real shell: refused in words, never a traceback (DESIGN 5)."""
    for words in (
        ("log", "add", "duty", b"\xb0\xe6\xff".decode("utf-8", "surrogateescape")),
        ("incident", "report", "fire \udcff"),
    ):
        said = commandpost(home, *words)
        assert said.code in (1, 2) and "Traceback" not in said.err and "UTF-8" in said.err


BAD_WORDS: list[tuple[Any, ...]] = [
    ("log.add", ("duty", "x"), {"at": "0001-01-01T00:00+00:00"}),
    ("log.add", ("duty", "x"), {"at": "9999-12-31T23:59:59+00:00"}),
    ("incident.report", ("fire smoke !I",), {"at": "0001-01-01T00:00+00:00"}),
    ("incident.report", ("fire smoke !I",), {"at": "9999-12-31T23:59:59+00:00"}),
    ("log.add", ("duty", "x"), {"at": "0001-01-01T00:00+14:00"}),
    ("log.add", ("duty", "x"), {"at": "9999-12-31T23:59:59-12:00"}),
    ("log.add", ("duty", "x"), {"at": "yesterday"}),
    ("log.add", ("duty", "x"), {"at": "2026-11-05T13:00"}),
    ("log.add", ("duty", "x"), {"at": "2026-02-30T13:00+08:00"}),
    ("fact.set", ("26-0001", "deaths", "9" * 400), {}),
    ("fact.set", ("26-0001", "deaths", "1e9"), {}),
    ("fact.set", ("26-0001", "deaths", "1e-9"), {}),
    ("fact.set", ("26-0001", "deaths", "NaN"), {}),
    ("fact.set", ("26-0001", "deaths", "-0"), {}),
    ("fact.set", ("26-0001", "deaths", "٣"), {}),
    ("fact.set", ("26-0001", "deaths", "1_000"), {}),
    ("log.add", ("26-" + "9" * 300, "x"), {}),
    ("log.add", ("duty:9999-12-31", "x"), {}),
    ("log.add", ("duty:0001-01-01", "x"), {}),
    ("log.strike", ("26-0001", "9" * 300), {"reason": "x"}),
    ("person.add", ("n" * 1_000_000,), {}),
    ("place.add", ("c" * 81,), {"zh": "x", "en": "x"}),
    ("place.add", ("p",), {"zh": "x" * 100_000, "en": "x", "word": ["w" * 10_000] * 20}),
]


@pytest.mark.parametrize(("command", "args", "kwargs"), BAD_WORDS)
def test_extremes_are_done_or_refused_in_words(
    post: Post, command: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Times at the ends of the calendar, numbers of 400 digits, names of a million letters: done and proved, or refused in words (DESIGN 5)."""
    post.report("fire smoke, 2 hurt")
    try:
        post.do(command, *args, **kwargs)
    except Refused as refused:
        assert refused.refusal.what and refused.refusal.do
        assert "log file" not in refused.refusal.do, "the table refused what the verb should have refused in words"
    post.ask("board")
    post.ask("incident.show", "26-0001")
    post.ask("deadline.list")
    prove(post.desk)

"""Enter pressed twice, a retry, a second process: the same submission key makes one record and gives the first answer (DESIGN 2, No keystroke is lost)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commandpost.desk import Done, open_desk
from tests.story import Post, prove


def count(post: Post) -> int:
    """Give how many records there are."""
    return int(post.desk.reader("SELECT count(*) FROM journal")[0][0])


def twice(post: Post, command: str, *args: Any, **kwargs: Any) -> tuple[Done, Done]:
    """Do a verb twice under one key; one record, the first answer again."""
    before = count(post)
    first = post.do(command, *args, key=f"key of {command}", **kwargs)
    personal = post.desk.reader("SELECT count(*) FROM personal")
    second = post.do(command, *args, key=f"key of {command}", **kwargs)
    assert count(post) == before + 1 and post.desk.reader("SELECT count(*) FROM personal") == personal
    assert not first.again and second.again
    assert [(made.kind, made.id) for made in second.made] == [(made.kind, made.id) for made in first.made]
    assert second.ref == first.ref or command == "person.erase", "whose name is gone by then"
    return first, second


def test_enter_pressed_twice_makes_one_record_of_any_verb(post: Post) -> None:
    """Every kind of verb prints its first number again, and nothing is written by the second Enter (DESIGN 2)."""
    first, _ = twice(post, "incident.report", "fire 2F smoke, 2 hurt !III", by="Guard 12", channel="radio")
    number = first.ref
    twice(
        post,
        "log.add",
        number,
        "hose laid",
        by="Guard 12",
        place="roof",
        kind="action",
        set=["deaths=0", "evacuated=4"],
    )
    twice(post, "person.add", "Zhou Li", phone=["1", "2"])
    twice(post, "operator.take", "Zhou Li")
    twice(post, "post.assign", "head_safety", "Zhou Li")
    twice(post, "log.strike", number, "2", reason="misheard")
    twice(post, "incident.set_level", number, "II", reason="spreads")
    twice(post, "incident.describe", number, nature="wiring", scope="one shop")
    twice(post, "incident.chain", number, "department", by="Zhou Li")
    twice(post, "fact.start", number, "closure_hours")
    twice(post, "fact.stop", number, "closure_hours")
    twice(post, "place.add", "gate", zh="门", en="Gate", word=["a", "b"])
    owed = next(row for row in post.owed(number) if row.kind == "statutory")
    twice(post, "deadline.meet", owed.id, to="119", channel="telephone", note="told")
    twice(post, "incident.control", number)
    codes = [criterion.code for criterion in post.ask("incident.show", number).criteria]
    twice(
        post, "incident.end", number, reason="out", confirmed_by="Zhou Li", met=codes[1:], override=[f"{codes[0]}=seen"]
    )
    twice(post, "incident.reopen", number, reason="again")
    twice(post, "log.redact", number, "1", basis="law")
    twice(post, "person.erase", "Zhou Li", basis="law")


def test_the_same_key_with_other_words_is_refused(post: Post) -> None:
    """Another text, another book, another figure, one word more or less: refused in words, the first record stands (DESIGN 2)."""
    number = post.report("smoke at the gate")
    post.do("log.add", number, "hose laid", by="Guard 12", set=["evacuated=4"], key="k")
    for args, kwargs in (
        ((number, "hose laid!"), {"by": "Guard 12", "set": ["evacuated=4"]}),
        ((number, "Hose laid"), {"by": "Guard 12", "set": ["evacuated=4"]}),
        (("duty", "hose laid"), {"by": "Guard 12"}),
        ((number, "hose laid"), {"by": "Guard 13", "set": ["evacuated=4"]}),
        ((number, "hose laid"), {"set": ["evacuated=4"]}),
        ((number, "hose laid"), {"by": "Guard 12", "set": ["evacuated=5"]}),
        ((number, "hose laid"), {"by": "Guard 12", "set": ["evacuated=4", "deaths=0"]}),
        ((number, "hose laid"), {"by": "Guard 12", "set": ["evacuated=4"], "channel": "radio"}),
        ((number, "hose laid"), {"by": "Guard 12", "set": ["evacuated=4"], "at": "2026-11-05T12:00+08:00"}),
    ):
        assert "other words" in post.refuses("log.add", *args, key="k", **kwargs).what
    assert post.do("log.add", number, "hose laid", by="Guard 12", set=["evacuated=4"], key="k").again


def test_one_key_serves_one_verb(post: Post) -> None:
    """A key used for a report is refused for an entry, though the words be the same (DESIGN 2)."""
    post.do("incident.report", "smoke", key="k")
    assert "other words" in post.refuses("person.add", "smoke", key="k").what
    post.do("person.add", "smoke", key="k2")
    assert "other words" in post.refuses("operator.take", "smoke", key="k2").what


def test_a_retry_after_an_erasure_gives_the_first_answer(post: Post) -> None:
    """What the law took out since cannot be compared: the retry makes no second record, and brings no word back (JOURNAL 3)."""
    post.do("person.add", "Zhou Li", key="person")
    post.do("log.add", "duty", "Persephone is lost", by="Zhou Li", key="entry")
    post.do("log.redact", "duty", "1", basis="law", key="redact")
    post.do("person.erase", "Zhou Li", basis="law", key="erase")
    before = count(post)
    assert post.do("log.add", "duty", "Persephone is lost", by="Zhou Li", key="entry").ref == "#1"
    assert post.do("log.redact", "duty", "1", basis="law", key="redact").again
    assert post.do("person.erase", "Zhou Li", basis="law", key="erase").again
    assert post.do("person.add", "Zhou Li", key="person").again
    assert count(post) == before
    assert "Persephone" not in str(post.desk.reader("SELECT value FROM personal"))
    assert "Nobody" in post.refuses("person.erase", "Zhou Li", basis="law", key="another").what


def test_a_key_outlives_restart_and_a_new_stream(post: Post) -> None:
    """`cmd_id` is unique across streams: a retry after a restart, or in a second life, makes one record (JOURNAL 1.2)."""
    post.do("log.add", "duty", "once", key="k")
    post.again()
    assert post.do("log.add", "duty", "once", key="k").ref == "#1"
    post.desk.new_stream("copied")
    again = post.do("log.add", "duty", "once", key="k")
    assert again.again and again.ref == "#1"
    assert "other words" in post.refuses("log.add", "duty", "twice", key="k").what


def test_a_refused_verb_does_not_use_its_key_up(post: Post) -> None:
    """Nothing was written, so the key is free for the mended words (DESIGN 2)."""
    post.refuses("log.add", "26-0099", "hello", key="k")
    post.refuses("log.add", "duty", "   ", key="k")
    assert post.do("log.add", "duty", "hello", key="k").ref == "#1"


@pytest.mark.parametrize(
    "key",
    [
        "x",
        "键",
        "a b\tc",
        "k" * 10_000,
        "'; DROP TABLE journal; --",
        "\U0001f511",
        "01a1aa14-0080-7188-9e47-e4dbcfafc52e",
    ],
)
def test_any_text_serves_as_a_key(post: Post, key: str) -> None:
    """A key is the script's own: any text, kept exactly (issue 3, `--key KEY`)."""
    assert post.do("log.add", "duty", "once", key=key).ref == post.do("log.add", "duty", "once", key=key).ref == "#1"
    assert post.desk.reader("SELECT count(*) FROM journal WHERE command_id = ?", (key,)) == [(1,)]


def test_half_a_character_is_no_key(post: Post) -> None:
    """A key that is no valid text is refused in words (issue 3, `--key KEY`)."""
    assert "UTF-8" in post.refuses("log.add", "duty", "once", key="k\udc80").what


def test_who_acts_and_when_it_was_typed_are_not_the_words(post: Post) -> None:
    """A retry a minute later, by whoever sits there then, is a retry (DESIGN 2)."""
    post.do("person.add", "Zhou Li")
    post.do("log.add", "duty", "once", key="k")
    post.forward(minutes=1)
    assert post.do("log.add", "duty", "once", key="k", who="Zhou Li").again


RACER = """
import json, sys
from pathlib import Path
from commandpost.desk import open_desk
folder, count = Path(sys.argv[1]), int(sys.argv[2])
with open_desk(folder / "data", folder / "state") as desk:
    desk.warm()
    print("ready", flush=True)
    sys.stdin.readline()
    done = [desk.do("log.add", "26-0001", f"entry {i}", by="Guard 12", key=f"key {i}") for i in range(count)]
print(json.dumps([[one.ref, one.again] for one in done]))
"""


def test_two_processes_with_the_same_keys_make_each_record_once(tmp_path: Path) -> None:
    """Two real processes send the same sixty submissions at once: each is written by exactly one, both print the same number (JOURNAL 1.2)."""
    with Post(tmp_path) as post:
        post.report("smoke at the gate")
        post.desk.close()
        racers = [
            subprocess.Popen(
                [sys.executable, "-c", RACER, str(tmp_path), "60"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for racer in racers:
            assert racer.stdout is not None and racer.stdout.readline() == "ready\n"
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("go\n")
            racer.stdin.flush()
        said = [json.loads(racer.communicate(timeout=60)[0]) for racer in racers]
        assert [ref for ref, _ in said[0]] == [ref for ref, _ in said[1]] == [f"#{i}" for i in range(2, 62)]
        assert all(one[1] != other[1] for one, other in zip(*said, strict=True))
        post.desk = open_desk(tmp_path / "data", tmp_path / "state", clock=post.clock)
        assert len(post.ask("log.list", "26-0001")) == 61
        prove(post.desk)

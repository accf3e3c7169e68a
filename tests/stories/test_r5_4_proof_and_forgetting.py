"""R5.4 Evidence is kept and can be proved; JOURNAL 3: what the law says must be forgotten, is, and the proof stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandpost.desk import open_desk
from commandpost.domain.core.refusal import Refused
from tests.story import Post, prove


def files_with(post: Post, words: str) -> list[str]:
    """Name every file of the desk, data and state, that holds the words in its bytes."""
    found = []
    for folder in (post.folder / "data", post.folder / "state"):
        found += [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]
    return found


@pytest.mark.parametrize("words", [[], ["Ms Dong", "129 0000 0901"]])
def test_a_redacted_text_is_gone_from_every_file(post: Post, words: list[str]) -> None:
    number = post.report("fall at gate 4, 1 minor")
    post.do("log.add", number, "Ms Dong, 129 0000 0901, left by taxi", by="Guard 7", channel="radio 1")
    assert files_with(post, "Ms Dong")
    post.at("13:05").do("log.redact", number, "#2", basis="asked by herself", words=words)
    prove(post.desk)
    assert files_with(post, "Ms Dong") == [] == files_with(post, "129 0000")
    entry = post.log(number)[1]
    assert entry.text == ("[erased], [erased], left by taxi" if words else "[erased]")
    assert (entry.number, post.local(entry.event_at), entry.by) == ("2", "13:00", "Guard 7" if words else "[erased]")
    assert post.ask("search", "Ms Dong") == [] and len(post.ask("search", "taxi")) == len(words[:1])


def test_what_was_written_with_an_entry_goes_with_it(post: Post) -> None:
    """A reason, a part of the report, the text that was sent: each stands in an entry and beside it."""
    number = post.report("fall at gate 4, Ms Dong")
    post.do("incident.set_level", number, "IV", reason="Ms Dong can walk")
    post.do("incident.describe", number, severity="Ms Dong sprained her wrist")
    post.meets(number, "followup", to="Chen Hao", note="Ms Dong is cared for")
    post.at("13:05").do("incident.change_type", number, "sudden_illness", reason="Ms Dong fainted")
    for entry in range(1, 6):
        post.do("log.redact", number, str(entry), basis="asked", words=["Ms Dong"])
    assert files_with(post, "Ms Dong") == []
    shown = post.show(number)
    assert shown.title == "fall at gate 4, [erased]" and shown.parts["severity"] == "[erased] sprained her wrist"
    assert [step.reason for step in shown.history if step.reason] == ["[erased] can walk", "[erased] fainted"]


def test_words_that_do_not_stand_there_and_a_text_already_gone_are_refused(post: Post) -> None:
    number = post.report("fall at gate 4")
    assert "exactly" in post.refuses("log.redact", number, "1", basis="x", words=["Gate 4"]).do
    post.do("log.redact", number, "1", basis="x")
    assert "already erased" in post.refuses("log.redact", number, "1", basis="x").what
    assert post.show(number).title == "[erased]" and post.ask("incident.list")[0].title == "[erased]"


def test_an_erased_person_is_named_where_texts_still_name_them(post: Post) -> None:
    post.do("person.add", "Xu Nuoyan", phone=["138 0000 0000"])
    number = post.report("smoke, Xu Nuoyan looks", by="Xu Nuoyan")
    post.do("log.add", "duty", "handed over by Xu Nuoyan")
    post.do("log.add", "duty", "quiet", by="Xu Nuoyan, radio 2")
    post.do("log.add", "duty", "quiet again", by="Xu Nuoyan")
    done = post.at("13:10").do("person.erase", "Xu Nuoyan", basis="asked")
    assert done.ref == "" and done.remarks == [
        f"Still named in {number} #1",
        "Still named in duty:2026-11-05 #1",
        "Still named in duty:2026-11-05 #2",
    ]
    assert len(post.log(number)) == 1 and len(post.log()) == 3  # nothing was written into any log
    assert post.log(number)[0].by == "[erased]" == post.log()[2].by
    assert "person add" in post.refuses("log.add", "duty", "x", who="Xu Nuoyan").do
    assert files_with(post, "138 0000") == []
    assert [person.name for person in post.ask("person.list")] == ["Lin Wei"]


def test_whoever_sat_down_twice_is_gone_as_well(post: Post) -> None:
    for name in ("Xu Nuoyan", "Lin Wei", "Xu Nuoyan", "Lin Wei"):
        post.do("operator.take", name)
    post.do("person.erase", "Xu Nuoyan", basis="asked")
    assert files_with(post, "Xu Nuoyan") == []


def test_a_backup_put_back_is_a_new_stream_and_forgets_again(post: Post, tmp_path: Path) -> None:
    from commandpost.doors import Errand, backup, restore
    from commandpost.settings import Settings

    number = post.report("fall at gate 4, Ms Dong")
    post.do("person.add", "Xu Nuoyan")
    state = post.folder / "state"
    errand = Errand(Settings(post.folder / "data", state), "en", None, None)
    saved = backup(errand, str(tmp_path / "stick"))
    assert saved.ok and saved.record["records"] >= 3
    post.do("log.redact", number, "1", basis="asked", words=["Ms Dong"])
    post.do("person.erase", "Xu Nuoyan", basis="asked")
    post.desk.close()
    fresh = tmp_path / "fresh"
    put_back = restore(Errand(Settings(fresh, state), "en", None, None), saved.record["file"])
    assert put_back.record["label"] == "A2"
    for file in fresh.rglob("*"):
        assert not file.is_file() or (b"Ms Dong" not in file.read_bytes() and b"Xu Nuoyan" not in file.read_bytes())
    with open_desk(fresh, state, clock=post.clock) as desk:
        assert desk.site.label == "A2"
        made = desk.do("log.add", number, "going on")
        assert made.ref == "A2#1"
        assert desk.do("incident.report", "smoke at gate 2").ref == "26-A2-0001"
        assert desk.ask("incident.show", "26-A2-0001").number == "26-A2-0001"
        assert [entry.number for entry in desk.ask("log.list", number)] == ["1", "A2#1"]
        prove(desk, warned="older file was put back")
    post.desk = open_desk(post.folder / "data", state, clock=post.clock)


def test_nothing_is_restored_over_something(post: Post, tmp_path: Path) -> None:
    from commandpost.doors import Errand, restore
    from commandpost.settings import Settings

    errand = Errand(Settings(post.folder / "data", post.folder / "state"), "en", None, None)
    with pytest.raises(Refused) as caught:
        restore(errand, str(tmp_path / "none.db"))
    assert "not empty" in caught.value.refusal.what

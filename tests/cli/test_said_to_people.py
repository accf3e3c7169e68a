"""What a person reads at the command line: names for codes, the site's time, late in words, columns that stand under their heads in either language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from commandpost.domain.registry import QUESTIONS
from commandpost.exchange.lines import cells, table, wrapped
from commandpost.exchange.naming import Teller
from commandpost.exchange.spoken import SAYS, spoken
from commandpost.locale.words import set_language
from commandpost.store.instant import stamp
from tests.story import ZONE, Post


def said(post: Post, question: str, *args: object, width: int = 1000, **kwargs: object) -> list[str]:
    teller = Teller(post.desk.plan, ZoneInfo(ZONE), stamp(post.clock.now()), width)
    return spoken(question, post.ask(question, *args, **kwargs), teller)


def test_every_question_has_its_way_of_being_said() -> None:
    assert SAYS.keys() == QUESTIONS.keys()


def test_the_log(post: Post) -> None:
    number = post.report("fire 2F smoke, 2 hurt", by="Guard 12", channel="radio 1")
    post.at("13:09").do("log.add", number, "fire on 3F", kind="decision", at=post.time("13:05"))
    post.at("13:10").do("log.strike", number, "2", reason="no flames")
    assert said(post, "log.list", number) == [
        "No.  Time   Who                Where  Text",
        "#1   13:00  Guard 12, radio 1  2F     fire 2F smoke, 2 hurt [Injured 2 persons]",
        "#2   13:05  Lin Wei, decision  —      ✗ struck 13:10 by Lin Wei: no flames — fire on 3F (written down 13:09)",
    ]


def test_obligations_late_in_words(post: Post) -> None:
    number = post.report("fire 2F smoke, 1 minor !III")
    post.at("13:04")
    lines = said(post, "deadline.list", incident=number)
    assert lines[0].split() == ["Due", "State", "Incident", "id", "To", "Obligation"]
    row = next(line for line in lines if "head of its department" in line)
    assert "13:02" in row and "LATE 0:02:00" in row and number in row
    assert any("in 0:56:00" in line and "(if it applies)" in line for line in lines)
    assert any(line.split()[1] == "met" for line in lines)
    post.at("2026-11-07T13:04")
    assert any(
        "11-05 13:02" in line and "LATE 2 d 00:02" in line for line in said(post, "deadline.list", incident=number)
    )


def test_the_end_of_an_id_is_enough(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    row = next(line for line in said(post, "deadline.list", incident=number) if "follow-up" in line)
    post.do("deadline.meet", row.split()[4], to="Chen Hao", channel="phone", note="x")
    assert post.owed(number, "followup")[0].round == 2


def test_an_incident(post: Post) -> None:
    post.people(head_safety="Zhou Li")
    number = post.report("fire 2F smoke, 2 hurt !III")
    lines = said(post.at("13:10"), "incident.show", number)
    assert lines[0] == f"{number} · Fire · 2F · III yellow · responding · 0:10:00"
    text = "\n".join(lines)
    for words in (
        "Zhou Li (Head of safety management) · since 13:00",
        "Rescue group, Logistics group",
        "Work-safety accident until 11-12 13:00",
        "Scope     missing",
        "not yet  Fire brigade confirms",
        "fire.close.flames_out",
        "level III yellow",
    ):
        assert words in text, words


def test_a_suggestion_names_its_reasons_and_what_to_type(post: Post) -> None:
    number = post.report("ride stuck at the top, 8 stranded")
    post.do("fact.start", number, "stranded_minutes")
    text = "\n".join(said(post.at("13:10:30"), "incident.suggest", number))
    assert "II orange" in text and "13:30 (in 0:19:30)" in text and "starts: Special-equipment accident" in text
    post.do("fact.set", number, "injured", "1")
    text = "\n".join(said(post, "incident.suggest", number))
    assert f"commandpost incident answer {number} special_equipment yes|no --reason TEXT" in text


def test_the_board(post: Post) -> None:
    number = post.report("fire 2F smoke")
    lines = said(post.at("13:06"), "board")
    assert lines[0] == "13:06:00   not set 1"
    row = next(line for line in lines if line.startswith(number))
    assert "not set, suggested III yellow" in row and "LATE 0:05:00" in row and "13:00 fire 2F smoke" in row
    assert said(post, "search", "nothing of the kind") == ["nothing"]


def test_an_empty_board_says_so(post: Post) -> None:
    assert said(post, "board") == ["13:00:00   No incident is open."]


@pytest.fixture(scope="module")
def asked_in_chinese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Post, str]]:
    """A Chinese post where every question has something to say, and the number of its incident."""
    with Post(tmp_path_factory.mktemp("zh"), language="zh_CN") as post:
        post.people(head_safety="周砺")
        post.do("place.add", "2F-foodcourt", zh="二楼美食广场", en="2F food court", word=["美食广场"])
        number = post.report("火灾 二楼美食广场 冒烟 1人轻伤 !III", by="保安12号")
        post.do("log.add", "duty", "下雨", by="翟斌")
        post.do("log.add", number, "关四号门", kind="order", to="保安三号")
        post.do("hear.expect", "搜救一组", for_=number)
        (post.folder / "炸炉.jpg").write_bytes(b"\xff\xd8\xff")
        post.do("attachment.add", number, str(post.folder / "炸炉.jpg"), note="灭火之后")
        post.do("task.skip", number, post.ask("task.list", number)[0].id)
        post.do("sheet.print", number, "rescue", 1, 1)
        post.do("task.done", number, "res.1", sheet="1", by="搜救一组", at=post.clock.now().isoformat())
        post.forward(minutes=9)
        due = [deadline for deadline, at in post.ask("alert.agenda").moments if at is not None]
        post.do("alert.raise", due=due)
        yield post, number


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_columns_stand_under_their_heads_in_chinese(asked_in_chinese: tuple[Post, str], question: str) -> None:
    set_language("zh_CN")
    post, number = asked_in_chinese
    args = {
        "watch.rehearse": (number,),
        "command.handover": (number,),
        "attachment.list": (number,),
        "incident.show": (number,),
        "incident.suggest": (number,),
        "incident.brief": (number,),
        "log.list": (number,),
        "search": ("冒烟",),
        "task.list": (number,),
        "task.owed": (number,),
        "card.show": ("冒烟",),
        **dict.fromkeys(("group.card", "sheet.list", "sheet.entered", "list.show", "task.timeline"), (number,)),
        "list.read": (number, "rescue"),
        "task.show": (number, "res.1"),
    }
    kwargs: dict[str, dict[str, Any]] = {"incident.brief": {"kind": "initial"}, "alert.outbox": {"channels": ["screen"]}}
    lines = said(post, question, *args.get(question, ()), **kwargs.get(question, {}))
    assert any("\u4e00" <= c <= "\u9fff" for c in "".join(lines))
    if question.endswith(".list"):
        head, first = lines[0], lines[1]
        starts = [i for i in range(1, len(head)) if head[i] != " " and head[i - 2 : i] == "  "]
        for i in starts:
            at = cells(head[:i])
            before = next(j for j in range(len(first) + 1) if cells(first[:j]) >= at)
            assert cells(first[:before]) == at and first[before - 1] == " ", (head, first)


def test_a_terminal_is_as_wide_as_it_is(post: Post) -> None:
    number = post.report("fire 2F " + "smoke " * 60)
    lines = said(post, "log.list", number, width=60)
    assert max(map(cells, lines)) <= 60 and len(lines) > 5
    assert "".join(lines).count("smoke") == 60


def test_wide_characters_are_never_cut_through() -> None:
    assert (
        wrapped("火灾冒烟", 5) == ["火灾", "冒烟"]
        and wrapped("", 5) == [""]
        and wrapped("e\u0301" * 4, 2) == ["e\u0301" * 2] * 2
    )
    assert table(("头", "b"), [("一二三", "x"), ("", "y")], 100) == ["头      b", "一二三  x", "—       y"]
    assert table(("a", "b"), [("", ""), ("", "")], 100) == [] == table((), [], 100)


def test_nothing_in_a_text_steers_the_terminal(post: Post) -> None:
    number = post.report("fire \x1b[2J\x07 \u202egnissim\u202c\nsecond line")
    text = "\n".join(said(post, "log.list", number) + said(post, "board") + said(post, "incident.show", number))
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text and "\\u001b[2J" in text and "⏎" in text

"""R4.3, R5.5 The plan is amended: running incidents keep the version they began with, new ones use the new."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from commandpost.plan.pack import canonical, digest, our_pack_dir, read_folder
from tests.story import Post


def adopts(post: Post, change: Callable[[dict[str, Any]], None]) -> str:
    """Adopt our pack with a change made to its content."""
    parts = json.loads(canonical(read_folder(our_pack_dir())))
    change(parts["content"])
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return post.do("plan.adopt", digest(text), content=text).ref


def stricter(content: dict[str, Any]) -> None:
    """Name the level within 3 minutes; a new figure; a fire with one hurt is level I."""
    content["level_within_min"] = 3
    content["metrics"].append(
        {"code": "dogs", "zh": "犬只", "en": "Dogs", "unit": None, "unit_zh": None, "kind": "count"}
    )
    fire = next(kind for kind in content["incident_types"] if kind["code"] == "fire")
    fire["auto_thresholds"].append({"metric": "injured", "ge": 1, "level": "I"})
    fire["closing_criteria"].append({"code": "fire.close.dogs_out", "zh": "犬只撤出", "en": "Dogs are out"})


def test_running_incidents_keep_theirs_and_new_ones_use_the_new(post: Post) -> None:
    old = post.report("fire 2F smoke, 1 minor")
    ours = post.ask("plan.show").digest
    adopts(post, stricter)
    assert post.ask("plan.show").digest != ours and post.ask("plan.show").origin == "site"
    new = post.report("fire 3F smoke, 1 minor")
    assert (post.suggest(old).level, post.suggest(new).level) == ("III", "I")
    assert (post.rows(old)["level"], post.rows(new)["level"]) == (("pending", "13:05"), ("pending", "13:03"))
    assert [len(post.show(number).criteria) for number in (old, new)] == [3, 4]
    post.at("13:02").do("log.add", old, "still one hurt", set=["minor_injuries=1"])
    assert post.suggest(old).level == "III" and post.rows(old)["level"] == ("pending", "13:05")


def test_a_figure_of_the_new_plan_is_none_of_the_old_incident(post: Post) -> None:
    old = post.report("fire 2F smoke")
    adopts(post, stricter)
    new = post.report("fire 3F smoke")
    post.do("fact.set", new, "dogs", "2")
    for command, args, kwargs in (
        ("fact.set", (old, "dogs", "2"), {}),
        ("log.add", (old, "two dogs"), {"set": ["dogs=2"]}),
    ):
        assert "no figure" in post.refuses(command, *args, **kwargs).what
    rows = [{"at": "2026-11-05T05:01:00.000Z", "text": "two dogs", "facts": {"dogs": "2"}}]
    assert "dogs" in post.refuses("log.import", rows=rows, sha256="0" * 64, incident=old).what
    assert post.show(new).facts["dogs"] == 2


def test_a_type_of_the_new_plan_is_none_of_the_old_incident(post: Post) -> None:
    def renamed(content: dict[str, Any]) -> None:
        kinds = content["incident_types"]
        twin = json.loads(
            json.dumps(next(kind for kind in kinds if kind["code"] == "unclassified")).replace(
                "unclassified", "flash_mob"
            )
        )
        kinds.append(twin | {"zh": "快闪", "en": "Flash mob"})

    old = post.report("noise")
    adopts(post, renamed)
    refusal = post.refuses("incident.change_type", old, "flash_mob", reason="x")
    assert "began with" in refusal.what
    post.do("incident.change_type", post.report("noise again"), "flash_mob", reason="x")


def test_ours_again(post: Post) -> None:
    adopts(post, stricter)
    adopts(post, lambda content: None)
    assert post.rows(post.report("fire 2F smoke"))["level"] == ("pending", "13:05")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_plan_in_force_is_told(post: Post, language: str) -> None:
    shown = post.ask("plan.show")
    assert shown.origin == "ours" and (shown.types, shown.rules, shown.posts) == (20, 7, 16) and len(shown.digest) == 64


def shorter_lists(content: dict[str, Any]) -> None:
    """Take a task out, say another in other words, put a new one at level II, let the time marks come later."""
    fire = next(kind for kind in content["incident_types"] if kind["code"] == "fire")
    rescue = fire["tasks"]["rescue"]
    rescue[:] = [task | {"en": "Send them now"} if task["id"] == "fire.res.1" else task for task in rescue if task["id"] != "fire.res.2"]
    new = {"phase": "act", "zh": "清点水带", "en": "Count the hoses", "target_min": 5, "critical": True, "from_level": "II"}
    rescue.append(new | {"id": "fire.res.90"})
    content["time_marks"]["minutes"] = [15]


def test_lists_keep_the_version_their_incident_began_with_also_when_it_is_raised_later(post: Post) -> None:
    def said(number: str) -> dict[str, str]:
        return {row.id: row.text_en for row in post.ask("task.list", number)}

    old, late = post.report("fire 2F smoke !III"), post.report("fire 3F smoke")
    adopts(post, shorter_lists)
    new = post.report("fire 4F smoke !III")
    assert "fire.res.2" in said(old) and "fire.res.2" not in said(new) and said(new)["fire.res.1"] == "Send them now"
    post.at("13:05")
    for number in (old, late, new):
        post.do("incident.set_level", number, "II", reason="spreads")
    assert ["fire.res.90" in said(number) for number in (old, late, new)] == [False, False, True]
    assert said(old)["fire.res.1"] == said(late)["fire.res.1"] != "Send them now" and "fire.res.2" in said(late)
    assert post.do("task.done", old, "fire.res.1").ref and post.log(old)[-1].text == f"Done: {said(old)['fire.res.1']}"
    assert [post.rows(number)["time_mark"][1] for number in (old, late, new)] == ["13:10", "13:15", "13:15"]
    post.refuses("task.done", old, "fire.res.90")

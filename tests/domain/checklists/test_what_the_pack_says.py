"""R2.2, R4.3 For every type and level the lists are exactly what the pack says, in both languages, no task without owner, target and text (generated)."""

from __future__ import annotations

import json

import pytest

from commandpost.domain.checklists.rules.activated import activated
from commandpost.domain.checklists.rules.words import plan_words
from commandpost.domain.incidents.records.history import Decision, History, TypeSpan
from commandpost.plan.pack import canonical, our_pack_dir, read_folder
from commandpost.plan.read_lists import benchmarks, cards, roles, time_marks
from commandpost.plan.reader import Plan
from tests.story import Post

PACK = json.loads(canonical(read_folder(our_pack_dir())))
PLAN = Plan.from_json(PACK, "")
AT, LATER = "2026-11-05T05:00:00.000Z", "2026-11-05T05:20:00.000Z"
RANK = {row["code"]: row["rank"] for row in PACK["content"]["levels"]}


def lists(kind: str, level: str, department: str | None = None) -> History:
    return History((TypeSpan(kind, AT),), (), (), (Decision(level, AT),), AT, AT, department)


@pytest.mark.parametrize("level", PLAN.levels)
@pytest.mark.parametrize("kind", PLAN.types)
def test_the_lists_are_what_the_pack_says(kind: str, level: str) -> None:
    raw = next(row for row in PACK["content"]["incident_types"] if row["code"] == kind)
    of_level = next(row for row in PACK["content"]["levels"] if row["code"] == level)
    said = [(step["id"], None, step["minute"], False) for step in raw["first_10_min"]]
    for group in of_level["groups"]:
        for task in raw["tasks"][group]:
            if "from_level" not in task or RANK[level] <= RANK[task["from_level"]]:
                said.append((task["id"], group, task["target_min"], task["critical"]))
    found = activated(PLAN, lists(kind, level))
    assert [(task.code, task.group, task.minutes, task.critical) for task in found] == said
    words = plan_words(PLAN, [task.code for task in found])
    for task in found:
        zh, en = words[task.code]
        assert zh and en and any("\u4e00" <= c <= "\u9fff" for c in zh) and en.isascii(), task
        assert task.role in roles(PLAN) or task.post in PLAN.posts or task.post == "head_of_incident_department", task
        assert task.since == AT and not task.new and task.minutes >= 0
    standby = set(of_level.get("standby", ()))
    meanwhile = {task["id"] for group in standby for task in raw["tasks"][group] if task.get("standby")}
    assert {task.code for task in found if task.waits} == {task.code for task in found if task.group in standby} - meanwhile


@pytest.mark.heavy
@pytest.mark.parametrize("kind", PLAN.types)
def test_the_desk_lists_them_so_with_owner_target_and_text(kind: str, post: Post) -> None:
    """What stands in the file and is asked for, in both languages: with nobody on any post yet, and at four levels one after the other."""
    raw = next(row for row in PACK["content"]["incident_types"] if row["code"] == kind)
    words = {row["id"]: (row["zh"], row["en"]) for row in [*raw["first_10_min"], *(task for tasks in raw["tasks"].values() for task in tasks)]}
    for level in PLAN.levels:
        number = post.report(f"{kind} !{level}")
        rows = post.ask("task.list", number)
        assert {row.id for row in rows} == {task.code for task in activated(PLAN, lists(kind, level))}
        assert {row.id: (row.text_zh, row.text_en) for row in rows} == {row.id: words[row.id] for row in rows}
        assert all(row.owner and row.target_at and row.state == "open" and row.done_by is None for row in rows)
        assert len(rows) == len({row.id for row in rows})


@pytest.mark.parametrize("department", PLAN.departments)
def test_at_level_iv_the_departments_head_owns_what_his_own_staff_do(department: str) -> None:
    posts = {task.post for task in activated(PLAN, lists("fire", "IV", department)) if task.group}
    assert posts == {next(post.code for post in PLAN.posts.values() if post.department == department)}
    assert {task.post for task in activated(PLAN, lists("fire", "III", department)) if task.group == "rescue"} == {"head_rescue"}


@pytest.mark.parametrize("kind", PLAN.types)
def test_raising_counts_from_the_raise_and_what_went_and_came_back_counts_anew(kind: str) -> None:
    base = lists(kind, "IV")
    before = {task.code for task in activated(PLAN, base)}
    up = base._replace(decisions=(*base.decisions, Decision("I", LATER)))
    for task in activated(PLAN, up):
        assert (task.since, task.new) == ((AT, False) if task.code in before else (LATER, True)), task
    last = "2026-11-05T05:40:00.000Z"
    again = up._replace(decisions=(*up.decisions, Decision("IV", "2026-11-05T05:30:00.000Z"), Decision("I", last)))
    assert {(task.code, task.since) for task in activated(PLAN, again)} == {(code, AT) for code in before} | {
        (task.code, last) for task in activated(PLAN, up) if task.code not in before
    }


def test_every_card_is_read_aloud_and_starts_what_it_says() -> None:
    codes = [card.code for card in cards(PLAN).values()]
    assert codes == ["evacuation", "shelter", "secure", "lockdown", "announcement", "own_staff_danger"]
    for card in cards(PLAN).values():
        assert 1 <= len(card.steps) <= 7 and card.use_when_zh and card.not_when_en and card.ends_by_zh and card.broadcast_en
        for step in card.steps:
            assert len(step.zh) <= 22 and len(step.en.split()) <= 14 and (step.who in roles(PLAN) or step.who in PLAN.posts), step
    assert set(benchmarks(PLAN)) == {"all_out", "fire_out", "gas_off", "all_accounted", "under_control"}
    assert time_marks(PLAN).minutes == (10, 20, 30) and time_marks(PLAN).then_every == 30

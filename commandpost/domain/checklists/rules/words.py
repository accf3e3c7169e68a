"""Gives the plan's words of tasks, steps and lists: what is read aloud and stands in the log (R4.4)."""

from __future__ import annotations

from collections.abc import Iterable

from commandpost.domain.checklists.records.tasks import FIRST_TEN
from commandpost.locale.words import language, say_in
from commandpost.plan.read_lists import cards
from commandpost.plan.reader import Plan

CARD = "card."  # before the code of an action card: a list that is no group's


def plan_words(plan: Plan, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give the plan's words of steps and tasks in both languages (Chinese, English), by code."""
    wanted = set(codes)
    found: dict[str, tuple[str, str]] = {}
    for kind in plan.types.values():
        for step in kind.first_10_min:
            if step.id in wanted:
                found[step.id] = (step.zh, step.en)
        for tasks in kind.tasks.values():
            for task in tasks:
                if task.id in wanted:
                    found[task.id] = (task.zh, task.en)
    if wanted - set(found):
        for card in cards(plan).values():
            for line in card.steps:
                for code in wanted:
                    if code == line.id or code.startswith(line.id + "~"):
                        found[code] = (line.zh, line.en)
    return found


def list_names(plan: Plan, code: str) -> tuple[str, str]:
    """Give a list's names in both languages (Chinese, English): a working group's, an action card's, the first ten minutes, what belongs to none."""
    if code in plan.groups:
        return plan.groups[code].zh, plan.groups[code].en
    if code.startswith(CARD):
        card = cards(plan).get(code.removeprefix(CARD))
        return (card.zh, card.en) if card else (code, code)
    spoken = ("zh_CN", "en")
    zh, en = (say_in(one, "First ten minutes") if code == FIRST_TEN else say_in(one, "Other tasks") for one in spoken)
    return zh, en


def list_name(plan: Plan, code: str) -> str:
    """Name a list in the language spoken."""
    zh, en = list_names(plan, code)
    return zh if language() == "zh_CN" else en


def meets_of(plan: Plan, code: str) -> tuple[str, ...]:
    """Give what else a step or task fulfils: codes of rules and of whom to tell."""
    kind = plan.types.get(code.partition(".")[0])
    if kind is None:
        return ()
    met = {step.id: step.meets for step in kind.first_10_min}
    met |= {task.id: task.meets for tasks in kind.tasks.values() for task in tasks}
    return met.get(code, ())


def noted(plan: Plan) -> frozenset[str]:
    """Give the codes of steps and tasks that want something written down: a count, names, what was found."""
    return frozenset(
        line
        for kind in plan.types.values()
        for line in (
            *(step.id for step in kind.first_10_min if step.note),
            *(task.id for tasks in kind.tasks.values() for task in tasks if task.note),
        )
    )


def by_law(plan: Plan) -> frozenset[str]:
    """Give the codes of tasks that a rule of law asks as well: its clock says when they are late, not their own target."""
    return frozenset(
        task.id for kind in plan.types.values() for tasks in kind.tasks.values() for task in tasks if any(code in plan.rules for code in task.meets)
    )

"""Looks at who commands and who is told: the four levels, posts above one another, escalation policies (R2, R4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commandpost.locale.words import say
from commandpost.plan.fault import Fault
from commandpost.plan.pack import Pack
from commandpost.plan.walk import rows, sources, texts, words_of

LEVELS = ("I", "II", "III", "IV")
GENERIC_POLICY = "generic"


def levels_whole(pack: Pack) -> Iterator[Fault]:
    """Name a level that is missing, has a wrong rank, or lets a group wait that it does not call."""
    for source in sources(pack, "plan.yaml"):
        here = set(words_of(source.data, "levels[].code"))
        for level in LEVELS:
            if level not in here and "levels" in source.data:
                what = say("The level {level} is missing.", level=level)
                yield source.fault(("levels",), what, say("A plan has the levels I, II, III and IV."))
        for where, row in rows(source.data, "levels[]"):
            code = row.get("code")
            rank = LEVELS.index(code) + 1 if code in LEVELS else None
            if rank and isinstance(row.get("rank"), int) and row["rank"] != rank:
                what = say("The rank of level {level} is {rank}.", level=code, rank=rank)
                yield source.fault((*where, "rank"), what, say("Write {value}.", value=rank))
            called = set(words_of(row, "groups[]"))
            for inner, group in texts(row, "standby[]"):
                if group not in called:
                    what = say("The group {group} is on standby but not among the level's groups.", group=group)
                    yield source.fault((*where, *inner), what, say("Add it to groups, or take it out here."))


def circles(pack: Pack) -> Iterator[Fault]:
    """Name a post that is, over others, its own next higher post: nobody would ever be reached."""
    for source in sources(pack, "organisation.yaml"):
        above = {row["code"]: row.get("next_higher") for _, row in rows(source.data, "posts[]") if _coded(row)}
        stands = {row["code"]: where for where, row in rows(source.data, "posts[]") if _coded(row)}
        ends: set[Any] = {None}  # posts from which the way up is known to end
        for row in (row for _, row in rows(source.data, "posts[]")):
            way: dict[Any, None] = {}
            post = row.get("code")
            while isinstance(post, str) and post not in way and post not in ends:
                way[post] = None
                post = above.get(post)
            if isinstance(post, str) and post in way and post in stands:
                what = say("The post {post} is, over others, its own next higher post.", post=post)
                yield source.fault(
                    (*stands[post], "next_higher"), what, say("Let the row of posts end at one without.")
                )
            ends |= way.keys()


def _coded(row: dict[str, Any]) -> bool:
    return isinstance(row.get("code"), str)


def policies_whole(pack: Pack) -> Iterator[Fault]:
    """Name a missing generic policy, a level with other minutes than steps, and steps that go back in time."""
    for source in sources(pack, "policies.yaml"):
        if "policies" in source.data and GENERIC_POLICY not in words_of(source.data, "policies[].code"):
            what = say("The policy generic is missing.")
            yield source.fault(("policies",), what, say("Add it: every kind of deadline without a policy uses it."))
        for where, row in rows(source.data, "policies[]"):
            steps = row.get("steps")
            count = len(steps) if isinstance(steps, list) else 0
            minutes = [step.get("after_min") for _, step in rows(row, "steps[]")]
            if not _rising(minutes):
                yield source.fault((*where, "steps"), *_backwards())
            for inner, pace in rows(row, "levels.*"):
                paced = pace.get("after_min")
                if not isinstance(paced, list):
                    continue
                place = (*where, *inner, "after_min")
                if len(paced) != count:
                    what = say("There are {given} minutes for {count} steps.", given=len(paced), count=count)
                    yield source.fault(place, what, say("Give one for each step, in order."))
                elif not _rising(paced):
                    yield source.fault(place, *_backwards())


def _rising(minutes: list[Any]) -> bool:
    known = [minute for minute in minutes if isinstance(minute, int)]
    return known == sorted(known)


def _backwards() -> tuple[str, str]:
    return say("A later step comes before an earlier one."), say("Put the minutes in rising order.")

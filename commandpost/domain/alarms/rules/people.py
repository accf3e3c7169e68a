"""Says which posts a policy's words mean, and who holds them: one answer to "who" for rehearsal, watch and screen (R2, R4.3; PANES 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commandpost.domain.alarms.records.standing import Scene, Standing, Target
from commandpost.domain.alarms.rules.pace import LEVEL_NOT_SET
from commandpost.domain.incidents.rules.posts import DUTY_OFFICER, commander_post, resolve
from commandpost.plan.reader import Plan

OWNER = "owner"  # the plan's word for whose the row is, also where somebody without a post is told by name
LEADING_GROUP = ("leader", "deputy_leader", "member")


def targets(scene: Scene, row: Standing, words: Iterable[str]) -> tuple[Target, ...]:
    """Give who is told, nobody twice; a post that nobody holds is in it with no person."""
    plan = scene.plan_of(row.plan)
    found: dict[str, Target] = {}
    for word in words:
        for target in _meant(scene, plan, row, word):
            found.setdefault(target.key, target)
    return tuple(found.values())


def _meant(scene: Scene, plan: Plan, row: Standing, word: str) -> Iterator[Target]:
    if word == OWNER and row.person is not None:  # an order to somebody, an offer of command: theirs, whatever post they hold
        yield Target(row.owner or _post_of(scene, row.person) or OWNER, row.person)
        return
    if word == "commander" and row.command_post is not None:
        holders = (row.command_person,) if row.command_person is not None else _holders(scene, plan, row.command_post)
        yield from (Target(row.command_post, person) for person in holders)
        return
    for post in _posts(scene, plan, row, word):
        yield from (Target(post, person) for person in _holders(scene, plan, post))


def _posts(scene: Scene, plan: Plan, row: Standing, word: str) -> tuple[str, ...]:
    named = _post_of(scene, row.person) if row.person is not None else None
    owner = resolve(plan, row.owner, row.department) or named or DUTY_OFFICER
    if word == OWNER:
        return (owner,)
    if word == "leading_group":
        return LEADING_GROUP
    if word == "commander":
        return (commander_post(plan, row.level or LEVEL_NOT_SET, row.department),)
    if word == "next_higher":
        return (_higher(plan, owner),)
    if word == "group_head":
        return (_group_head(plan, owner),)
    return (resolve(plan, word, row.department) or word,)


def _post_of(scene: Scene, person: str) -> str | None:
    """Give a post that the person holds: whose head and next higher are theirs."""
    held = ((min(rank for rank, holder in ranks.items() if holder == person), post) for post, ranks in scene.cast.items() if person in ranks.values())
    return min(held, default=(0, None))[1]


def _higher(plan: Plan, post: str) -> str:
    found = plan.posts.get(post)
    return found.next_higher if found is not None and found.next_higher is not None else "deputy_leader"


def _group_head(plan: Plan, post: str) -> str:
    """The head of the group that the post, or its department, belongs to; a post outside all groups answers to the next higher."""
    found = plan.posts.get(post)
    for group in plan.groups.values():
        if found is not None and (found.group == group.code or found.department in group.departments):
            return group.head_post
    return _higher(plan, post)


def _holders(scene: Scene, plan: Plan, post: str) -> tuple[str | None, ...]:
    """The first holder, else the second; a post of many has all of them; nobody is None."""
    ranks = scene.cast.get(post, {})
    in_order = tuple(ranks[rank] for rank in sorted(ranks))
    many = post in plan.posts and plan.posts[post].many
    return (in_order if many else in_order[:1]) or (None,)

"""Asks who holds which post and whom the desk knows; one function answers "who", everywhere (R2.2; PANES 2)."""

from __future__ import annotations

from commandpost.domain.contacts.records import PersonShown, PostShown
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import language, say

# the latest holder up to the moment; before the first one was ever entered, the first: that nobody had typed it in yet is no vacancy
HOLDERS = """
SELECT post, rank, person_id FROM (
  SELECT post, rank, person_id, row_number() OVER (
    PARTITION BY post, rank ORDER BY since <= ?1 DESC, CASE WHEN since <= ?1 THEN since END DESC, since, rowid DESC) AS place
  FROM post_holder) WHERE place = 1
"""


def holders(ask: Ask, at: str) -> dict[str, dict[int, str]]:
    """Give post -> rank (1, 2) -> person id, as it stood at a moment; somebody erased holds nothing."""
    held: dict[str, dict[int, str]] = {}
    gone = {row[0] for row in ask("SELECT id FROM person WHERE erased_at IS NOT NULL")}
    for post, rank, person in ask(HOLDERS, (at,)):
        if person is not None and person not in gone:
            held.setdefault(post, {})[rank] = person
    return held


def holder(ask: Ask, post: str, at: str) -> str | None:
    """Give who holds a post at a moment: the first holder, else the second, else None."""
    ranks = holders(ask, at).get(post, {})
    return ranks.get(1) or ranks.get(2)


@reads("post_holder", "person", "personal")
def posts(ask: Ask) -> list[PostShown]:
    """Posts of the plan with first and second holder; empty ones are gaps."""
    names = names_of(ask)
    held = holders(ask, ask.now)
    made = []
    for code, post in ask.plan().posts.items():
        ranks = held.get(code, {})
        first, second = (names.get(ranks[r], "") if r in ranks else None for r in (1, 2))
        made.append(PostShown(code, post.name(language()), first, second, not ranks))
    return made


@reads("post_holder", "person", "personal", "phone")
def people(ask: Ask) -> list[PersonShown]:
    """People the desk can name, with telephones and posts."""
    held: dict[str, list[str]] = {}
    for post, ranks in holders(ask, ask.now).items():
        for person in ranks.values():
            held.setdefault(person, []).append(post)
    phones: dict[str, list[str]] = {}
    for person, number in ask(
        "SELECT person_id, value FROM phone JOIN personal ON personal.id = phone.number WHERE value IS NOT NULL ORDER BY place"
    ):
        phones.setdefault(person, []).append(number)
    rows = ask(
        "SELECT person.id, value FROM person JOIN personal ON personal.id = person.name "
        "WHERE person.erased_at IS NULL ORDER BY person.added_at, person.rowid"
    )
    return [
        PersonShown(name or say("[erased]"), tuple(phones.get(key, ())), tuple(held.get(key, ()))) for key, name in rows
    ]


def names_of(ask: Ask) -> dict[str, str]:
    """Give everybody's name by id; of somebody who was erased, that they were."""
    rows = ask("SELECT person.id, personal.value FROM person JOIN personal ON personal.id = person.name")
    return {key: value or say("[erased]") for key, value in rows}

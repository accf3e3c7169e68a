"""Adds people, gives posts to them, and says who sits at the desk (R2.2, R6.2)."""

from __future__ import annotations

from commandpost.domain.contacts.kinds import Person, Post
from commandpost.domain.core.kinds import NewName, Phone
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Moment, Unit
from commandpost.locale.words import say


def add_person(unit: Unit, name: NewName, *, phone: list[Phone] = []) -> None:
    """Add a person whom the desk can name, with telephones in the order in which to call them (R6.2)."""
    if _known(unit, name.value, name.id):
        raise refuse(
            say("Somebody here already bears the name “{name}”.", name=name.value),
            say("Add a word that tells them apart."),
            "R6.2",
            name.value,
        )
    key = _add(unit, name, phone)
    unit.make("person", key, name.value)


def take(unit: Unit, name: NewName) -> None:
    """Sit down at the desk as its operator; a name not yet known is added (R6.2)."""
    key = _known(unit, name.value, name.id) or _add(unit, name, [])
    unit.insert("operator", desk_id=unit.site.desk, person_id=key, since=unit.at)
    unit.make("person", key, name.value)


def assign(unit: Unit, post: Post, person: Person, *, second: bool = False) -> None:
    """Give a post to a person, as first or second holder, from the event time on; a post of many is given to one more (R2.2)."""
    rank = _place_among(unit, post, person) if unit.plan().posts[post].many else 2 if second else 1
    unit.insert("post_holder", post=post, rank=rank, person_id=person, since=unit.at)
    unit.make("post", post, post)
    unit.tell("posts_changed", None, post)


def _place_among(unit: Unit, post: str, person: str) -> int:
    held = dict(unit("SELECT person_id, max(rank) FROM post_holder WHERE post = ? GROUP BY person_id", (post,)))
    return int(held.get(person) or max(held.values(), default=0) + 1)


def erased_again(unit: Unit, moment: Moment) -> None:
    """Whoever's name a restored copy has just forgotten again is erased here too (JOURNAL 3)."""
    for (person,) in unit(
        "SELECT person.id FROM person JOIN personal ON personal.id = person.name WHERE value IS NULL AND erased_at IS NULL"
    ):
        unit.update("person", person, erased_at=unit.now)


def _known(unit: Unit, name: str, own: str) -> str | None:
    found = unit(
        "SELECT person.id FROM personal JOIN person ON person.name = personal.id "
        "WHERE personal.kind = 'name' AND personal.value = ? AND personal.id != ? AND person.erased_at IS NULL LIMIT 1",
        (name.strip(), own),
    )
    return found[0][0] if found else None


def _add(unit: Unit, name: NewName, phones: list[Phone]) -> str:
    key = unit.new_id()
    unit.insert("person", id=key, name=name.id, added_at=unit.now)
    for place, phone in enumerate(phones, start=1):
        unit.insert("phone", person_id=key, number=phone.id, place=place)
    return key

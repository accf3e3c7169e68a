"""Turns a name into the person it names, and a word into a post of the plan (R2.2, R6.2)."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from commandpost.domain.core.kinds import Kind, Told, clean, misused, printable
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Ask
from commandpost.locale.words import language, say

BY_NAME = """
SELECT person.id FROM personal JOIN person ON person.name = personal.id
WHERE personal.kind = 'name' AND personal.value = ? AND person.erased_at IS NULL ORDER BY person.added_at, person.rowid
"""


def known_person(ask: Ask, name: str) -> str | None:
    """Give the id of the person of that name, or None."""
    found = ask(BY_NAME, (name.strip(),))
    return found[0][0] if found else None


def find_person(ask: Ask, name: str) -> str:
    """Give the id of the person of that name; refuses (Refused) a name that nobody here has, with `person add` as the remedy."""
    found = known_person(ask, clean(name))
    if found is None:
        raise refuse(
            say("Nobody here is called “{name}”.", name=printable(name)[:60]),
            say("Add the person first: commandpost person add “{name}”", name=printable(name)[:60]),
            "R6.2",
            name,
        )
    return found


def _person(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    found = find_person(ask, str(raw))
    return found, found


def _post(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = clean(raw).strip()
    posts = ask.plan().posts
    if text in posts:
        return text, text
    for code, post in posts.items():
        if text.lower() in (code.lower(), post.zh.lower(), post.en.lower()):
            return code, code
    raise refuse(
        say("The plan has no post “{post}”.", post=printable(text)[:60]),
        say("The posts are: {posts}", posts=", ".join(posts)),
        "R2.2",
        text,
    )


def _said_by(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[tuple[str | None, Told | None], Any]:
    """A known person's id, else the words as typed ("Guard 12, radio")."""
    text = clean(raw).strip()
    if not text:
        raise misused(say("This text is empty."), say("Type a few words."))
    found = known_person(ask, text)
    if found is not None:
        return (found, None), found
    key = ask.keep("by", text)
    return (None, Told(key, text)), ask.mention(key)


def person_name(ask: Ask, person: str | None) -> str | None:
    """Give a person's name; what the law had erased reads as such."""
    if person is None:
        return None
    found = ask(
        "SELECT personal.value FROM person JOIN personal ON personal.id = person.name WHERE person.id = ?", (person,)
    )
    return (found[0][0] or say("[erased]")) if found else None


def post_name(ask: Ask, code: str | None) -> str:
    """Give a post's name in the language now spoken; a code that the plan does not hold is shown as it is."""
    post = ask.plan().posts.get(code or "")
    return (
        post.name(language())
        if post
        else say("head of the department on scene")
        if code == "head_of_incident_department"
        else (code or "")
    )


class Addressee(NamedTuple):
    """To whom something is said: a post of the plan, a person the desk knows, or whoever the words mean; `name` is what people call them."""

    post: str | None
    person: str | None
    words: Told | None
    name: str


def find_post(ask: Ask, raw: str) -> str | None:
    """Give the code of the post of that code or name, or None."""
    text = raw.strip().casefold()
    named = ((post.code, post.zh, post.en) for post in ask.plan().posts.values())
    return next((names[0] for names in named if text in (name.casefold() for name in names)), None)


def _post_or_person(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[Addressee, Any]:
    text = clean(raw).strip()
    post = find_post(ask, text)
    if post is not None:
        return Addressee(post, None, None, post_name(ask, post)), post
    person = find_person(ask, text)
    return Addressee(None, person, None, text), person


def _whom(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[Addressee, Any]:
    """A post, a known person, else the words as typed ("Guard 12")."""
    text = clean(raw).strip()
    if not text:
        raise misused(say("This text is empty."), say("Type a few words."))
    if (post := find_post(ask, text)) is not None:
        return Addressee(post, None, None, post_name(ask, post)), post
    if (person := known_person(ask, text)) is not None:
        return Addressee(None, person, None, text), person
    key = ask.keep("by", text)
    return Addressee(None, None, Told(key, text), text), ask.mention(key)


Person = Annotated[str, Kind("NAME", _person)]
Post = Annotated[str, Kind("POST", _post)]
PostOrPerson = Annotated[Addressee, Kind("POST|PERSON", _post_or_person)]
Whom = Annotated[Addressee, Kind("WHO", _whom)]
SaidBy = Annotated[tuple[str | None, Told | None], Kind("NAME", _said_by)]

"""Keeps tasks with people who are there: none goes to somebody who was just relieved, and whoever is relieved leaves none behind unseen (R2.2, R4.4)."""

from __future__ import annotations

from commandpost.domain.checklists.questions.told import clock_of, rows_of, words_of
from commandpost.domain.contacts.kinds import person_name, post_name
from commandpost.domain.contacts.questions import holders
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Moment, Unit
from commandpost.domain.incidents.kinds import IncidentHead, head_by_id, ref_of
from commandpost.domain.log.kinds import BookRef
from commandpost.locale.words import say
from commandpost.store.instant import shifted

# when somebody else took the post that this person held at last
RELIEVED = """
SELECT h.post, min(n.since) AS gone FROM post_holder h JOIN post_holder n ON n.post = h.post AND n.rank = h.rank AND n.rowid > h.rowid
WHERE h.person_id = ? AND n.person_id IS NOT h.person_id GROUP BY h.id ORDER BY gone DESC LIMIT 1
"""
SHIFT_H = 12  # hours: who was relieved in the shift before this one is somebody else's memory
LEFT = """
SELECT DISTINCT t.owner_person, t.book_id FROM task t JOIN incident i ON i.id = t.book_id
WHERE t.owner_person IS NOT NULL AND t.state = 'open' AND i.state != 'ended' AND i.merged_into IS NULL
"""


def may_take(unit: Unit, book: BookRef, person: str | None) -> None:
    """Refuse somebody who was relieved of the last post they held since this incident was reported; names who could take it instead."""
    if person is None:
        return
    held = holders(unit, unit.at)
    begun = book.received_at if isinstance(book, IncidentHead) else shifted(unit.at, minutes=-60 * SHIFT_H)
    found = unit(RELIEVED, (person,))
    if any(person in ranks.values() for ranks in held.values()) or not found or not begun <= found[0][1] <= unit.at:
        return
    post, gone = found[0]
    others = _others(unit, book, held, post)
    what = say(
        "{who} was relieved at {time} ({post}) and holds no other post.", who=person_name(unit, person), time=clock_of(unit, gone),
        post=post_name(unit, post),
    )  # fmt: skip
    do = say("Give it to a post, or give them a post first: commandpost post assign")
    raise refuse(what, say("It could go to: {people}", people=say("; ").join(others)) if others else do, "R2.2", person)


def _others(unit: Unit, book: BookRef, held: dict[str, dict[int, str]], post: str) -> list[str]:
    """Whoever holds that post now, then the heads of the groups, then the commander: each once, by name and post."""
    plan = unit.plan(getattr(book, "plan", None))
    found: dict[str, str] = {}
    for code in (post, *(group.head_post for group in plan.groups.values())):
        for rank in sorted(held.get(code, {})):
            found.setdefault(held[code][rank], post_name(unit, code))
    if isinstance(book, IncidentHead) and book.command_person is not None:
        found.setdefault(book.command_person, post_name(unit, book.command_post))
    return [f"{person_name(unit, person)} ({name})" for person, name in found.items()]


def owner_left(unit: Unit, moment: Moment) -> None:
    """A post passed to somebody else: what stays open by name with whoever holds none now is said (R2.2)."""
    held = {person for ranks in holders(unit, unit.at).values() for person in ranks.values()}
    before = {row[0] for row in unit("SELECT person_id FROM post_holder WHERE post = ?", (moment.subject,))}
    for person, incident in unit(LEFT):
        if person in before - held:
            head = head_by_id(unit, incident, ref_of(unit, incident))
            rows = [row for row in rows_of(unit, incident) if row.person == person and row.state == "open"]
            words = say("; ").join(words_of(unit, unit.plan(head.plan), row) for row in rows)
            who = person_name(unit, person)
            unit.remark(say("{number}: still open with {who}: {tasks}; give it to another: commandpost task assign", number=head.ref, who=who, tasks=words))

"""Records a person's decision of the response level with a picture of what the desk knew, and lets the post take command (R4.3)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from commandpost.domain.contacts.kinds import person_name, post_name
from commandpost.domain.contacts.questions import holder, holders
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import IncidentHead
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.rules.assess import assess
from commandpost.domain.incidents.rules.command import standing_offer
from commandpost.domain.incidents.rules.posts import commander_post
from commandpost.domain.incidents.rules.wording import level_code_words
from commandpost.locale.words import say


def decide(unit: Unit, head: IncidentHead, level: str, reason: str, entry: str | None) -> None:
    """Set the level: the decision, its picture, the state, and who commands. `reason` and `entry` are ids.

    A decision written down late, behind one that was made after it, is history: the later one goes on standing.
    """
    picture = json.dumps(_picture(unit, head), ensure_ascii=False, sort_keys=True)
    unit.insert(
        "level_decision", incident_id=head.id, level=level, at=unit.at, by_person=unit.who, reason=reason, picture=picture, entry_id=entry
    )  # fmt: skip
    fields: dict[str, Any] = {"level": _standing(unit, head)}
    if head.state == "reported":
        fields["state"] = "responding"
        unit.insert(
            "state_change", incident_id=head.id, state="responding", at=unit.at, by_person=unit.who, entry_id=entry
        )
    if fields["level"] == level:
        fields |= _command(unit, head, level, entry)
    else:
        standing = level_code_words(unit.plan(head.plan).levels[fields["level"]])
        unit.remark(say("Level {level} was decided after that and stands", level=standing))
    unit.update("incident", head.id, **fields)


def _standing(unit: Unit, head: IncidentHead) -> str:
    found = unit(
        "SELECT level FROM level_decision WHERE incident_id = ? ORDER BY at DESC, rowid DESC LIMIT 1", (head.id,)
    )
    return str(found[0][0])


def command_anew(unit: Unit, head: IncidentHead, entry: str) -> None:
    """Once it is said whose department it is, the post that commands is known: its holder takes the command that nobody holds (R4.3)."""
    if head.level and commander_post(unit.plan(head.plan), head.level, head.department) != head.command_post:
        fields = _command(unit, head, head.level, entry)
        if fields:
            unit.update("incident", head.id, **fields)


def _command(unit: Unit, head: IncidentHead, level: str, entry: str | None) -> dict[str, Any]:
    """Let the level's post take command where nobody holds it; where somebody does, the post is only proposed (R4.3)."""
    post = commander_post(unit.plan(head.plan), level, head.department)
    person = holder(unit, post, unit.at)
    if head.command_person is not None:
        offer = standing_offer(history_of(unit, head).command)
        if post == head.command_post and offer is not None and offer.proposed:  # what an earlier level named is over
            unit.insert(
                "command_step", incident_id=head.id, step="withdrawn", post=offer.post, person_id=offer.person, at=max(unit.at, offer.at),
                by_person=unit.who, entry_id=entry,
            )  # fmt: skip
        if post != head.command_post and unit.who in holders(unit, unit.at).get(post, {}).values():
            return _by_own_word(unit, head, post, entry)
        if post != head.command_post and (offer is None or offer.post != post):  # the same offer twice would begin its time anew
            unit.insert(
                "command_step", incident_id=head.id, step="proposed", post=post, person_id=person,
                at=max(unit.at, head.command_since or ""), by_person=unit.who, entry_id=entry,
            )  # fmt: skip
            unit.remark(
                say(
                    "Proposed for command: {post}; {person} holds it until it is handed over",
                    post=post_name(unit, post),
                    person=person_name(unit, head.command_person),
                )
            )
        return {}
    unit.insert(
        "command_step",
        incident_id=head.id,
        step="taken",
        post=post,
        person_id=person,
        at=unit.at,
        by_person=unit.who,
        entry_id=entry,
    )
    if person is None:
        unit.remark(say("Nobody holds the post that commands: {post}", post=post_name(unit, post)))
    else:
        unit.remark(say("In command: {person}, {post}", person=person_name(unit, person), post=post_name(unit, post)))
    return {"command_post": post, "command_person": person, "command_since": unit.at}


def _by_own_word(unit: Unit, head: IncidentHead, post: str, entry: str | None) -> dict[str, Any]:
    """Whoever holds the post that the level names and decides that level has accepted the command with it: "raised to II, I command" (R4.3)."""
    at = max(unit.at, head.command_since or "")
    unit.insert(
        "command_step", incident_id=head.id, step="accepted", post=post, person_id=unit.who, at=at, by_person=unit.who, entry_id=entry
    )  # fmt: skip
    unit.remark(say("In command: {person}, {post}", person=person_name(unit, unit.who), post=post_name(unit, post)))
    unit.tell("command_stepped", head.id, "accepted")
    return {"command_post": post, "command_person": unit.who, "command_since": at}


def _picture(unit: Unit, head: IncidentHead) -> dict[str, Any]:
    """What the desk knew at that second: the rules hit, the figures, what was late, who was present. No words, no names."""
    found = assess(unit.plan(head.plan), history_of(unit, head), unit.at)
    late = unit(
        "SELECT kind, code, due_at FROM deadline WHERE incident_id = ? AND state IN ('pending', 'raised', 'acknowledged') AND due_at < ? ORDER BY due_at",
        (head.id, unit.at),
    )
    return {
        "as_of": unit.at,
        "level": found.level,
        "default_level": found.default_level,
        "grade": found.grade,
        "hits": [
            [
                hit.level,
                hit.metric,
                _text(hit.value),
                _text(hit.at_least) if hit.at_least is not None else hit.equals,
                hit.entry,
            ]
            for hit in found.hits
        ],
        "facts": {metric: _text(value) for metric, value in found.facts.items() if value is not None},
        "late": [list(row) for row in late],
        "present": {"operator": unit.site.operator, "commander": head.command_person},
    }


def _text(value: Decimal | str) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value

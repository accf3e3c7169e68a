"""Merges a report that was made twice into the one that goes on, parts the two again, and links incidents that have to do with each other (R4.1)."""

from __future__ import annotations

from commandpost.domain.core.kinds import Reason, Told
from commandpost.domain.core.refusal import allow
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.commands.owed import fill_gap
from commandpost.domain.incidents.kinds import LEVELS, Incident, IncidentHead, Into, Numbered, Other, head_by_id, ref_of
from commandpost.domain.incidents.questions.figures import figure_words
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.questions.ties import links_of, tie_end
from commandpost.domain.incidents.rules.assess import assess
from commandpost.domain.incidents.rules.ties import may_link, may_merge, may_unlink, may_unmerge, starts_earlier
from commandpost.domain.incidents.rules.wording import level_words
from commandpost.domain.log.commands.writing import WrittenEntry, say_entry
from commandpost.locale.words import language, say

# what the surviving one's own report said, whatever was merged since
OWN = "SELECT received_at, started_at FROM incident_tie WHERE other_id = ? AND kind = 'merged' ORDER BY rowid LIMIT 1"
MERGED = "SELECT received_at, started_at, after_the_fact FROM incident WHERE merged_into = ?"


def merge(unit: Unit, incident: Numbered, into: Into, *, reason: Reason) -> None:
    """Merge a duplicate report into the incident that goes on: both numbers then mean that one, both logs are read as one (R4.1)."""
    this, other = tie_end(unit, incident), tie_end(unit, into)
    allow(may_merge(this, other))
    said = _said(unit, incident)
    here = say_entry(unit, incident, "system", say("Merged into {into}: {reason}", into=into.ref, reason=reason.value))
    there = say_entry(
        unit,
        into,
        "system",
        say("{number} merged into this one: {reason}. It said: {said}", number=incident.ref, reason=reason.value, said=said),
    )
    received, started = _own_times(unit, into)
    unit.insert(
        "incident_tie", kind="merged", incident_id=incident.id, other_id=into.id, at=unit.at, recorded_at=unit.now, by_person=unit.who,
        reason=reason.id, entry_id=here.id, other_entry_id=there.id, received_at=received, started_at=started,
    )  # fmt: skip
    unit.update("incident", incident.id, merged_into=into.id)
    _times_anew(unit, into, received, started)
    unit.make("incident", into.id, into.ref)
    unit.remark(say("{number} now means {into}; both numbers go on working.", number=incident.ref, into=into.ref))
    unit.remark(say("The figures of {number} are told, not added up: {said}", number=incident.ref, said=said))
    if starts_earlier(this, other) and incident.received_at < into.received_at:
        unit.remark(say("Its clocks start with {number}, the earlier of the two reports.", number=incident.ref))
    if incident.level and (into.level is None or LEVELS.index(incident.level) < LEVELS.index(into.level)):
        level = level_words(unit.plan(incident.plan).levels[incident.level])
        unit.remark(say("{number} stood higher, at {level}: decide whether {into} must.", number=incident.ref, level=level, into=into.ref))
    unit.remark(say("Undo it: incident unmerge {number}", number=incident.ref))
    _told(unit, into, incident)


def unmerge(unit: Unit, incident: Numbered, *, reason: Reason) -> None:
    """Undo a merge: the duplicate is an incident of its own again, with what it owed and its own times (R4.1)."""
    allow(may_unmerge(tie_end(unit, incident)))
    assert incident.merged_into is not None  # noqa: S101 - the rule has just said so
    into = head_by_id(unit, incident.merged_into, ref_of(unit, incident.merged_into))
    here = say_entry(
        unit, incident, "system", say("No longer merged into {into}: {reason}", into=into.ref, reason=reason.value)
    )
    there = say_entry(
        unit,
        into,
        "system",
        say("{number} is no longer merged into this one: {reason}", number=incident.ref, reason=reason.value),
    )
    _tie(unit, "unmerged", incident, into, reason, here, there)
    unit.update("incident", incident.id, merged_into=None)
    _times_anew(unit, into, *_own_times(unit, into))
    if incident.state != "ended" and incident.command_post and incident.command_person is None:
        fill_gap(unit, incident.id, incident.command_post, incident.command_since or unit.at)
    unit.make("incident", incident.id, incident.ref)
    unit.remark(say("{number} is an incident of its own again.", number=incident.ref))
    _told(unit, incident, into)


def link(unit: Unit, incident: Incident, other: Other, *, reason: Reason) -> None:
    """Link two incidents that have to do with each other: each shows the other, nothing else follows (R4.1)."""
    linked = any(far == other.id for far, _, _ in links_of(unit, incident.id))
    allow(may_link(incident.ref, other.ref, linked=linked))
    words = say("Linked with {other}: {reason}")
    _both(unit, "linked", incident, other, reason, words)


def unlink(unit: Unit, incident: Incident, other: Other, *, reason: Reason) -> None:
    """Undo a link between two incidents (R4.1)."""
    pairs = [pair for far, pair, _ in links_of(unit, incident.id) if far == other.id]
    allow(may_unlink(incident.ref, other.ref, linked=bool(pairs)))
    words = say("No longer linked with {other}: {reason}")
    # a link of a number that was merged since is this one's too
    for near, far in pairs:
        if (near, far) != (incident.id, other.id):
            unit.insert(
                "incident_tie", kind="unlinked", incident_id=near, other_id=far, at=unit.at, recorded_at=unit.now, by_person=unit.who, reason=reason.id
            )  # fmt: skip
    _both(unit, "unlinked", incident, other, reason, words)


def _both(unit: Unit, kind: str, incident: IncidentHead, other: IncidentHead, reason: Told, words: str) -> None:
    here = say_entry(unit, incident, "system", words.format(other=other.ref, reason=reason.value))
    there = say_entry(unit, other, "system", words.format(other=incident.ref, reason=reason.value))
    _tie(unit, kind, incident, other, reason, here, there)
    unit.incident = incident.id
    unit.make("log_entry", here.id, here.ref)


def _tie(
    unit: Unit, kind: str, incident: IncidentHead, other: IncidentHead, reason: Told, here: WrittenEntry, there: WrittenEntry
) -> None:
    unit.insert(
        "incident_tie", kind=kind, incident_id=incident.id, other_id=other.id, at=unit.at, recorded_at=unit.now, by_person=unit.who,
        reason=reason.id, entry_id=here.id, other_entry_id=there.id,
    )  # fmt: skip


def _told(unit: Unit, first: IncidentHead, second: IncidentHead) -> None:
    unit.incident = first.id
    unit.tell("tied", second.id)
    unit.tell("tied", first.id)


def _own_times(unit: Unit, head: IncidentHead) -> tuple[str, str]:
    """Give when an incident was received and began by its own report."""
    found = unit(OWN, (head.id,))
    return tuple(found[0]) if found else (head.received_at, head.started_at)


def _times_anew(unit: Unit, into: IncidentHead, received: str, started: str) -> None:
    """The earliest of all its reports counts; parted again, its own."""
    others = [
        (at, began)
        for at, began, after in unit(MERGED, (into.id,))
        if into.after_the_fact or not after  # as rules.ties.starts_earlier has it
    ]
    times = {
        "received_at": min([received, *(at for at, _ in others)]),
        "started_at": min([started, *(began for _, began in others)]),
    }
    if times != {"received_at": into.received_at, "started_at": into.started_at}:
        unit.update("incident", into.id, **times)


def _said(unit: Unit, head: IncidentHead) -> str:
    """What the duplicate told, in the plan's words and figures: its type, its level, what it counted."""
    plan = unit.plan(head.plan)
    parts = [plan.types[head.type].name(language())]
    if head.level:
        parts.append(level_words(plan.levels[head.level]))
    if figures := figure_words(plan, assess(plan, history_of(unit, head), unit.now).facts):
        parts.append(figures)
    return " · ".join(parts)

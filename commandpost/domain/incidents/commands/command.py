"""Passes command by offer and acceptance: until somebody accepts, the one before holds it; whoever takes it over says why (R4.3)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from commandpost.domain.contacts.kinds import PostOrPerson, person_name, post_name
from commandpost.domain.contacts.questions import holders
from commandpost.domain.core.kinds import Reason
from commandpost.domain.core.refusal import allow, refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.rules.command import (
    Offer,
    may_answer_offer,
    may_offer,
    may_take,
    standing_offer,
)
from commandpost.domain.incidents.rules.posts import commander_post
from commandpost.domain.log.commands.writing import say_entry
from commandpost.locale.words import say
from commandpost.store.instant import instant


def offer(unit: Unit, incident: Incident, to: PostOrPerson) -> None:
    """Offer command to a post or a person: until they accept, the one before holds it; an offer nobody answers is owed (R4.3)."""
    history = history_of(unit, incident)
    allow(may_offer(history, to.post, to.person, named=to.name))
    _not_before(unit, incident, history.command[-1].at if history.command else None)
    post = to.post or (_post_held(unit, incident, to.person) if to.person else None)
    now = _named(unit, incident.command_person, incident.command_post)
    words = (
        say("Command offered to {name}; {holder} holds it until it is accepted", name=to.name, holder=now)
        if incident.command_person
        else say("Command offered to {name}; nobody holds it", name=to.name)
    )
    _step(unit, incident, "offered", post, to.person, words)


def accept(unit: Unit, incident: Incident) -> None:
    """Accept the command that was offered: whoever acts (--as NAME) holds it from now on (R4.3)."""
    standing = _answered(unit, incident)
    before = _named(unit, incident.command_person, incident.command_post)
    now = _named(unit, unit.who, standing.post)
    words = (
        say("Command passes from {before} to {name}, who accepts it", before=before, name=now)
        if incident.command_person
        else say("Command accepted by {name}", name=now)
    )
    _step(unit, incident, "accepted", standing.post, unit.who, words)


def decline(unit: Unit, incident: Incident, *, reason: Reason) -> None:
    """Decline the command that was offered, with a reason; the one before goes on holding it (R4.3)."""
    standing = _answered(unit, incident)
    now = _named(unit, unit.who, standing.post)
    _step(unit, incident, "declined", standing.post, unit.who, say("Command declined by {name}: {reason}", name=now, reason=reason.value), reason.id)
    unit.remark(
        say("{holder} goes on holding command; offer it to another if need be", holder=_named(unit, incident.command_person, incident.command_post))
        if incident.command_person
        else say("Nobody holds command; offer it to another")
    )


def take(unit: Unit, incident: Incident, *, reason: Reason) -> None:
    """Take command over without an offer, with a reason: whoever acts (--as NAME) holds it from now on (R4.3)."""
    history = history_of(unit, incident)
    allow(may_take(history, unit.who))
    _not_before(unit, incident, history.command[-1].at if history.command else None)
    assert unit.who is not None  # noqa: S101 - the rule has just said so
    post = _post_held(unit, incident, unit.who)
    before, now = _named(unit, incident.command_person, incident.command_post), _named(unit, unit.who, post)
    words = (
        say("{name} takes command over from {before}: {reason}", name=now, before=before, reason=reason.value)
        if incident.command_person
        else say("{name} takes command: {reason}", name=now, reason=reason.value)
    )
    _step(unit, incident, "taken", post, unit.who, words, reason.id)


def _answered(unit: Unit, incident: IncidentHead) -> Offer:
    history = history_of(unit, incident)
    standing = standing_offer(history.command)
    ranks = holders(unit, unit.at).get(standing.post or "", {}) if standing is not None else {}
    named = _named(unit, standing.person, standing.post) if standing is not None else ""
    allow(may_answer_offer(history, unit.who, list(ranks.values()), named=named))
    assert standing is not None  # noqa: S101 - the rule has just said so
    _not_before(unit, incident, history.command[-1].at)
    return standing


def _step(
    unit: Unit, incident: IncidentHead, step: str, post: str | None, person: str | None, words: str, reason: str | None = None
) -> None:
    entry = say_entry(unit, incident, "decision", words)
    unit.insert(
        "command_step", incident_id=incident.id, step=step, post=post, person_id=person, at=unit.at, by_person=unit.who, reason=reason,
        entry_id=entry.id,
    )  # fmt: skip
    if step in ("accepted", "taken"):
        unit.update("incident", incident.id, command_post=post, command_person=person, command_since=unit.at)
        unit.remark(say("What to hand over: commandpost command handover {number}", number=incident.ref))
    unit.incident = incident.id
    unit.make("log_entry", entry.id, entry.ref)
    unit.tell("command_stepped", incident.id, step)


def _post_held(unit: Unit, incident: IncidentHead, person: str) -> str | None:
    """As what somebody commands: the post the regulation names where they hold it, else the first post of the plan that they hold, else none."""
    held = [post for post, ranks in holders(unit, unit.at).items() if person in ranks.values()]
    named = commander_post(unit.plan(incident.plan), incident.level, incident.department) if incident.level else None
    if named in held:
        return named
    return next((code for code in unit.plan(incident.plan).posts if code in held), None)


def _named(unit: Unit, person: str | None, post: str | None) -> str:
    who, what = person_name(unit, person), post_name(unit, post) if post else None
    return say("{person} ({post})", person=who, post=what) if who and what else who or what or ""


def _not_before(unit: Unit, incident: IncidentHead, earlier: str | None) -> None:
    """Who commands is told in the order in which it happened: at every moment exactly one."""
    earlier = max(filter(None, (earlier, incident.command_since, incident.received_at)))
    if unit.at < earlier:
        local = instant(earlier).astimezone(ZoneInfo(unit.site.zone)).strftime("%Y-%m-%d %H:%M:%S")
        raise refuse(
            say("This step cannot lie before the one it follows, at {time}.", time=local),
            say("Give a later time with --at, or none."),
            "R4.3",
            incident.ref,
        )

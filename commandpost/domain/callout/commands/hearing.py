"""Expects to hear from somebody every so many minutes, notes who answered and who is missing, pauses and lets go: one at a time (R3.4, R4.4)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from commandpost.domain.callout.kinds import Heard, HeardRef, HearKindCode, Minutes, Names, standing
from commandpost.domain.callout.questions.expected import one
from commandpost.domain.callout.records.hearing import Expected
from commandpost.domain.callout.rules.allowed import may_answer, may_pause, may_stop
from commandpost.domain.contacts.kinds import Whom
from commandpost.domain.core.kinds import Channel, Moment, Reason
from commandpost.domain.core.refusal import allow, refuse
from commandpost.domain.core.unit import Unit
from commandpost.domain.incidents.kinds import AnyBook, IncidentHead, head_by_id, ref_of
from commandpost.domain.log.commands.writing import Origin, WrittenEntry, write_entry
from commandpost.domain.log.kinds import BookRef, duty_book
from commandpost.locale.words import language, say
from commandpost.plan.reader import HearKind
from commandpost.store.instant import instant

ANYONE = HearKind("other", "其他", "Anyone else", "hear_from", 30, None, None, "duty_officer", None)


def expect(unit: Unit, whom: Whom, *, for_: AnyBook, every: Minutes | None = None, kind: HearKindCode | None = None) -> None:
    """Expect to hear from a team, a post, a round, every so many minutes, for an incident or the duty log; silence is an alarm (R4.4)."""
    if isinstance(for_, IncidentHead) and for_.state == "ended":
        raise refuse(say("The incident has ended."), say("Reopen it first, with a reason."), "R4.4", for_.ref)
    incident = for_.id if for_.kind == "incident" else None
    if any(found.name.casefold() == whom.name.casefold() and incident in found.incidents for found, _ in standing(unit)):
        raise refuse(
            say("{who} is expected to be heard already.", who=whom.name), say("See who is expected: commandpost hear list"), "R4.4", whom.name
        )
    known = _kind(unit, kind, for_.kind)
    minutes = every or known.every_min
    words = say("Expect to hear from {who} every {minutes} min ({kind})", who=whom.name, minutes=minutes, kind=known.name(language()))
    entry = _say(unit, for_, words, None)
    name = whom.words.id if whom.words else unit.keep("by", whom.name, whom.person)
    key = unit.insert(
        "expectation", kind=known.code, deadline_kind=known.kind, who=name, who_post=whom.post, who_person=whom.person, incident_id=incident,
        every_min=minutes, at_once_min=known.at_once_min, opens=known.hours[0] if known.hours else None, closes=known.hours[1] if known.hours else None,
        owner_post=known.owner, since=unit.at, recorded_at=unit.now, by_person=unit.who, entry_id=entry.id,
    )  # fmt: skip
    unit.make("log_entry", entry.id, entry.ref)
    unit.make("expectation", key, key[-8:])
    unit.tell("heard", incident, key)


def answer(
    unit: Unit, whom: Heard, *, missing: Names | None = None, for_: AnyBook | None = None, channel: Channel | None = None
) -> None:
    """Note that somebody answered: all of them, or with the names of those who are missing; nobody else is marked with them (R4.4)."""
    found, told, book = _which(unit, whom, for_)
    allow(may_answer(told, unit.at, unit.now, found.name))
    words = (
        say("{who} answers; missing: {names}", who=found.name, names=missing.value)
        if missing
        else say("{who} answers: all there", who=found.name)
    )
    entry = _say(unit, book, words, channel.id if channel else None)
    _step(unit, found, "heard", entry, book, missing=missing.id if missing else None)
    if missing and book.kind == "incident":
        unit.insert(
            "roll_call", incident_id=book.id, why="missing", at=unit.at, recorded_at=unit.now, by_person=unit.who, entry_id=entry.id
        )  # fmt: skip
        text = say("Somebody is missing: every other team is called at once. Set the figure: commandpost fact set {number} missing COUNT", number=book.ref)
        unit.remark(text)


def pause(unit: Unit, whom: Heard, *, until: Moment, reason: Reason, for_: AnyBook | None = None) -> None:
    """Do not expect somebody to be heard until a time, with a reason; who is silent already cannot be paused (R4.4)."""
    found, told, book = _which(unit, whom, for_)
    allow(may_pause(told, until, unit.at, unit.now, found.name))
    words = say("{who} not expected to be heard until {time}: {reason}", who=found.name, time=_clock(unit, until), reason=reason.value)
    _step(unit, found, "paused", _say(unit, book, words, None), book, until=until, reason=reason.id)


def stop(unit: Unit, whom: Heard, *, reason: Reason, for_: AnyBook | None = None) -> None:
    """Expect somebody no longer to be heard, with a reason; who is silent is looked for, not let go (R4.4)."""
    found, told, book = _which(unit, whom, for_)
    allow(may_stop(told, unit.now, found.name))
    words = say("{who} no longer expected to be heard: {reason}", who=found.name, reason=reason.value)
    _step(unit, found, "stopped", _say(unit, book, words, None), book, reason=reason.id)


def _kind(unit: Unit, kind: str | None, book: str) -> HearKind:
    kinds = unit.plan().hear_from
    if kind is not None:
        return kinds[kind]
    return next((one for one in kinds.values() if one.taken_for == book), kinds.get("other", ANYONE))


def _which(unit: Unit, who: tuple[HeardRef, ...], for_: BookRef | None) -> tuple[HeardRef, Expected, BookRef]:
    """The one that is meant: named with its book, else the only one that is not over."""
    if for_ is not None:
        wanted = for_.id if for_.kind == "incident" else None
        who = tuple(found for found in who if (wanted in found.incidents if wanted else found.incidents[0] is None))
    told = [(found, known) for found in who if (known := one(unit, found.id)) is not None]
    alive = [(found, known) for found, known in told if known.over_at is None] or told
    if len(alive) != 1:
        named = who[0].name if who else ""
        raise refuse(
            say("“{who}” is expected in more than one place, or in none.", who=named) if named else say("Nobody of that name is expected there."),
            say("Name the incident or the duty log with --for."),
            "R4.4",
            named,
        )
    found, known = alive[0]
    incident, merged = found.incidents
    key = merged or incident
    return found, known, head_by_id(unit, key, ref_of(unit, key)) if key else duty_book(unit, "")


def _say(unit: Unit, book: BookRef, words: str, channel: str | None) -> WrittenEntry:
    return write_entry(unit, book, unit.keep("entry", words), "report", Origin(person=unit.who, channel=channel))


def _step(
    unit: Unit, who: HeardRef, step: str, entry: WrittenEntry, book: BookRef, *, until: str | None = None, missing: str | None = None,
    reason: str | None = None,
) -> None:  # fmt: skip
    unit.insert(
        "expectation_step", expectation_id=who.id, step=step, at=unit.at, recorded_at=unit.now, until=until, missing=missing, reason=reason,
        by_person=unit.who, entry_id=entry.id,
    )  # fmt: skip
    unit.make("log_entry", entry.id, entry.ref)
    if book.kind == "incident":
        unit.incident = book.id
    unit.tell("heard", book.id if book.kind == "incident" else None, who.id)


def _clock(unit: Unit, moment: str) -> str:
    zone = ZoneInfo(unit.site.zone)
    local, today = instant(moment).astimezone(zone), instant(unit.now).astimezone(zone).date()
    return local.strftime("%H:%M" if local.date() == today else "%Y-%m-%d %H:%M")

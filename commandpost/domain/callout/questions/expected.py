"""Asks whom the desk expects to hear from, who was heard when, who is silent (R3.4, R4.4)."""

from __future__ import annotations

from typing import Any

from commandpost.domain.callout.records.hearing import Expected, HearShown, Pause
from commandpost.domain.callout.rules.hearing import missed, open_round
from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import AnyBook
from commandpost.locale.words import language, say
from commandpost.store.instant import seconds_between

TOLD = """
SELECT x.id, x.deadline_kind, x.who, x.owner_post, x.every_min, x.at_once_min, x.opens, x.closes, x.since, x.incident_id, i.merged_into,
  i.state, i.ended_at, whole.state, whole.ended_at, x.kind, coalesce(i.drill, 0)
FROM expectation x LEFT JOIN incident i ON i.id = x.incident_id LEFT JOIN incident whole ON whole.id = i.merged_into
WHERE {which} AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = x.entry_id) ORDER BY x.since, x.rowid
"""
STEPS = """
SELECT step, at, until, recorded_at FROM expectation_step s WHERE expectation_id = ?
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id) ORDER BY at, s.rowid
"""
CALLS = """
SELECT at, why FROM roll_call c WHERE incident_id IN (?1, ?2)
AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = c.entry_id) ORDER BY at, c.rowid
"""
LAST_WORDS = """
SELECT step, words.value, s.until FROM expectation_step s LEFT JOIN personal words ON words.id = coalesce(s.missing, s.reason)
WHERE expectation_id = ? AND step IN ('heard', 'paused') AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = s.entry_id)
ORDER BY at, s.rowid
"""
# whoever is still to be heard has a round that is open, and a desk has known far more people than it waits for; what sleeps (read in later) is asked
# of its own incident alone
OPEN = "x.id IN (SELECT code FROM deadline WHERE state IN ('pending', 'raised', 'acknowledged') AND {where})"
AWAITED, AWAITED_IN = OPEN.format(where="sleeps = 0"), OPEN.format(where="incident_id = ?1")
READS = (
    "expectation", "expectation_step", "roll_call", "incident", "strike", "book", "personal", "deadline",
)  # fmt: skip


def one(ask: Ask, expectation: str) -> Expected | None:
    """Give somebody who is to be heard, None where the entry that said so is struck."""
    found = ask(TOLD.format(which="x.id = ?"), (expectation,))
    return told_of(ask, found[0])[0] if found else None


def told_of(ask: Ask, row: Any) -> tuple[Expected, str | None, list[tuple[str, str]]]:
    """Give what the rules are told of a row of `TOLD`, the incident it now belongs to, and why the roll was called when."""
    (key, kind, who, owner, every, at_once, opens, closes, since, incident, merged, state, ended, into_state, into_ended, _, _) = row
    steps = ask(STEPS, (key,))
    calls = ask(CALLS, (incident, merged)) if incident and at_once is not None else []
    stopped = next((at for step, at, _, _ in steps if step == "stopped"), None)
    over = (into_ended if into_state == "ended" else None) if merged else ended if state == "ended" else None
    told = Expected(
        key, kind, who, owner, every, at_once, (opens, closes) if opens and closes else None, ask.site.zone, since,
        heard=tuple(at for step, at, _, _ in steps if step == "heard"),
        pauses=tuple(Pause(at, until) for step, at, until, _ in steps if step == "paused"),
        calls=tuple(at for at, _ in calls),
        over_at=stopped or over,
        over_why="no_longer_expected" if stopped else "ended",
    )  # fmt: skip
    return told, merged or incident, calls


@reads(*READS)
def expected(ask: Ask, *, for_: AnyBook | None = None) -> list[HearShown]:
    """Whom the desk expects to hear from, the longest silent first: of the whole desk, or of one incident or the duty log."""
    if for_ is None:
        rows = ask(TOLD.format(which=AWAITED))
    elif for_.kind == "duty":
        rows = ask(TOLD.format(which=f"x.incident_id IS NULL AND {AWAITED}"))
    else:
        rows = ask(TOLD.format(which=AWAITED_IN), (for_.id,))
    standing = [one for row in rows if (one := _shown(ask, row)) is not None]
    return sorted(standing, key=lambda one: (one.due_at, one.who))


def _shown(ask: Ask, row: Any) -> HearShown | None:
    """Give somebody who is to be heard; None, before more is asked of them, where it is over: a desk has known far more of these."""
    told, incident, calls = told_of(ask, row)
    kind, drill = row[15], row[16]
    now = open_round(told)
    if told.over_at is not None and now.due_at > told.over_at:
        return None
    last = told.heard[-1] if told.heard else None
    why = next((why for at, why in calls if at > (last or told.since)), None)
    missing = reason = until = None
    for step, text, ends in ask(LAST_WORDS, (told.id,)):
        if step == "heard":
            missing, reason, until = text, None, None
        else:
            reason, until = text, ends
    paused = until if until is not None and until > ask.now and why is None else None
    found = ask(
        "SELECT id FROM deadline WHERE incident_id IS ? AND kind = ? AND code = ? AND round = ? AND due_at = ? ORDER BY rowid DESC LIMIT 1",
        (incident, told.kind, told.id, now.number, now.due_at),
    )
    named = ask.plan().hear_from.get(kind)
    return HearShown(
        id=told.id,
        who=_words(ask, told.about),
        kind=kind,
        kind_name=named.name(language()) if named else kind,
        incident=_ref(ask, incident),
        every_min=told.every_min,
        since=told.since,
        last_heard_at=last,
        due_at=now.due_at,
        late_s=max(0, int(seconds_between(now.due_at, ask.now))),
        missed=missed(told, ask.now),
        paused_until=paused,
        pause_reason=reason if paused else None,
        missing=missing,
        called=why,
        deadline=found[0][0] if found else None,
        over=False,
        drill=bool(drill),
    )


def _ref(ask: Ask, incident: str | None) -> str | None:
    return incident_ref(*ask("SELECT year, label, number FROM book WHERE id = ?", (incident,))[0]) if incident else None


def _words(ask: Ask, key: str) -> str:
    found = ask("SELECT value FROM personal WHERE id = ?", (key,))
    return (found[0][0] if found else None) or say("[erased]")

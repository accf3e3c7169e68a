"""Puts an incident into words that can be read over the telephone: initial, follow-up or final report, in both languages (R4.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from commandpost.domain.contacts.kinds import person_name, post_name
from commandpost.domain.core.kinds import Kind, misused
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.domain.incidents.questions.figures import figure_words
from commandpost.domain.incidents.questions.history import READS, history_of
from commandpost.domain.incidents.questions.show import part_texts
from commandpost.domain.incidents.questions.ties import merged_into
from commandpost.domain.incidents.questions.unmet import ended_unmet
from commandpost.domain.incidents.records.shown import Brief
from commandpost.domain.incidents.rules.assess import assess
from commandpost.domain.incidents.rules.closing import PARTS
from commandpost.domain.incidents.rules.owed_levels import answered_rank
from commandpost.domain.incidents.rules.unmet import unmet_words
from commandpost.domain.incidents.rules.wording import level_words
from commandpost.domain.log.questions import entries_of
from commandpost.locale.words import say, speaking
from commandpost.store.instant import instant

KINDS = ("initial", "follow-up", "final")
MOST = 200  # nobody reads more aloud


def _kind(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    text = str(raw).strip().lower()
    found = {"初报": "initial", "续报": "follow-up", "终报": "final", "followup": "follow-up"}.get(text, text)
    if found not in KINDS:
        raise misused(
            say("A report is initial, follow-up or final."), say("Choose one of: {options}", options=", ".join(KINDS))
        )
    return found, found


BriefKind = Annotated[str, Kind("KIND", _kind)]


@reads(*READS, "personal", "person", "place", "book")
def brief(ask: Ask, incident: Incident, *, kind: BriefKind) -> Brief:
    """A report of the incident's six parts with what is missing named, ready to be read aloud in both languages."""
    with speaking("zh_CN"):
        zh, _ = _written(ask, incident, kind)
    with speaking("en"):
        en, missing = _written(ask, incident, kind)
    return Brief(incident.ref, kind, missing, zh, en, bool(incident.drill))


def _written(ask: Ask, incident: IncidentHead, kind: str) -> tuple[str, tuple[str, ...]]:
    plan = ask.plan(incident.plan)
    history = history_of(ask, incident)
    found = assess(plan, history, ask.now)
    parts = part_texts(ask, incident, found.facts)
    names = {
        "time": say("Time"), "place": say("Place"), "nature": say("Nature"), "scope": say("Scope"), "severity": say("Severity"),
        "measures": say("Measures"),
    }  # fmt: skip
    title = {"initial": say("Initial report"), "follow-up": say("Follow-up report"), "final": say("Final report")}[kind]
    suggested = level_words(plan.levels[found.level or found.default_level])
    level = (
        level_words(plan.levels[incident.level])
        if incident.level
        else say("not set, suggested {level}", level=suggested)
    )
    answered = answered_rank(plan, history)
    if incident.ended_at is None and answered is not None and plan.levels[found.level or found.default_level].rank < answered:
        level = say("{level}, to be decided again: suggested {suggested}", level=level, suggested=suggested)
    lines = [
        *(["演练 EXERCISE"] if incident.drill else []),
        f"{title} · {ask.site.name} · {incident.ref}",
        say("As of {time}.", time=_clock(ask, ask.now)),
        "",
    ]
    figures = figure_words(plan, found.facts)
    for part in PARTS:
        text = parts[part]
        if part == "time" and text:
            text = _clock(ask, text)
        if part == "severity" and figures and text != figures:
            text = say("; ").join([text, figures] if text else [figures])
        lines.append(say("{part}: {text}", part=names[part], text=text or say("not known yet")))
    lines += ["", say("Response level: {level}.", level=level)]
    lines.append(say("Accident grade: {grade}.", grade=_grade(found.grade)))
    if incident.command_post:
        who = person_name(ask, incident.command_person) or say("nobody yet")
        lines.append(say("In command: {person}, {post}.", person=who, post=post_name(ask, incident.command_post)))
        if incident.command_person and incident.command_since:
            lines[-1] = say(
                "In command: {person}, {post}, since {time}.", person=who, post=post_name(ask, incident.command_post),
                time=_clock(ask, incident.command_since, short=True),
            )  # fmt: skip
    elif incident.command_person and incident.command_since:
        who = person_name(ask, incident.command_person) or ""
        lines.append(say("In command: {person} since {time}.", person=who, time=_clock(ask, incident.command_since, short=True)))
    if incident.controlled_at:
        lines.append(say("Under control since {time}.", time=_clock(ask, incident.controlled_at)))
    if incident.ended_at:
        lines.append(say("Ended at {time}.", time=_clock(ask, incident.ended_at)))
        if kind == "final" and (unmet := ended_unmet(ask, incident)):
            lines.append(say("At the end: {unmet}.", unmet=unmet_words(unmet, incident.ended_at, most=len(unmet))))
    if kind != "initial":
        sent = [met.at for met in history.met if met.kind == "followup"] if kind == "follow-up" else []
        since = max(sent, default=None)
        head = say("Since the last report at {time}:", time=_clock(ask, since)) if since else say("Since then:")
        lines += ["", head, *(_developments(ask, incident, since) or [say("nothing new")])]
    missing = tuple(part for part in PARTS if parts[part] is None)
    if missing:
        lines += ["", say("Still missing: {parts}.", parts=say(", ").join(names[part] for part in missing))]
    return "\n".join(lines), missing


def _developments(ask: Ask, incident: IncidentHead, since: str | None) -> list[str]:
    """Give what was written after the report itself, or after the last one sent, in the order in which it happened."""
    entries = [
        entry
        for entry in reversed(entries_of(ask, incident.id, also=merged_into(ask, incident.id), limit=MOST, newest_first=True))
        if not entry.struck and entry.kind != "system" and entry.event_at > (since or "")
    ]
    return [
        f"{_clock(ask, entry.event_at, short=True)} {entry.text}"
        for entry in entries
        if since or entry.number != "1" or entry.book != incident.ref
    ]


def _grade(grade: str | None) -> str:
    words = {
        "特别重大": say("extraordinarily serious"), "重大": say("serious"), "较大": say("relatively serious"), "一般": say("ordinary"),
        "none_on_file": say("none on file"), None: say("none reached"),
    }  # fmt: skip
    return words[grade]


def _clock(ask: Ask, moment: str, *, short: bool = False) -> str:
    zone = ZoneInfo(ask.site.zone)
    local: datetime = instant(moment).astimezone(zone)
    if short and local.date() == instant(ask.now).astimezone(zone).date():
        return local.strftime("%H:%M")
    return local.strftime("%m-%d %H:%M" if short else "%Y-%m-%d %H:%M")

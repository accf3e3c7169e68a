"""Puts an incident on one page for whoever takes command: how it stands, what is late, what is next, what was decided and why (R4.3)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from commandpost.domain.callout.questions.expected import expected
from commandpost.domain.callout.records.hearing import HearShown
from commandpost.domain.contacts.kinds import post_name
from commandpost.domain.core.lasting import lasted
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.domain.incidents.questions.figures import figure_words
from commandpost.domain.incidents.questions.history import history_of
from commandpost.domain.incidents.questions.orders import orders
from commandpost.domain.incidents.questions.owed import owed
from commandpost.domain.incidents.questions.show import show
from commandpost.domain.incidents.questions.ties import merged_into
from commandpost.domain.incidents.records.orders import OrderShown
from commandpost.domain.incidents.records.owed import OwedShown
from commandpost.domain.incidents.records.shown import Commander, CommandOffer, IncidentShown
from commandpost.domain.incidents.rules.assess import assess
from commandpost.domain.incidents.rules.wording import level_words
from commandpost.domain.log.questions import entries_of
from commandpost.locale.words import say, speaking
from commandpost.store.instant import instant, seconds_between

OPEN = frozenset({"pending", "raised", "acknowledged"})
NEXT = 8  # as many as one can hold in mind while taking over
LAST = 5
MOST = 500  # decisions looked for among the newest entries
READS: frozenset[str] = frozenset().union(*(vars(asked)["reads"] for asked in (show, owed, orders, expected)))


class Decided(NamedTuple):
    """What was decided, with its reason in the same words, when and by whom; by the entry that says so."""

    number: str
    at: str
    text: str
    by: str | None


class Handover(NamedTuple):
    """The page of a hand-over: its parts for a screen, and the whole of it in both languages for paper and radio."""

    incident: str
    as_of: str
    level: str | None
    state: str
    commander: Commander
    offer: CommandOffer | None
    held_until: str | None
    late: tuple[OwedShown, ...]
    next: tuple[OwedShown, ...]
    silent: tuple[HearShown, ...]
    expected: tuple[HearShown, ...]
    orders: tuple[OrderShown, ...]
    decided: tuple[Decided, ...]
    last: tuple[Decided, ...]
    zh: str
    en: str
    drill: bool = False


class _Page(NamedTuple):
    """Everything that the page says, in the language now spoken."""

    shown: IncidentShown
    late: tuple[OwedShown, ...]
    next: tuple[OwedShown, ...]
    hear: tuple[HearShown, ...]
    orders: tuple[OrderShown, ...]
    decided: tuple[Decided, ...]
    last: tuple[Decided, ...]
    figures: str | None


@reads(*READS)
def handover(ask: Ask, incident: Incident) -> Handover:
    """The page for whoever takes command: how it stands, what is late, what is next, who is silent, which orders are out, what was decided and why."""
    with speaking("zh_CN"):
        zh = _written(ask, incident, _page(ask, incident))
    with speaking("en"):
        en = _written(ask, incident, _page(ask, incident))
    page = _page(ask, incident)
    return Handover(
        incident=incident.ref,
        as_of=ask.now,
        level=incident.level,
        state=incident.state,
        commander=page.shown.commander,
        offer=page.shown.offer,
        held_until=incident.held_until,
        late=page.late,
        next=page.next,
        silent=tuple(row for row in page.hear if row.late_s),
        expected=page.hear,
        orders=page.orders,
        decided=page.decided,
        last=page.last,
        zh=zh,
        en=en,
        drill=bool(incident.drill),
    )


def _page(ask: Ask, incident: IncidentHead) -> _Page:
    rows = [row for row in owed(ask, incident=incident) if row.state in OPEN]
    entries = [
        entry
        for entry in entries_of(ask, incident.id, also=merged_into(ask, incident.id), limit=MOST, newest_first=True)
        if not entry.struck and entry.kind != "system"
    ]
    told = [(entry.kind, Decided(entry.number, entry.event_at, entry.text, entry.by)) for entry in reversed(entries)]
    plan = ask.plan(incident.plan)
    return _Page(
        shown=show(ask, incident),
        late=tuple(row for row in rows if row.late_s),
        next=tuple(row for row in rows if not row.late_s and row.started_at <= ask.now)[:NEXT],
        hear=tuple(expected(ask, for_=incident)),
        orders=tuple(order for order in orders(ask, book=incident) if order.waits_for is not None),
        decided=tuple(one for kind, one in told if kind == "decision"),
        last=tuple(one for _, one in told[-LAST:]),
        figures=figure_words(plan, assess(plan, history_of(ask, incident), ask.now).facts),
    )


def _written(ask: Ask, incident: IncidentHead, page: _Page) -> str:
    shown = page.shown
    level = level_words(ask.plan(incident.plan).levels[incident.level]) if incident.level else say("not set")
    lines = [
        *(["演练 EXERCISE"] if incident.drill else []),
        f"{say('Hand-over of command')} · {ask.site.name} · {incident.ref}",
        say("As of {time}.", time=_clock(ask, ask.now, whole=True)),
        "",
        " · ".join(part for part in (shown.type_name, shown.place, level, _state(shown.state)) if part),
        _command(ask, shown),
    ]
    if shown.offer is not None:
        who = shown.offer.person or post_name(ask, shown.offer.post)
        lines.append(say("Offered to {person} since {time}, not answered yet.", person=who, time=_clock(ask, shown.offer.since)))
    if shown.held_until:
        lines.append(say("On hold until {time}.", time=_clock(ask, shown.held_until)))
    if page.figures:
        lines.append(page.figures)
    lines += _block(say("Late:"), [f"{_late(row.late_s)} {_owed(row)}" for row in page.late], say("nothing is late"))
    lines += _block(say("Next:"), [f"{_clock(ask, row.due_at)} {_owed(row)}" for row in page.next], say("nothing is due"))
    hear = [_heard(ask, row) for row in page.hear]
    lines += _block(say("To be heard:"), hear, say("nobody is expected"))
    given = [
        say("{entry} to {who}: {text}", entry=f"#{order.entry}" if "#" not in order.entry else order.entry, who=order.to, text=order.text)
        for order in page.orders
    ]
    lines += _block(say("Orders that are out:"), given, say("none"))
    decided = [f"{_clock(ask, one.at)} {one.text}" + (f" ({one.by})" if one.by else "") for one in page.decided]
    lines += _block(say("Decided, and why:"), decided, say("nothing was decided"))
    lines += _block(say("Last words:"), [f"{_clock(ask, one.at)} {one.text}" for one in page.last], say("none"))
    return "\n".join(lines)


def _owed(row: OwedShown) -> str:
    return f"{row.subject} → {row.to_names}" if row.to_names and row.to_names not in row.subject else row.subject


def _block(head: str, rows: list[str], none: str) -> list[str]:
    return ["", head, *(f"- {row}" for row in rows or [none])]


def _command(ask: Ask, shown: IncidentShown) -> str:
    command = shown.commander
    post = post_name(ask, command.post) if command.post else None
    if command.person and command.since:
        who = say("{person} ({post})", person=command.person, post=post) if post else command.person
        return say("In command: {person} since {time}.", person=who, time=_clock(ask, command.since))
    return say("Nobody is in command; the post is {post}.", post=post) if post else say("Nobody is in command: no level is set.")


def _heard(ask: Ask, row: HearShown) -> str:
    words = [row.who]
    if row.late_s:
        words.append(say("SILENT: {time}", time=_late(row.late_s)))
    elif row.paused_until:
        words.append(say("paused until {time}: {reason}", time=_clock(ask, row.paused_until), reason=row.pause_reason or ""))
    else:
        words.append(say("by {time}", time=_clock(ask, row.due_at)))
    if row.missing:
        words.append(say("missing: {names}", names=row.missing))
    return " · ".join(words)


def _state(code: str) -> str:
    words = {"reported": say("reported"), "responding": say("responding"), "controlled": say("controlled"), "ended": say("ended")}
    return words.get(code, code)


def _late(seconds: int) -> str:
    return say("LATE {time}", time=lasted(seconds))


def _clock(ask: Ask, moment: str, *, whole: bool = False) -> str:
    zone = ZoneInfo(ask.site.zone)
    local: datetime = instant(moment).astimezone(zone)
    near = abs(seconds_between(moment, ask.now)) < 12 * 3600 or local.date() == instant(ask.now).astimezone(zone).date()
    return local.strftime("%Y-%m-%d %H:%M" if whole or not near else "%H:%M")

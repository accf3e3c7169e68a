"""Asks for an incident's lists as whoever commands sees them: every list with its head, benchmarks, the time mark that is due (R4.3, R4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commandpost.domain.checklists.questions.group_cards import READS as CARD_READS
from commandpost.domain.checklists.questions.group_cards import cards
from commandpost.domain.checklists.questions.tasks import tasks
from commandpost.domain.checklists.questions.told import READS, TaskRow, answers_of, rows_of, ticks_of
from commandpost.domain.checklists.records.lists import BenchmarkLine, ListLine, ListsShown, MarkLine, TaskLine
from commandpost.domain.checklists.records.tasks import CONTROL, FIRST_TEN, TaskShown, Ticked, owner_parts
from commandpost.domain.checklists.rules.allowed import SOON_S, owes
from commandpost.domain.checklists.rules.deadlines import OTHERS, next_mark
from commandpost.domain.checklists.rules.words import CARD, by_law, list_names, noted
from commandpost.domain.contacts.questions import holders, names_of
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import Incident, IncidentHead
from commandpost.domain.incidents.questions.show import place_name
from commandpost.locale.words import language, say
from commandpost.plan.read_lists import benchmarks, roles, time_marks
from commandpost.plan.reader import Plan
from commandpost.store.instant import seconds_between, shifted

ACTIVATED = "SELECT min(at) FROM level_decision WHERE incident_id = ?"
SAID = """
SELECT l.grp, l.step, l.at, name.value FROM list_step l LEFT JOIN person p ON p.id = l.by_person LEFT JOIN personal name ON name.id = p.name
WHERE l.incident_id = ? AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = l.entry_id) ORDER BY l.at, l.rowid
"""
DECLARED = """
SELECT b.code, b.at, name.value FROM benchmark b LEFT JOIN person p ON p.id = b.by_person LEFT JOIN personal name ON name.id = p.name
WHERE b.incident_id = ?1 AND NOT EXISTS (SELECT 1 FROM strike WHERE strike.entry_id = b.entry_id)
AND b.at > (SELECT coalesce(max(at), '') FROM state_change WHERE incident_id = ?1 AND state = 'responding' AND reason IS NOT NULL) ORDER BY b.at, b.rowid
"""
DOWN = """
SELECT s.task_id, s.at, s.why FROM task_step s JOIN task t ON t.id = s.task_id WHERE t.book_id = ? AND s.step = 'stood_down' ORDER BY s.rowid
"""
USES = "SELECT id, card FROM card_use WHERE book_id = ?"
CONTROLLED = """
SELECT s.at, name.value FROM state_change s LEFT JOIN person p ON p.id = s.by_person LEFT JOIN personal name ON name.id = p.name
WHERE s.incident_id = ? AND s.state = 'controlled' ORDER BY s.at DESC, s.rowid DESC LIMIT 1
"""
SEEN = (*READS, *CARD_READS, "list_step", "benchmark", "mark_answered", "card_use", "level_decision", "state_change", "place")


@reads(*SEEN)
def lists(ask: Ask, incident: Incident) -> ListsShown:
    """The lists of an incident as whoever commands sees them: every list with its head and tasks, the benchmarks, the time mark that is due."""
    plan = ask.plan(incident.plan)
    begun = ask(ACTIVATED, (incident.id,))[0][0]
    kind = plan.types[incident.type]
    names = names_of(ask)
    return ListsShown(
        number=incident.ref,
        type_zh=kind.zh,
        type_en=kind.en,
        place=place_name(ask, incident),
        level=incident.level,
        state=incident.state,
        drill=bool(incident.drill),
        received_at=incident.received_at,
        ended_at=incident.ended_at,
        activated_at=begun,
        commander_post=incident.command_post,
        commander=names.get(incident.command_person or ""),
        benchmarks=_benchmarks(ask, plan, incident),
        mark=_mark(ask, plan, incident, begun),
        lists=tuple(_lists(ask, plan, incident)),
    )


def _benchmarks(ask: Ask, plan: Plan, incident: IncidentHead) -> tuple[BenchmarkLine, ...]:
    declared: dict[str, tuple[str, str | None]] = {}
    for code, at, by in ask(DECLARED, (incident.id,)):
        declared.setdefault(code, (at, by))
    if (controlled := controlled_of(ask, incident)) is not None:  # under control is one fact, whichever of the two verbs said it
        declared.setdefault(CONTROL, controlled)
    never: tuple[str | None, str | None] = (None, None)
    return tuple(
        BenchmarkLine(one.code, place, one.zh, one.en, (declared.get(one.code) or never)[0], (declared.get(one.code) or never)[1], one.starts)
        for place, one in enumerate(benchmarks(plan).values())
        if not one.only_types or incident.type in one.only_types
    )


def controlled_of(ask: Ask, incident: IncidentHead) -> tuple[str, str | None] | None:
    """Give when the incident was called under control, and by whom, while it stands so."""
    rows = ask(CONTROLLED, (incident.id,)) if incident.state in ("controlled", "ended") else []
    return (rows[0][0], rows[0][1]) if rows else None


def _mark(ask: Ask, plan: Plan, incident: IncidentHead, begun: str | None) -> MarkLine | None:
    marks, answers = time_marks(plan), answers_of(ask, incident.id)
    found = next_mark(marks, begun, answers) if incident.state not in ("controlled", "ended") else None
    if begun is None or found is None:
        return None
    return MarkLine(int(seconds_between(begun, found[1]) // 60), found[1], marks.zh, marks.en)


class _Said(NamedTuple):
    """What persons said of a list."""

    complete: tuple[str, str | None] | None = None
    sent: str | None = None


def _lists(ask: Ask, plan: Plan, incident: IncidentHead) -> Iterator[ListLine]:
    said: dict[str, _Said] = {}
    for group, step, at, by in ask(SAID, (incident.id,)):
        was = said.get(group, _Said())
        said[group] = was._replace(complete=(at, by)) if step == "complete" else was._replace(sent=at) if step == "sent" else was
    found: dict[str, list[tuple[TaskRow, TaskLine]]] = {}
    uses = dict(ask(USES, (incident.id,)))
    for row, line in task_lines(ask, plan, incident):
        found.setdefault(list_of(row, uses), []).append((row, line))
    heads = {card.group: card for card in cards(ask, incident)}
    order = {code: place for place, code in enumerate((FIRST_TEN, *plan.groups, OTHERS))}
    posts = {post for post, ranks in holders(ask, ask.now).items() if ask.site.operator in ranks.values()}
    for code in sorted(found, key=lambda one: (order.get(one, 99), one)):
        told, pairs = said.get(code, _Said()), found[code]
        since = max((row.since for row, line in pairs if line.state == "open"), default="")
        complete = told.complete if told.complete is not None and since <= told.complete[0] else None
        card = heads.get(code)
        zh, en = list_names(plan, code)
        standby = any(row.waits and line.state == "open" for row, line in pairs)
        at, by = complete or (None, None)
        lines = tuple(line for _, line in pairs)
        yield ListLine(code, zh, en, _mode(plan, code), card is not None and card.you.post in posts, standby, told.sent, at, by, card, lines)


def list_of(row: TaskRow, uses: dict[str, str]) -> str:
    """Give the list that a task stands on: a group's, the first ten minutes, an action card's, else what belongs to none."""
    if row.card is not None:
        return CARD + uses.get(row.card, "")
    return row.group or (OTHERS if row.text is not None else FIRST_TEN)


def _mode(plan: Plan, code: str) -> str:
    kinds = plan.lists.get("lists", {})
    which = "first_10_min" if code == FIRST_TEN else "action_card" if code.startswith(CARD) else "tasks"
    return str(kinds.get(which, {}).get("mode", "do_confirm" if which == "tasks" else "read_do"))


def task_lines(ask: Ask, plan: Plan, incident: IncidentHead) -> Iterator[tuple[TaskRow, TaskLine]]:
    """Give every task of an incident with its row, also what stands down, in the order of the lists."""
    ticks, wants, law = ticks_of(ask, incident.id), noted(plan), by_law(plan)
    down: dict[str, tuple[str, str]] = {key: (at, why) for key, at, why in ask(DOWN, (incident.id,))}
    rows = {row.code: row for row in rows_of(ask, incident.id)}
    for shown in tasks(ask, incident, all=True):
        row = rows[shown.id]
        yield row, _line(ask, plan, row, shown, ticks.get(row.id, Ticked()), shown.id in wants, shown.id in law, down.get(row.id))


def _line(
    ask: Ask, plan: Plan, row: TaskRow, shown: TaskShown, ticked: Ticked, wants: bool, lawful: bool, down: tuple[str, str] | None
) -> TaskLine:
    stood = down if shown.state == "stood_down" else None
    return TaskLine(
        id=shown.id,
        text_zh=shown.text_zh,
        text_en=shown.text_en,
        owner=owner_name(plan, shown.owner),
        mine=row.person is not None and row.person == ask.site.operator,
        critical=shown.critical,
        since=row.since,
        target_at=shown.target_at,
        state=shown.state,
        done_at=shown.done_at,
        done_by=shown.done_by,
        waits=bool(row.waits),
        clocked=not (row.waits or lawful),
        soon_until=shifted(row.since, seconds=SOON_S),
        new_since=shown.new_since,
        owes=owes(ticked, wants),
        why=stood[1] if stood else None,
        stood_at=stood[0] if stood else None,
    )


def owner_name(plan: Plan, owner: str) -> str:
    """Give whose a task is, in the language spoken: the person where one is named, else the post or the role."""
    code, person = owner_parts(owner)
    if person is not None:
        return person
    known = plan.posts.get(code) or roles(plan).get(code)
    return known.name(language()) if known else say("head of the department on scene") if code == "head_of_incident_department" else code


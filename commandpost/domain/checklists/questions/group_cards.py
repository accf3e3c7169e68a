"""Asks for the cards that head the groups' lists: who you are, to whom you report, where to go, what to take, what you decide (R2.2, R2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from commandpost.domain.checklists.kinds import GroupCode
from commandpost.domain.checklists.questions.told import rows_of
from commandpost.domain.checklists.records.group_cards import GroupCardShown, Holder, Part
from commandpost.domain.contacts.questions import holders, names_of
from commandpost.domain.core.question import reads
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import AnyBook, IncidentHead
from commandpost.domain.incidents.rules.posts import HEAD_OF_INCIDENT_DEPARTMENT, resolve
from commandpost.locale.words import say_in
from commandpost.plan.read_lists import channels, duties_of, group_cards, roles
from commandpost.plan.reader import Plan
from commandpost.plan.records_lists import Channel, GroupCard

COMMANDER = "commander"
PHONES = "SELECT person_id, value FROM phone JOIN personal ON personal.id = phone.number WHERE value IS NOT NULL ORDER BY place, phone.rowid"
READS = ("incident", "book", "task", "person", "personal", "phone", "post_holder")


class Staff:
    """Who holds which post now, by name and number; asked once for all cards."""

    def __init__(self, ask: Ask, plan: Plan) -> None:
        self.plan, self.held = plan, holders(ask, ask.now)
        self.names = names_of(ask)
        self.phones: dict[str, list[str]] = {}
        for person, number in ask(PHONES):
            self.phones.setdefault(person, []).append(number)

    def person(self, post: str | None, rank: int = 0) -> str | None:
        """Give who holds a post: of that rank, else the first holder, else the second."""
        ranks = self.held.get(post or "", {})
        return ranks.get(rank) if rank else ranks.get(1) or ranks.get(2)

    def shown(self, post: str | None, person: str | None) -> Holder:
        """Give a post with who holds it as it is shown; command without a post is the role that the plan names so."""
        known = self.plan.posts.get(post or "") or (roles(self.plan).get(COMMANDER) if post is None else None)
        zh, en = (known.zh, known.en) if known else (post or "", post or "")
        if post == HEAD_OF_INCIDENT_DEPARTMENT:
            zh, en = (say_in(spoken, "head of the department on scene") for spoken in ("zh_CN", "en"))
        return Holder(post, zh, en, self.names.get(person or ""), tuple(self.phones.get(person or "", ())))


@reads(*READS)
def cards(ask: Ask, book: AnyBook, group: GroupCode | None = None) -> list[GroupCardShown]:
    """The card that heads each group's list: who you are, to whom you report, with number and channel, go to, take, you hold; duty for none."""
    plan = ask.plan(getattr(book, "plan", None))
    incident = book if isinstance(book, IncidentHead) else None
    staff, radio = Staff(ask, plan), channels(plan)
    waits = {row.group for row in rows_of(ask, book.id) if row.waits and row.state == "open"} if incident else set()
    return [
        _shown(plan, card, incident, staff, radio, waits) for card in group_cards(plan).values() if group is None or card.group == group
    ]


def _shown(
    plan: Plan, card: GroupCard, incident: IncidentHead | None, staff: Staff, radio: dict[str, Channel], waits: set[str | None]
) -> GroupCardShown:
    level = plan.levels.get(incident.level or "") if incident else None
    own_staff = level is not None and level.own_staff
    post = resolve(plan, HEAD_OF_INCIDENT_DEPARTMENT, incident.department) if own_staff and incident else card.head_post
    mine, group = staff.person(post), plan.groups[card.group]
    known = plan.departments
    return GroupCardShown(
        group=card.group,
        zh=group.zh,
        en=group.en,
        acts=level is None or card.group in level.groups,
        waits=card.group in waits,
        own_staff=own_staff,
        you=staff.shown(post, mine),
        second=staff.names.get(staff.person(post, 2) or "") if staff.person(post, 1) else None,
        you_are_zh=say_in("zh_CN", "You lead your own staff at this level") if own_staff else card.you_are_zh,
        you_are_en=say_in("en", "You lead your own staff at this level") if own_staff else card.you_are_en,
        report_to=_report_to(plan, card, incident, staff, post, mine),
        channel=radio[card.radio],
        go_to_zh=card.go_to_zh,
        go_to_en=card.go_to_en,
        take=card.take,
        take_zh=card.take_zh,
        take_en=card.take_en,
        you_hold=card.you_hold,
        duties=card.duties,
        departments=tuple(
            Part(part.code, known[part.code].zh, known[part.code].en, part.zh, part.en, *duties_of(plan, part.code)) for part in card.departments
        ),
        standby=card.standby,
        stand_down=card.stand_down,
    )


def _report_to(plan: Plan, card: GroupCard, incident: IncidentHead | None, staff: Staff, own: str | None, me: str | None) -> Holder:
    """Whoever holds command; while nobody does, or it is oneself, the post the card names, then those above one's own: the first that is held."""
    above = [(post, person) for post, person in _above(plan, card, incident, staff, own) if post != own and (person is None or person != me)]
    return staff.shown(*next((found for found in above if found[1] is not None), above[0] if above else (card.report_to_if_none, None)))


def _above(
    plan: Plan, card: GroupCard, incident: IncidentHead | None, staff: Staff, own: str | None
) -> Iterator[tuple[str | None, str | None]]:
    if card.report_to != COMMANDER:
        yield card.report_to, staff.person(card.report_to)
    elif incident is not None and (incident.command_person or incident.command_post):
        yield incident.command_post, incident.command_person
    yield card.report_to_if_none, staff.person(card.report_to_if_none)
    post = plan.posts.get(own or card.head_post)
    while post is not None and post.next_higher is not None:
        yield post.next_higher, staff.person(post.next_higher)
        post = plan.posts.get(post.next_higher)

"""Looks at the incident types: whole lists, lasting codes, steps in the order of time and not too many, blanks that are filled (R4.2 to R4.5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from commandpost.locale.words import say
from commandpost.plan.fault import Fault, Where
from commandpost.plan.pack import ORDER_FILE, Pack
from commandpost.plan.source import Source
from commandpost.plan.walk import EVERY_TYPE, rows, sources, texts, walk, words_of

UNCLASSIFIED = "unclassified"  # what a report is whose words name no type
MAX_PHASE = 9  # steps in one phase of a list
MAX_CARD = 7  # steps on an action card
GROUP_LETTERS = {"rescue": "res", "logistics": "log", "information": "inf", "investigation": "inv"}
_BLANK = re.compile(r"\{([^{}]*)\}|[{}]")


def types_whole(pack: Pack) -> Iterator[Fault]:
    """Name a type whose file says another code, that leaves out a group, or the missing type of last resort."""
    for source in sources(pack, ORDER_FILE):
        codes = words_of(source.data, "incident_types[]")
        if codes and UNCLASSIFIED not in codes:
            what = say("The type {code} is missing: a report that names no type is opened as it.", code=UNCLASSIFIED)
            yield source.fault(("incident_types",), what, say("Add it as the last one."))
        elif codes and codes[-1] != UNCLASSIFIED:
            what = say("The type {code} is not the last one.", code=UNCLASSIFIED)
            do = say("Move it to the end: its words count only where no other type's do.")
            yield source.fault(("incident_types",), what, do, warning=True)
    groups = {code for source in sources(pack, "organisation.yaml") for code in words_of(source.data, "groups[].code")}
    for source in sources(pack, EVERY_TYPE):
        code = source.data.get("code") if isinstance(source.data, dict) else None
        named = source.name.rpartition("/")[2].removesuffix(".yaml")
        if isinstance(code, str) and code != named:
            what = say("The code does not agree with the file's name.")
            yield source.fault(("code",), what, say("Write {value}.", value=named))
        for where, tasks in rows(source.data, "tasks"):
            for group in sorted(groups - set(tasks)):
                what = say("The group {group} has no list of tasks.", group=group)
                yield source.fault(where, what, say("Add {other}; an empty list is written [].", other=group))


def lasting_codes(pack: Pack) -> Iterator[Fault]:
    """Warn of lasting codes that do not begin with their type and list: they would be looked for in the wrong place."""
    for source in sources(pack, EVERY_TYPE):
        code = source.name.rpartition("/")[2].removesuffix(".yaml")
        lists = [("severity.*[].id", "sev"), ("first_10_min[].id", "first"), ("notify[].id", "notify")]
        lists += [("closing_criteria[].code", "close")]
        lists += [(f"tasks.{group}[].id", letters) for group, letters in GROUP_LETTERS.items()]
        for path, letters in lists:
            for where, text in texts(source.data, path):
                if not text.startswith(f"{code}.{letters}."):
                    what = say("The lasting code does not begin with {start}.", start=f"{code}.{letters}.")
                    yield source.fault(where, what, say("Begin it so, if it has not been used yet."), warning=True)


def type_lists(pack: Pack) -> Iterator[Fault]:
    """Name a phase with too many steps; warn of steps out of time order and of a legal task that waits for a level."""
    rules = {code for source in sources(pack, "law.yaml") for code in words_of(source.data, "statutory_rules[].code")}
    for source in sources(pack, EVERY_TYPE):
        for path, minute in (("first_10_min", "minute"), ("tasks.*", "target_min")):
            for where, steps in walk(source.data, path):
                times = [(place, row.get(minute)) for place, row in rows(steps, "[]")]
                yield from _order(
                    source, where, [(place, time) for place, time in times if isinstance(time, int)], minute
                )
                yield from _crowded(source, where, steps, MAX_PHASE)
        for where, row in rows(source.data, "tasks.*[]"):
            if row.get("from_level") is not None and rules & set(words_of(row, "meets[]")):
                what = say("A task that meets a rule of law waits for a level.")
                do = say("Take from_level out: the law does not look at our level.")
                yield source.fault((*where, "from_level"), what, do, warning=True)
    for source in sources(pack, "action_cards.yaml"):
        for where, steps in walk(source.data, "cards[].steps"):
            yield from _crowded(source, where, steps, MAX_CARD)


def _order(source: Source, where: Where, times: list[tuple[Where, int]], field: str) -> Iterator[Fault]:
    latest = 0
    for place, time in times:
        if time < latest:
            what = say("This step is due before the one above it.")
            yield source.fault((*where, *place, field), what, say("Put the steps in the order of time."), warning=True)
        latest = max(latest, time)


def _crowded(source: Source, where: Where, steps: Any, most: int) -> Iterator[Fault]:
    phases = Counter(str(row.get("phase", "")) for _, row in rows(steps, "[]"))
    for count in phases.values():
        if count > most:
            what = say("There are {count} steps in one phase of this list.", count=count)
            yield source.fault(where, what, say("Keep to {most}, or split the phase.", most=most))


def blanks(pack: Pack) -> Iterator[Fault]:
    """Name a blank in a text for the loudspeakers that nobody fills, and a brace that stands alone."""
    known = {code for source in sources(pack, "action_cards.yaml") for code in words_of(source.data, "blanks[].code")}
    places = [(EVERY_TYPE, "announce_zh"), (EVERY_TYPE, "announce_en")]
    places += [("action_cards.yaml", f"cards[].{field}") for field in ("broadcast_zh", "broadcast_en")]
    places += [("action_cards.yaml", f"cards[].{field}") for field in ("ends_by_zh", "ends_by_en")]
    for file, path in places:
        for source in sources(pack, file):
            allowed = known if file != EVERY_TYPE else {"place", "route"}
            for where, text in texts(source.data, path):
                for found in _BLANK.finditer(text):
                    if found[1] not in allowed:
                        what = say("{blank} is no blank that is filled.", blank=found[0])
                        do = say(
                            "Use one of these: {allowed}.", allowed=" ".join(f"{{{name}}}" for name in sorted(allowed))
                        )
                        yield source.fault(where, what, do)

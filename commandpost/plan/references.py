"""Holds every code that a plan names against the list it must stand in: posts, contacts, facts, rules (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from commandpost.locale.words import say
from commandpost.plan.fault import Fault
from commandpost.plan.pack import Pack
from commandpost.plan.walk import EVERY_TYPE, sources, texts, words_of

# where the codes of each kind stand: file and path
LISTS = {
    "posts": ("organisation.yaml", "posts[].code"),
    "contacts": ("organisation.yaml", "contacts[].code"),
    "groups": ("organisation.yaml", "groups[].code"),
    "departments": ("organisation.yaml", "departments[].code"),
    "roles": ("organisation.yaml", "roles[].code"),
    "radio_channels": ("organisation.yaml", "radio_channels[].code"),
    "metrics": ("facts.yaml", "metrics[].code"),
    "statutory_rules": ("law.yaml", "statutory_rules[].code"),
    "legal_grades": ("law.yaml", "legal_grades.{}"),
    "phases": ("lists.yaml", "phases[].code"),
    "event_classes": ("plan.yaml", "event_classes[].code"),
    "within_minutes": ("plan.yaml", "within_minutes.{}"),
    "incident_types": ("plan.yaml", "incident_types[]"),
    "cards": ("action_cards.yaml", "cards[].code"),
    "channels": ("policies.yaml", "channels[].code"),
    "kinds": ("policies.yaml", "policies[].kinds[]"),
    "supplies": ("supplies.yaml", "supplies[].code"),
    "categories": ("supplies.yaml", "categories[].code"),
}
# posts that are found only in the incident itself
SCENE_HEAD = frozenset({"head_of_incident_department"})
COMMANDER = frozenset({"commander"})
REACHED = frozenset({"owner", "group_head", "next_higher", "commander", "leading_group"})


class Reference(NamedTuple):
    """A place at which codes are named, the lists one of which must hold them, what is understood without a list."""

    file: str
    path: str
    lists: tuple[str, ...]
    also: frozenset[str] = frozenset()


REFERENCES = (
    Reference("plan.yaml", "levels[].commander_post", ("posts",), SCENE_HEAD),
    Reference("plan.yaml", "levels[].followup_to[]", ("contacts",)),
    Reference("plan.yaml", "levels[].groups[]", ("groups",)),
    Reference("plan.yaml", "levels[].standby[]", ("groups",)),
    Reference("plan.yaml", "report_chain[].from_post", ("posts",), SCENE_HEAD),
    Reference("plan.yaml", "report_chain[].to_post", ("posts",), SCENE_HEAD),
    Reference("organisation.yaml", "groups[].head_post", ("posts",)),
    Reference("organisation.yaml", "groups[].from[]", ("departments",)),
    Reference("organisation.yaml", "posts[].department", ("departments",)),
    Reference("organisation.yaml", "posts[].group", ("groups",)),
    Reference("organisation.yaml", "posts[].next_higher", ("posts",)),
    Reference("organisation.yaml", "group_cards[].group", ("groups",)),
    Reference("organisation.yaml", "group_cards[].head_post", ("posts",)),
    Reference("organisation.yaml", "group_cards[].report_to", ("posts",), COMMANDER),
    Reference("organisation.yaml", "group_cards[].report_to_if_none", ("posts",)),
    Reference("organisation.yaml", "group_cards[].take[]", ("supplies",)),
    Reference("organisation.yaml", "group_cards[].radio", ("radio_channels",)),
    Reference("organisation.yaml", "group_cards[].departments[].department", ("departments",)),
    Reference("facts.yaml", "common_thresholds.rules[].metric", ("metrics",)),
    Reference("facts.yaml", "common_thresholds.rules[].except_types[]", ("incident_types",)),
    Reference("law.yaml", "statutory_rules[].to[]", ("contacts",)),
    Reference("law.yaml", "statutory_rules[].grade_table", ("legal_grades",)),
    Reference("law.yaml", "statutory_rules[].starts_when.any[].metric", ("metrics",)),
    Reference("law.yaml", "statutory_rules[].starts_when.any[].grade_table", ("legal_grades",)),
    Reference("lists.yaml", "lists.*.phase", ("phases",)),
    Reference("lists.yaml", "benchmarks[].only_types[]", ("incident_types",)),
    Reference("lists.yaml", "benchmarks[].starts[]", ("kinds",)),
    Reference(EVERY_TYPE, "event_class", ("event_classes",)),
    Reference(EVERY_TYPE, "statutory_rules[]", ("statutory_rules",)),
    Reference(EVERY_TYPE, "see_also[]", ("incident_types",)),
    Reference(EVERY_TYPE, "cards[]", ("cards",)),
    Reference(EVERY_TYPE, "auto_thresholds[].metric", ("metrics",)),
    Reference(EVERY_TYPE, "auto_thresholds[].except_types[]", ("incident_types",)),
    Reference(EVERY_TYPE, "first_10_min[].role", ("roles", "posts")),
    Reference(EVERY_TYPE, "tasks.{}", ("groups",)),
    Reference(EVERY_TYPE, "tasks.*[].phase", ("phases",)),
    Reference(EVERY_TYPE, "notify[].contact", ("contacts",)),
    Reference(EVERY_TYPE, "notify[].within", ("within_minutes",)),
    Reference("policies.yaml", "policies[].steps[].to[]", ("posts",), REACHED),
    Reference("policies.yaml", "policies[].steps[].channels[]", ("channels",)),
    Reference("policies.yaml", "policies[].then[]", ("posts",), REACHED),
    Reference("policies.yaml", "policies[].offers_card", ("cards",)),
    Reference("policies.yaml", "hear_from[].kind", ("kinds",)),
    Reference("policies.yaml", "hear_from[].owner", ("posts",)),
    Reference("action_cards.yaml", "cards[].steps[].who", ("roles", "posts")),
    Reference("action_cards.yaml", "cards[].turns_into[]", ("cards", "incident_types")),
    Reference("supplies.yaml", "supplies[].category", ("categories",)),
    Reference("inspections.yaml", "rounds[].owner", ("roles", "departments", "groups", "posts")),
)


def unknown_codes(pack: Pack) -> Iterator[Fault]:
    """Name every code that stands in no list; nothing is said where a list itself could not be read."""
    known = {kind: _known(pack, kind) for kind in LISTS}
    for reference in REFERENCES:
        allowed = set(reference.also)
        for kind in reference.lists:
            codes = known[kind]
            if codes is None:
                break
            allowed |= codes
        else:
            place = _place(reference.lists)
            for source in sources(pack, reference.file):
                for where, code in texts(source.data, reference.path):
                    if code not in allowed:
                        what = say("The code {code} is not known.", code=_short(code))
                        yield source.fault(where, what, remedy(code, allowed, place))


def unmet(pack: Pack) -> Iterator[Fault]:
    """Name what is to be met and is neither a rule of the type nor one of its own notify rows."""
    rules = _known(pack, "statutory_rules")
    if rules is None:
        return
    for source in sources(pack, EVERY_TYPE):
        own = set(words_of(source.data, "statutory_rules[]"))
        rows = set(words_of(source.data, "notify[].id"))
        for path in ("first_10_min[].meets[]", "tasks.*[].meets[]", "notify[].meets[]"):
            for where, code in texts(source.data, path):
                if code in rules and code not in own:
                    what = say("The rule {code} is not a rule of this type.", code=code)
                    yield source.fault(where, what, say("Add it to statutory_rules of this type, or take it out here."))
                elif code not in rules and code not in rows:
                    what = say("The code {code} is not known.", code=_short(code))
                    yield source.fault(where, what, remedy(code, own | rows, "statutory_rules, notify"))


def remedy(code: str, allowed: set[str], place: str) -> str:
    """Say what to do about an unknown code: the nearest one known, and where the list stands."""
    near = get_close_matches(code[:80], sorted(allowed), n=1)
    if near:
        return say("Perhaps {near} was meant; else add it to {place}.", near=near[0], place=place)
    return say("Use a code of {place}, or add it there.", place=place)


def _known(pack: Pack, kind: str) -> set[str] | None:
    file, path = LISTS[kind]
    source = pack.files[file]
    return None if not isinstance(source.data, dict) else set(words_of(source.data, path))


def _place(kinds: tuple[str, ...]) -> str:
    return ", ".join(f"{kind} ({LISTS[kind][0]})" for kind in kinds)


def _short(code: str) -> str:
    return code if len(code) <= 60 else code[:59] + "…"

"""Looks for what stands twice in a plan and for what stands in one language only (DESIGN 3, 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from commandpost.locale.words import say
from commandpost.plan.fault import Fault, Where
from commandpost.plan.pack import Pack
from commandpost.plan.source import Source
from commandpost.plan.walk import EVERY_TYPE, rows, sources, texts, walk

# lists whose rows must each have their own code
OWN_CODES = (
    (
        "plan.yaml",
        ("levels[].code", "levels[].colour", "report_chain[].code", "after_end[].code", "event_classes[].code"),
    ),
    ("organisation.yaml", ("groups[].code", "departments[].code", "posts[].code", "roles[].code", "contacts[].code")),
    ("organisation.yaml", ("radio_channels[].code", "group_cards[].group")),
    ("facts.yaml", ("metrics[].code",)),
    ("law.yaml", ("statutory_rules[].code",)),
    ("lists.yaml", ("phases[].code", "pause_points[].code", "benchmarks[].code")),
    ("policies.yaml", ("channels[].code", "policies[].code", "policies[].kinds[]")),
    ("action_cards.yaml", ("blanks[].code", "cards[].code")),
    ("supplies.yaml", ("categories[].code", "movement_types[].code", "supplies[].code")),
    ("inspections.yaml", ("hazard_levels[].code", "hazard_states[].code", "rounds[].code")),
)
# codes that never change their meaning and are used once in the whole plan
LASTING_CODES = (
    (EVERY_TYPE, ("severity.*[].id", "first_10_min[].id", "tasks.*[].id", "notify[].id", "closing_criteria[].code")),
    ("organisation.yaml", ("group_cards[].standby[].id", "group_cards[].stand_down[].id")),
    ("action_cards.yaml", ("cards[].steps[].id",)),
    ("inspections.yaml", ("rounds[].items[].id",)),
)
# words that may name only one thing: whose they are is the code beside them
OWN_WORDS = (
    (EVERY_TYPE, "", ("code", "zh", "en", "words.zh[]", "words.en[]")),
    ("facts.yaml", "metrics[]", ("words.zh[]", "words.en[]")),
    ("action_cards.yaml", "cards[]", ("sees.zh[]", "sees.en[]")),
)

# texts whose names do not both end in a language
TWINS = {
    "legal": "legal_en",
    "legal_en": "legal",
    "contacts_note": "contacts_note_zh",
    "contacts_note_zh": "contacts_note",
}
FACT_TWINS = {"unit": "unit_zh", "unit_zh": "unit"}
LAW_TWINS = {"source": "source_en", "source_en": "source", "from_event": "from_event_en"}

Place = tuple[Source, Where]


def doubled_codes(pack: Pack) -> Iterator[Fault]:
    """Name every code that stands for two things."""
    for file, paths in OWN_CODES:
        for path in paths:
            for source in sources(pack, file):
                yield from _doubled((source, where, text) for where, text in texts(source.data, path))
    for source in sources(pack, "facts.yaml"):
        for where, row in walk(source.data, "metrics[]"):
            options = texts(row, "options[].code")
            yield from _doubled([(source, (*where, *inner), text) for inner, text in options])
    yield from _doubled(_at(pack, LASTING_CODES))


def _at(pack: Pack, table: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[Source, Where, str]]:
    for file, paths in table:
        for source in sources(pack, file):
            for path in paths:
                for where, text in texts(source.data, path):
                    yield source, where, text


def _doubled(places: Iterable[tuple[Source, Where, str]]) -> Iterator[Fault]:
    first: dict[str, Place] = {}
    for source, where, code in places:
        if code not in first:
            first[code] = (source, where)
            continue
        what = say("The code {code} is used twice, first at {place}.", code=code, place=_place(first[code]))
        yield source.fault(where, what, say("Give one of the two another code."))


def doubled_words(pack: Pack) -> Iterator[Fault]:
    """Name every word under which two types, two facts or two cards would be found."""
    for file, owner, paths in OWN_WORDS:
        first: dict[str, tuple[str, Place]] = {}
        for source in sources(pack, file):
            for where, row in walk(source.data, owner) if owner else [((), source.data)]:
                code = str(row.get("code")) if isinstance(row, dict) else ""
                for path in paths:
                    for inner, word in texts(row, path):
                        key = " ".join(word.casefold().split())
                        known, place = first.setdefault(key, (code, (source, (*where, *inner))))
                        if known != code:
                            what = say("The word {word} stands under {other} too.", word=word, other=known)
                            do = say("Take it out here or at {place}.", place=_place(place))
                            yield source.fault((*where, *inner), what, do)


def repeated(pack: Pack) -> Iterator[Fault]:
    """Name every text that stands twice in one list."""
    for source in pack.files.values():
        for where, value in _everything(source.data, ()):
            if not isinstance(value, list):
                continue
            first: dict[str, int] = {}
            for position, text in enumerate(value):
                if isinstance(text, str) and first.setdefault(text.casefold(), position) != position:
                    what = say("{text} stands twice in this list.", text=text)
                    yield source.fault((*where, position), what, say("Keep one of the two."))


def half_translated(pack: Pack) -> Iterator[Fault]:
    """Name every text that stands in one language and not in the other."""
    for source in pack.files.values():
        twins = TWINS | {"law.yaml": LAW_TWINS, "facts.yaml": FACT_TWINS}.get(source.name, {})
        for where, value in _everything(source.data, ()):
            if not isinstance(value, dict):
                continue
            for name in value:
                other = _twin(name, value, twins)
                if value[name] is not None and other and value.get(other) is None:
                    what = say("The text stands in one language only: {other} is missing.", other=other)
                    yield source.fault((*where, other), what, say("Add {other}.", other=other))


def _twin(name: str, row: dict[str, Any], twins: dict[str, str]) -> str:
    """Give the field that says the same in the other language; nothing where a name says no language.

    A field may also stand beside one whose name says no language: colour beside colour_zh, a grade beside its en.
    """
    stem, _, lang = name.rpartition("_")
    if name in twins or lang not in {"zh", "en"}:
        return twins.get(name, "")
    if row.get(stem or "grade") is not None:
        return ""
    other = "en" if lang == "zh" else "zh"
    return f"{stem}_{other}" if stem else other


def schedules(pack: Pack) -> Iterator[Fault]:
    """Name a round that is never owed, or by two rhythms at once."""
    for source in sources(pack, "inspections.yaml"):
        for where, schedule in rows(source.data, "rounds[].schedule"):
            if sum(every is not None for every in schedule.values()) != 1:
                what = say("A schedule has one rhythm: hours, days or per_event.")
                yield source.fault(where, what, say("Write one of them."))


def _everything(value: Any, where: Where) -> Iterator[tuple[Where, Any]]:
    yield where, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _everything(inner, (*where, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _everything(inner, (*where, position))


def _place(place: Place) -> str:
    source, where = place
    return f"{source.name}:{source.line_of(where)}"

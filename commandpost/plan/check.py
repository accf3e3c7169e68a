"""Checks a plan before it is adopted: every fault with file, line and field, none as a traceback (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from commandpost.plan.check_facts import derived_metrics, grade_tests, metric_kinds, start_tests, thresholds
from commandpost.plan.check_lists import doubled_codes, doubled_words, half_translated, repeated, schedules
from commandpost.plan.check_posts import circles, levels_whole, policies_whole
from commandpost.plan.check_steps import breathless, dated, verb_first
from commandpost.plan.check_types import blanks, lasting_codes, type_lists, types_whole
from commandpost.plan.fault import Fault
from commandpost.plan.pack import Pack, read_folder
from commandpost.plan.references import unknown_codes, unmet
from commandpost.plan.schema import schema_faults

MOST = 500  # faults of one check: nobody reads more, and a file of garbage must not take minutes
# each looks at one thing and gives its faults
CHECKS: tuple[Callable[[Pack], Iterable[Fault]], ...] = (
    schema_faults,
    unknown_codes,
    unmet,
    doubled_codes,
    doubled_words,
    repeated,
    half_translated,
    schedules,
    levels_whole,
    circles,
    policies_whole,
    metric_kinds,
    derived_metrics,
    thresholds,
    grade_tests,
    start_tests,
    types_whole,
    lasting_codes,
    type_lists,
    breathless,
    verb_first,
    dated,
    blanks,
)


def check(folder: Path) -> list[Fault]:
    """Give what is wrong with the plan in a folder, faults before warnings, in the order of files and lines."""
    return check_pack(read_folder(folder))


def check_pack(pack: Pack) -> list[Fault]:
    """Give what is wrong with a plan already read; it may be adopted when nothing but warnings is left."""
    found = [*pack.faults]
    for look in CHECKS:
        found += islice(look(pack), MOST)
    first: dict[tuple[str, int, str], Fault] = {}
    for fault in found:
        first.setdefault(
            (fault.file, fault.line, fault.field), fault
        )  # one fault a place: the rest often follows from it
    order = {name: number for number, name in enumerate(pack.files)}
    return sorted(first.values(), key=lambda fault: (fault.warning, order.get(fault.file, len(order)), fault.line))

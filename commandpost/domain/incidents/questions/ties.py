"""Reads how incidents are tied: what was merged into one, what it is linked with (R4.1)."""

from __future__ import annotations

from commandpost.domain.core.numbers import incident_ref
from commandpost.domain.core.unit import Ask
from commandpost.domain.incidents.kinds import IncidentHead, ref_of
from commandpost.domain.incidents.records.ties import TieEnd, Ties

READS = ("incident", "incident_tie", "book")

MERGED = """
SELECT i.id, book.year, book.label, book.number FROM incident i JOIN book ON book.id = i.id WHERE i.merged_into = ? ORDER BY i.recorded_at, i.rowid
"""
# the latest fact of a pair stands, whichever end it was said of; a merged end stands for the one it was merged into
LINKS = """
WITH mine AS (SELECT ?1 AS id UNION SELECT id FROM incident WHERE merged_into = ?1),
pair AS (
  SELECT kind, t.rowid AS n, min(incident_id, other_id) AS low, max(incident_id, other_id) AS high, incident_id, other_id FROM incident_tie t
  WHERE kind IN ('linked', 'unlinked') AND (incident_id IN (SELECT id FROM mine) OR other_id IN (SELECT id FROM mine))),
last AS (SELECT kind, max(n), incident_id, other_id FROM pair GROUP BY low, high),
ends AS (
  SELECT incident_id AS a, other_id AS b FROM last WHERE kind = 'linked' AND incident_id IN (SELECT id FROM mine) UNION ALL
  SELECT other_id, incident_id FROM last WHERE kind = 'linked' AND other_id IN (SELECT id FROM mine))
SELECT coalesce(far.merged_into, far.id), ends.a, ends.b, book.year, book.label, book.number FROM ends
JOIN incident far ON far.id = ends.b JOIN book ON book.id = coalesce(far.merged_into, far.id)
WHERE coalesce(far.merged_into, far.id) != ?1 ORDER BY book.year, length(book.label), book.label, book.number
"""


def merged_into(ask: Ask, incident: str) -> dict[str, str]:
    """Give the incidents that were merged into this one, id -> number, in the order of their recording."""
    return {key: incident_ref(*number) for key, *number in ask(MERGED, (incident,))}


def links_of(ask: Ask, incident: str) -> list[tuple[str, tuple[str, str], str]]:
    """Give the links that stand: the other incident, the pair that was linked, the other one's number."""
    return [(far, (a, b), incident_ref(*number)) for far, a, b, *number in ask(LINKS, (incident,))]


def ties_of(ask: Ask, incident: str) -> Ties:
    """Give an incident's ties as they are shown."""
    merged = tuple(merged_into(ask, incident).values())
    return Ties(merged, tuple(dict.fromkeys(number for _, _, number in links_of(ask, incident))))


def tie_end(ask: Ask, head: IncidentHead) -> TieEnd:
    """Give what the rules look at."""
    into = ref_of(ask, head.merged_into) if head.merged_into else None
    holds = tuple(merged_into(ask, head.id).values())
    return TieEnd(head.ref, head.state == "ended", bool(head.drill), bool(head.after_the_fact), into, holds)

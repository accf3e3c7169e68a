"""Takes the words of an entry out by law, from the entry and from what was written with it: reasons, parts of a report, who was told (R5.4)."""

from __future__ import annotations

from commandpost.domain.core.kinds import Basis, Erased
from commandpost.domain.core.unit import Unit
from commandpost.domain.log.commands.forget import take_out
from commandpost.domain.log.kinds import Book, Entry

# what an entry repeats of a verb's own words; a known person's name is nobody's entry and stays (`person erase` is for that)
BESIDE = """
SELECT DISTINCT beside.id FROM (
  SELECT text AS id FROM report_part WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM level_decision WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM type_change WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM rule_answer WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM criterion_mark WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM state_change WHERE entry_id = ?1 UNION ALL
  SELECT confirmed_by FROM state_change WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM incident_tie WHERE ?1 IN (entry_id, other_entry_id) UNION ALL
  SELECT e.text FROM incident_tie t JOIN log_entry e ON e.id IN (t.entry_id, t.other_entry_id) AND e.id != ?1
    WHERE ?1 IN (t.entry_id, t.other_entry_id) UNION ALL
  SELECT name FROM attachment WHERE told_id = ?1 UNION ALL
  SELECT note FROM attachment WHERE told_id = ?1 UNION ALL
  SELECT who FROM expectation WHERE entry_id = ?1 UNION ALL
  SELECT missing FROM expectation_step WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM expectation_step WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM command_step WHERE entry_id = ?1 UNION ALL
  SELECT reason FROM incident_hold WHERE entry_id = ?1 UNION ALL
  SELECT to_words FROM order_given WHERE entry_id = ?1 UNION ALL
  SELECT note FROM order_step WHERE entry_id = ?1 UNION ALL
  SELECT said_by FROM chain_step WHERE entry_id = ?1 UNION ALL
  SELECT told FROM deadline_change WHERE entry_id = ?1 UNION ALL
  SELECT channel FROM deadline_change WHERE entry_id = ?1 UNION ALL
  SELECT note FROM deadline_change WHERE entry_id = ?1) AS beside
JOIN personal ON personal.id = beside.id WHERE personal.kind != 'name' AND personal.value IS NOT NULL
"""


def redact(unit: Unit, book: Book, entry: Entry, *, basis: Basis, words: list[Erased] = []) -> None:
    """Take an entry's text out, or only the words named; what it was can no longer be read anywhere, that it was stays provable (JOURNAL 3)."""
    take_out(unit, book, entry, basis, words, [row[0] for row in unit(BESIDE, (entry.id,))])

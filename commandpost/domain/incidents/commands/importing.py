"""Reads a file of entries, as other command posts kept them, into an incident: rows and due times as they stood, never raised (R4.2)."""

from __future__ import annotations

import json
from typing import Annotated, Any

from commandpost.domain.contacts.kinds import known_person
from commandpost.domain.core.kinds import Code, Kind, Title
from commandpost.domain.core.refusal import refuse
from commandpost.domain.core.unit import Ask, Unit
from commandpost.domain.incidents.commands.report import Opening, open_incident
from commandpost.domain.incidents.kinds import Incident, TypeCode
from commandpost.domain.incidents.questions.places import known_place
from commandpost.domain.log.commands.writing import Origin, write_entry, write_fact
from commandpost.domain.log.kinds import BookRef, find_metric
from commandpost.locale.words import say


def _rows(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[list[dict[str, Any]], Any]:
    rows = json.loads(raw) if isinstance(raw, str) else list(raw)
    return rows, len(rows)  # the texts stand in the entries; the arguments keep how many there were


Rows = Annotated[list[dict[str, Any]], Kind("ROWS", _rows)]


def import_rows(
    unit: Unit,
    *,
    rows: Rows,
    sha256: Code,
    incident: Incident | None = None,
    new: TypeCode | None = None,
    title: Title | None = None,
) -> None:
    """Import entries that were kept elsewhere into an incident, or into a new one marked after-the-fact (R4.2).

    Each row has at, text, by, channel, place and facts (metric -> value as text). The same bytes twice into one incident are refused.
    """
    first = min(row["at"] for row in rows)
    if incident is None:
        assert new is not None and title is not None  # noqa: S101 - the door asks for one or the other
        book: BookRef = open_incident(unit, Opening(new, title.id, first, first, None, None, None, after_the_fact=True))
    else:
        book = incident
        if unit("SELECT 1 FROM imported_file WHERE incident_id = ? AND sha256 = ?", (incident.id, sha256)):
            raise refuse(
                say("This file was already imported into {number}.", number=incident.ref),
                say("Nothing was imported twice."),
                "R4.2",
                incident.ref,
            )
        unit.incident = incident.id
        unit.make("incident", incident.id, incident.ref)
    plan = unit.plan(incident.plan if incident else None)
    for metric in dict.fromkeys(metric for row in rows for metric in row.get("facts", {})):
        find_metric(
            plan, metric
        )  # a running incident keeps the plan it began with: a figure it does not know is refused
    for row in rows:
        _import_row(unit, book, row)
    unit.insert("imported_file", incident_id=book.id, sha256=sha256, rows=len(rows), at=unit.now)
    unit.tell("reported" if incident is None else "facts_changed", book.id)


def _import_row(unit: Unit, book: BookRef, row: dict[str, Any]) -> None:
    by, channel, place = row.get("by"), row.get("channel"), row.get("place")
    person = known_person(unit, by) if by else None
    known = known_place(unit, place) if place else None
    origin = Origin(
        person=person,
        words=unit.keep("by", by) if by and not person else None,
        channel=unit.keep("channel", channel) if channel else None,
        place_id=known,
        place=unit.keep("place", place) if place and not known else None,
    )
    entry = write_entry(unit, book, unit.keep("entry", row["text"]), "report", origin, at=row["at"])
    for metric, value in row.get("facts", {}).items():
        write_fact(unit, book.id, entry.id, metric, "set", value, at=row["at"])

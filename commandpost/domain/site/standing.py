"""Says where the desk stands: site, stream, label, plan in force, who sits at it; asked before everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from commandpost.domain.core.unit import SiteFacts
from commandpost.store.identity import Identity

Reading = Callable[[str, Sequence[Any]], list[Any]]

STANDING = """
SELECT site.id, site.org_id, site.name, site.zone, site.day_starts, site.language, site.plan,
  stream.id, stream.label, stream.desk_id, stream.desk_letter, person.id, personal.value,
  coalesce((SELECT step = 'started' FROM drill WHERE drill.desk_id = stream.desk_id ORDER BY drill.rowid DESC LIMIT 1), 0)
FROM own JOIN stream ON stream.id = own.value JOIN site ON site.id = stream.site_id
LEFT JOIN person ON person.id =
  (SELECT person_id FROM operator WHERE operator.desk_id = stream.desk_id ORDER BY since DESC, operator.rowid DESC LIMIT 1)
LEFT JOIN personal ON personal.id = person.name
WHERE own.key = 'stream'
"""


def site_facts(read: Reading, identity: Identity | None = None) -> SiteFacts:
    """Give the standing; before the site's first record, or in the first record of a new stream, what the identity says."""
    found = read(STANDING, ())
    if not found:
        assert identity is not None, "a file without a site"  # noqa: S101
        return SiteFacts(
            identity.site,
            identity.org,
            "",
            "UTC",
            "00:00",
            "en",
            None,
            identity.stream,
            identity.label,
            identity.desk,
            identity.desk_letter,
            None,
            None,
        )
    facts = SiteFacts(*found[0])
    facts = facts._replace(drill=bool(facts.drill))  # SQLite knows no truth, only 0 and 1
    if identity is not None and identity.stream != facts.stream:
        return facts._replace(
            stream=identity.stream, label=identity.label, desk=identity.desk, desk_letter=identity.desk_letter
        )
    return facts

"""Opens a site and its desk's journal, adopts a plan pack, names places (R2.1, R4.2; JOURNAL 1.1)."""

from __future__ import annotations

import json
from typing import Annotated, Any

from commandpost.domain.core.kinds import Code, Hour, Kind, Language, NewName, Plain, Reason, Zone
from commandpost.domain.core.unit import Ask, Unit
from commandpost.domain.site.kinds import Department


def _pack(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[str, Any]:
    return str(raw), None  # the row holds the text, the arguments its digest


def _json(ask: Ask, raw: Any, so_far: dict[str, Any]) -> tuple[Any, Any]:
    value = json.loads(str(raw))
    return value, value


PackText = Annotated[str, Kind("JSON", _pack)]
JsonText = Annotated[Any, Kind("JSON", _json)]


def open_site(
    unit: Unit,
    *,
    site: Plain,
    operator: NewName,
    language: Language,
    zone: Zone,
    day_starts: Hour,
    digest: Code,
    content: PackText,
) -> None:
    """Open a site with its first desk, operator and plan pack (R2.1)."""
    here = unit.store.identity
    unit.insert(
        "site", id=here.site, org_id=here.org, name=site, zone=zone, day_starts=day_starts, language=language, plan=digest
    )  # fmt: skip
    _open_stream(unit, None, None)
    person = unit.insert("person", name=operator.id, added_at=unit.now)
    unit.insert("operator", desk_id=here.desk, person_id=person, since=unit.now)
    unit.insert("plan_pack", digest=digest, adopted_at=unit.now, origin="ours", content=content)
    unit.who = person
    unit.make("site", here.site, site)


def new_stream(unit: Unit, reason: Reason, *, parent: JsonText, forgotten: JsonText) -> None:
    """Go on under a new name after a restore, a clone or a copied file; what the law had erased since is erased here too (JOURNAL 1.1, 3)."""
    _open_stream(unit, reason.id, parent)
    for key in forgotten:
        found = unit("SELECT value FROM personal WHERE id = ?", (key,))
        if not found or found[0][0] is None:
            continue
        unit.rewrite(key, None, reason.id)
        unit.insert("redaction", value_id=key, at=unit.now, by_person=unit.who, basis=reason.id)
    unit.make("stream", unit.store.identity.stream, unit.store.identity.label)
    unit.tell("stream_opened")


def _open_stream(unit: Unit, reason: str | None, parent: list[Any] | None) -> None:
    here = unit.store.identity
    stream, seq, digest = parent or (None, None, None)
    unit.insert(
        "stream", id=here.stream, desk_id=here.desk, site_id=here.site, desk_letter=here.desk_letter, label=here.label,
        parent_stream=stream, parent_seq=seq, parent_hash=digest or None, opened_at=unit.now, reason=reason,
    )  # fmt: skip
    unit.store.own("stream", here.stream)


def adopt(unit: Unit, digest: Code, *, content: PackText, origin: Code = "site") -> None:
    """Adopt a plan pack: it holds for incidents from now on, running ones keep theirs (R4.3)."""
    if not unit("SELECT 1 FROM plan_pack WHERE digest = ?", (digest,)):
        unit.insert("plan_pack", digest=digest, adopted_at=unit.now, origin=origin, content=content)
    unit.update("site", unit.site.site_id, plan=digest)
    unit.make("plan_pack", digest, digest[:12])


def add_place(
    unit: Unit, code: Code, *, zh: Plain, en: Plain, word: list[Plain] = [], department: Department | None = None
) -> None:
    """Name a place of the site, or change its names: code, both languages, the words it goes by on the radio (R4.2)."""
    words = json.dumps(sorted(set(word)), ensure_ascii=False)
    known = unit("SELECT id FROM place WHERE code = ? COLLATE NOCASE", (code,))
    if known:
        unit.update("place", known[0][0], zh=zh, en=en, words=words, department=department)
        key = known[0][0]
    else:
        key = unit.insert("place", code=code, zh=zh, en=en, words=words, department=department)
    unit.make("place", key, code)

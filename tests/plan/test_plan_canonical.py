"""The canonical JSON is the plan's version: the same for the same plan, whatever the order of its fields (DESIGN 3)."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from site_plan import SitePlan, ours

from commandpost.plan.pack import Pack, canonical, digest, our_pack_dir, read_folder
from commandpost.plan.source import Source


def _turned(value: Any) -> Any:
    """The same value with the fields of every mapping in the opposite order."""
    if isinstance(value, dict):
        return {name: _turned(inner) for name, inner in reversed(value.items())}
    return [_turned(inner) for inner in value] if isinstance(value, list) else value


def _values(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [inner for each in value.values() for inner in _values(each)]
    return [inner for each in value for inner in _values(each)] if isinstance(value, list) else [value]


def test_the_order_of_fields_changes_nothing() -> None:
    files = {name: Source(name, _turned(source.data)) for name, source in ours().files.items()}
    assert canonical(Pack(ours().folder, files, ())) == canonical(ours())


def test_comments_and_layout_change_nothing_and_a_changed_word_does(tmp_path: Path) -> None:
    site = SitePlan(tmp_path)
    before = digest(canonical(read_folder(site.folder)))
    site.write("facts.yaml", "# our own remark\n\n" + site.text("facts.yaml"))
    assert digest(canonical(read_folder(site.folder))) == before == digest(canonical(ours()))
    site.change("types/fire.yaml", "zh: 火灾", "zh: 火情")
    assert digest(canonical(read_folder(site.folder))) != before


def test_there_is_no_float_in_it_and_a_decimal_is_exact() -> None:
    text = canonical(ours())
    values = _values(json.loads(text, parse_float=lambda typed: 1 / 0))
    assert {type(value) for value in values} <= {str, int, bool, type(None)}
    assert '"hours_ge":"3.5"' in text
    assert Decimal("3.5") in _values(ours().parts)


def test_it_is_sorted_compact_and_utf8_as_typed() -> None:
    text = canonical(ours())
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    assert "应急管理领导小组" in text
    assert digest(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_types_stand_in_their_order_of_precedence() -> None:
    order = [kind["code"] for kind in ours().parts["content"]["incident_types"]]
    assert order[0] == "fire"
    assert order[-1] == "unclassified"
    assert len(order) == 20
    assert set(order) == {file.stem for file in (our_pack_dir() / "types").iterdir()}

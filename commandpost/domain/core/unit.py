"""What a question is handed (Ask) and what a verb is handed (Unit): the file, the plan in force, the site, the moment and who acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from commandpost.store.read import Read

if TYPE_CHECKING:
    from commandpost.plan.reader import Plan
    from commandpost.store.unit import StoreUnit


class SiteFacts(NamedTuple):
    """Where the desk stands and who sits at it; names of the desk's own site are no personal values, the operator's is."""

    site_id: str
    org_id: str
    name: str
    zone: str
    day_starts: str
    language: str
    plan: str | None
    stream: str
    label: str
    desk: str
    desk_letter: str
    operator: str | None
    operator_name: str | None
    drill: bool = False  # an exercise is on at this desk: what is reported now is a drill (R7.3)


class Moment(NamedTuple):
    """Something happened that others may have to follow: its name in `moments.py`, the incident, what exactly."""

    name: str
    incident: str | None
    subject: str | None = None


class Ask:
    """The answering side: `ask(sql, params)` reads; beside it the plan, the site and the moment asked for."""

    def __init__(self, read: Read, site: SiteFacts, plan_of: Callable[[str], Plan], now: str) -> None:
        self._read, self.site, self._plan_of, self.now = read, site, plan_of, now
        self.remarks: list[str] = []

    def __call__(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        return self._read(sql, params)

    def plan(self, digest: str | None = None) -> Plan:
        """Give the plan pack in force, or the version an incident began with."""
        wanted = digest or self.site.plan
        assert wanted, "a site without a plan pack"  # noqa: S101
        return self._plan_of(wanted)

    def keep(self, kind: str, value: str, subject: str | None = None) -> str:
        """A question keeps nothing: it is handed plain text."""
        raise TypeError("a question writes nothing")

    def mention(self, key: str) -> dict[str, str]:
        """Give how the journal mentions a personal value."""
        return {"$p": key}

    def remark(self, text: str) -> None:
        """Say something beside the answer: what a person should know now."""
        self.remarks.append(text)


class Made(NamedTuple):
    """Something a verb made: what it is, its id, and the number that people say."""

    kind: str
    id: str
    ref: str


@dataclass(slots=True)
class Unit(Ask):
    """The acting side: everything of Ask within one unit of work, and the ways to write."""

    store: StoreUnit
    site: SiteFacts
    _plan_of: Callable[[str], Plan]
    now: str
    at: str
    who: str | None
    new_id: Callable[[], str]
    at_given: bool = False
    drill: bool = False
    incident: str | None = None
    why: dict[str, str] | None = None
    made: list[Made] = field(default_factory=list)
    told: list[Moment] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    forgotten: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)  # hashes whose bytes the law took: they leave the shelf after the commit

    def __call__(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        return self.store.read(sql, params)

    def insert(self, table: str, **fields: Any) -> str:
        """Insert a row under a fresh id (or the `id` given); gives the id."""
        row = {"id": fields.pop("id", None) or self.new_id(), **fields}
        self.store.insert(table, row)
        return str(row["id"])

    def update(self, table: str, key: str, when: dict[str, Any] | None = None, **fields: Any) -> bool:
        """Change fields of a row, where `when` still holds; gives whether a row was changed."""
        return self.store.update(table, key, fields, when) == 1

    def keep(self, kind: str, value: str, subject: str | None = None) -> str:
        """Store a personal value; gives its id."""
        return self.store.values.keep(kind, value, subject)

    def mention(self, key: str) -> dict[str, str]:
        """Give how the journal mentions a personal value, with its commitment when this unit wrote it."""
        return self.store.values.mention(key)

    def tell(self, name: str, incident: str | None = None, subject: str | None = None) -> None:
        """Let others follow: their reactions run after the verb, each in its own savepoint."""
        self.told.append(Moment(name, incident, subject))

    def make(self, kind: str, key: str, ref: str) -> None:
        """Say what was made; the first is what the verb prints."""
        self.made.append(Made(kind, key, ref))

    def rewrite(self, key: str, value: str | None, basis: str) -> None:
        """Take a personal value out (None) or put a redacted text in its place; after the commit the file is swept of the old one."""
        kind, old = self.store.values.rewrite(key, value, basis, self.who)
        if kind == "contents" and old is not None:
            self.gone.add(old)
        self.forgotten[key] = "erased" if value is None else "redacted"

"""What the desk knows of where it stands: the site, the lives of this desk's journal, the adopted plan, the places (R6.3; JOURNAL 1.1)."""

from __future__ import annotations

from commandpost.domain.core.columns import SQLModel, code_of, ident, key, moment, personal, plain, shared, whole


class Site(SQLModel, table=True):
    """The place that serves customers: its zone, the hour its duty day turns, its language, the plan in force."""

    __tablename__ = "site"
    __table_args__ = shared("record")
    id: str = key()
    org_id: str = ident()
    name: str = plain()
    zone: str = plain()
    day_starts: str = plain()
    language: str = code_of("zh_CN", "en")
    plan: str | None = plain(nullable=True)


class Stream(SQLModel, table=True):
    """One life of one writer; a restored or copied file goes on under a new one."""

    __tablename__ = "stream"
    __table_args__ = shared("fact")
    id: str = key()
    desk_id: str = ident()
    site_id: str = ident("site")
    desk_letter: str = code_of()
    label: str = code_of()
    parent_stream: str | None = ident(nullable=True)
    parent_seq: int | None = whole(nullable=True)
    parent_hash: str | None = plain(nullable=True)
    root_key: str | None = plain(nullable=True)
    opened_at: str = moment()
    reason: str | None = personal(nullable=True)


class Drill(SQLModel, table=True):
    """A desk's exercise begun or ended, with who and why: what is reported in between is a drill for ever (R7.3)."""

    __tablename__ = "drill"
    __table_args__ = shared("fact", indexes=("desk(desk_id)",))
    id: str = key()
    desk_id: str = ident()
    step: str = code_of("started", "stopped")
    at: str = moment()
    recorded_at: str = moment()
    by_person: str | None = ident(nullable=True)
    reason: str | None = personal(nullable=True)


class PlanPack(SQLModel, table=True):
    """A plan pack as it was adopted: canonical JSON whose SHA-256 is its version; running incidents keep theirs."""

    __tablename__ = "plan_pack"
    __table_args__ = shared("fact", indexes=("digest(digest)",))
    id: str = key()
    digest: str = plain()
    adopted_at: str = moment()
    origin: str = code_of("ours", "site")
    content: str = plain()


class Place(SQLModel, table=True):
    """A known place of the site, with the words it goes by on the radio."""

    __tablename__ = "place"
    __table_args__ = shared("record", indexes=("code(code)",))
    id: str = key()
    code: str = code_of()
    zh: str = plain()
    en: str = plain()
    words: str = plain()
    department: str | None = code_of(nullable=True)


class Finding(SQLModel, table=True):
    """A reaction that failed while the verb itself went through: which one, on what; the words of the fault are in the log file."""

    __tablename__ = "finding"
    __table_args__ = shared("fact")
    id: str = key()
    at: str = moment()
    reaction: str = plain()
    fault: str = plain()
    incident_id: str | None = ident(nullable=True)

"""People, who holds which post, and who sits at the desk (R2.1, R2.2, R6.2)."""

from __future__ import annotations

from commandpost.domain.core.columns import SQLModel, code_of, ident, key, moment, personal, shared, whole


class Person(SQLModel, table=True):
    """Somebody the desk can name; the name is a personal value and can be erased."""

    __tablename__ = "person"
    __table_args__ = shared("record")
    id: str = key()
    name: str = personal()
    added_at: str = moment()
    erased_at: str | None = moment(nullable=True)


class Phone(SQLModel, table=True):
    """A telephone number of a person; `place` is its place in the order in which the person wants to be called."""

    __tablename__ = "phone"
    __table_args__ = shared("fact", indexes=("person(person_id, place)",))
    id: str = key()
    person_id: str = ident("person")
    number: str = personal()
    place: int = whole()


class PostHolder(SQLModel, table=True):
    """Who holds a post from a moment on; the latest row of a post and rank counts, nobody when it names nobody."""

    __tablename__ = "post_holder"
    __table_args__ = shared("fact", indexes=("post(post, rank, since)",))
    id: str = key()
    post: str = code_of()
    rank: int = whole()
    person_id: str | None = ident("person", nullable=True)
    since: str = moment()


class Operator(SQLModel, table=True):
    """Who sits at a desk from a moment on."""

    __tablename__ = "operator"
    __table_args__ = shared("fact", indexes=("desk(desk_id, since)",))
    id: str = key()
    desk_id: str = ident()
    person_id: str = ident("person")
    since: str = moment()

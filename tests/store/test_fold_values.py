"""Every text and name beside the journal is accounted for by the record that kept it, whether a row took it or not (JOURNAL 1.8, 3)."""

from __future__ import annotations

import pytest

from commandpost.desk import tables
from commandpost.store.ddl import shape_of
from commandpost.store.verify import verify
from tests.story import Post, prove


def found(post: Post, statement: str, *params: object) -> str | None:
    """Change the file behind the desk's back; gives what verify says of it, and undoes the change."""
    raw = post.desk._need_writer().raw
    names = [row[0] for row in raw.execute("SELECT name FROM main.sqlite_master WHERE type = 'trigger'")]
    raw.execute("SAVEPOINT behind")
    try:
        for name in names:
            raw.execute(f"DROP TRIGGER main.{name}")
        raw.execute(statement, params)
        return look(post)
    finally:
        raw.execute("ROLLBACK TO behind")
        raw.execute("RELEASE behind")


def look(post: Post) -> str | None:
    """Give the fault that verify finds on the writing connection, which sees what is not committed yet."""
    raw = post.desk._need_writer().raw

    class Inside:
        """The same connection, already within a transaction."""

        def execute(self, sql: str, *rest: object) -> object:
            return raw.execute("SELECT 1") if sql in ("BEGIN", "ROLLBACK") else raw.execute(sql, *rest)

        def cursor(self) -> object:
            return raw.cursor()

    return verify(Inside(), [shape_of(table) for table in tables()], lambda stream: None).fault  # type: ignore[arg-type]


def test_a_word_that_no_row_took_is_known(post: Post) -> None:
    """A place that is known by name, an operator who sits down again: the words stand in the arguments alone."""
    post.do("place.add", "2F", zh="二楼", en="second floor")
    post.do("operator.take", "Lin Wei")
    number = post.report("fire smoke")
    post.do("log.add", number, "smoke under the ceiling", by="Guard 12", place="2F")
    prove(post.desk)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE personal SET value = 'another word' WHERE value = 'smoke under the ceiling'", "a text or name beside it was changed"),
        ("UPDATE personal SET value = NULL, salt = NULL WHERE value = 'Guard 12'", "a text or name beside it was changed"),
        ("DELETE FROM personal WHERE value = 'Guard 12'", "a value it speaks of is gone"),
        ("INSERT INTO personal(id, kind, value, state) VALUES ('x', 'entry', 'never said', 'kept')", "the journal knows of"),
        ("UPDATE log_entry SET number = 9 WHERE number = 2", "log_entry is not as it was written"),
        ("UPDATE log_entry SET points_to = NULL, drill = 1 WHERE number = 2", "log_entry is not as it was written"),
        ("DELETE FROM log_entry WHERE number = 2", "log_entry is not as it was written"),
        ("INSERT INTO strike SELECT id, id, event_at, author, text FROM log_entry WHERE number = 2", "holds a row that no record wrote"),
        ("UPDATE incident SET level = 'I'", "is not what the journal says"),
        ("DELETE FROM incident", "is gone"),
        ("UPDATE journal SET hlc = '0' WHERE seq = 3", "a column beside the body says something else"),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_desk_is_named(post: Post, statement: str, says: str) -> None:
    """Each kind of change in a table or beside it ends in its own sentence."""
    number = post.report("fire smoke !III")
    post.do("log.add", number, "smoke under the ceiling", by="Guard 12")
    assert look(post) is None
    fault = found(post, statement)
    assert fault is not None and says in fault, fault

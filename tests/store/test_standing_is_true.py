"""A desk that asks only once who sits there still knows it when somebody else has sat down since (R6.2)."""

from __future__ import annotations

import pytest

from commandpost.desk import open_desk
from commandpost.domain.core.refusal import Refused
from tests.story import Post


def author(post: Post, number: str, entry: int) -> str:
    """Give who wrote an entry."""
    return str(post.ask("log.list", number)[entry - 1].author)


def test_another_program_changes_the_operator(post: Post) -> None:
    """What another process committed counts in the very next unit of work."""
    number = post.report("fire smoke")
    post.do("log.add", number, "first")
    with open_desk(post.folder / "data", post.folder / "state", clock=post.clock) as other:
        other.do("operator.take", "Chen Yu")
    post.do("log.add", number, "second")
    assert [author(post, number, n) for n in (1, 2, 3)] == ["Lin Wei", "Lin Wei", "Chen Yu"]
    assert post.desk.site.operator_name == "Chen Yu"


def test_this_desk_changes_the_operator(post: Post) -> None:
    """What this desk itself changed counts as well, and what was refused does not."""
    number = post.report("fire smoke")
    post.do("operator.take", "Chen Yu")
    post.do("log.add", number, "second")
    with pytest.raises(Refused):
        post.desk.do("operator.take", "  ")
    post.do("log.add", number, "third")
    assert [author(post, number, n) for n in (1, 2, 3)] == ["Lin Wei", "Chen Yu", "Chen Yu"]
    assert post.desk.site.operator_name == "Chen Yu"


def test_an_erased_operator_has_no_name(post: Post) -> None:
    """A name that the law took out is gone from what the desk knows by heart."""
    post.do("operator.take", "Chen Yu")
    post.do("person.erase", "Chen Yu", basis="asked for")
    post.report("fire smoke")
    assert post.desk.site.operator_name is None

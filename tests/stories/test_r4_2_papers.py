"""A photo of the burnt fryer stands in the book beside the words: copied, numbered, proved; and can be forgotten by law (R4.2, R5.4)."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from commandpost.domain.core.kinds import Misused
from commandpost.domain.log.papers import close_opened, prove, standing, strays, sweep_strays
from commandpost.store.shelf import Shelf
from tests.store.behind import everywhere
from tests.story import Post

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


def a_file(post: Post, name: str = "fryer.jpg", content: bytes = PHOTO) -> str:
    """A file beside the desk's folders, as from a telephone."""
    place = post.folder / "phone"
    place.mkdir(exist_ok=True)
    (place / name).write_bytes(content)
    return str(place / name)


def sound(post: Post) -> str | None:
    """The first fault of the attached files."""
    return prove(post.desk.reader, Shelf(post.desk.folder)).fault


def test_a_photo_is_copied_and_the_log_tells_of_it(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    path = a_file(post)
    done = post.at("13:05").do("attachment.add", number, path, note="after the water")
    assert done.made[0].kind == "attachment" and done.ref == "1"
    os.unlink(path)
    (paper,) = post.ask("attachment.list", number)
    assert (paper.number, paper.name, paper.size, paper.media, paper.by, paper.entry, paper.note, paper.state) == (
        "1", "fryer.jpg", len(PHOTO), "image/jpeg", "Lin Wei", "2", "after the water", "kept",
    )  # fmt: skip
    assert paper.sha256 == hashlib.sha256(PHOTO).hexdigest() and post.local(paper.at) == "13:05"
    assert post.log(number)[-1].text == "Attachment 1: fryer.jpg · after the water"
    kept = Shelf(post.desk.folder).path(paper.sha256)
    assert kept.read_bytes() == PHOTO and sound(post) is None
    if os.name == "posix":
        assert [path.stat().st_mode & 0o777 for path in (kept, kept.parent, kept.parent.parent)] == [0o600, 0o700, 0o700]
    assert not post.desk.reader("SELECT 1 FROM journal WHERE instr(body, ?)", (paper.sha256,)), "its hash can be forgotten"


def test_it_hangs_at_an_entry_or_in_the_duty_log(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("log.add", number, "the fryer")
    assert post.do("attachment.add", number, a_file(post), entry="#2").ref == "1"
    assert post.do("attachment.add", number, a_file(post, "plan.pdf", b"%PDF-1.4 x"), entry="#1").ref == "2"
    assert post.do("attachment.add", "duty", a_file(post, "list.txt", b"who was here")).ref == "1"
    assert [(p.number, p.entry, p.media) for p in post.ask("attachment.list", number)] == [
        ("1", "2", "image/jpeg"), ("2", "1", "application/pdf"),
    ]  # fmt: skip
    assert [(p.entry, p.media, p.book) for p in post.ask("attachment.list", "duty")] == [("1", "text/plain", "duty:2026-11-05")]
    assert len(post.log(number)) == 2, "an entry that it hangs at tells of it"
    assert post.refuses("attachment.add", number, a_file(post), entry="#9").clause == "R4.2"


def test_the_same_bytes_lie_there_once(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("attachment.add", number, a_file(post))
    post.do("attachment.add", number, a_file(post, "again.jpg"))
    assert len(list(Shelf(post.desk.folder).files())) == 1 == len(standing(post.desk.reader))
    assert [p.name for p in post.ask("attachment.list", number)] == ["fryer.jpg", "again.jpg"]


def test_a_retry_attaches_once(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    first = post.do("attachment.add", number, a_file(post), key="k")
    again = post.do("attachment.add", number, a_file(post), key="k")
    assert again.again and again.ref == first.ref and len(post.ask("attachment.list", number)) == 1
    assert "other words" in post.refuses("attachment.add", number, a_file(post, "x", b"other bytes"), key="k").what


def test_a_merged_ones_papers_stand_with_the_others(post: Post) -> None:
    early, late = post.report("fire 2F smoke !III"), post.report("fire 2F !III")
    post.do("attachment.add", early, a_file(post))
    post.do("log.add", late, "second floor closed")
    post.do("incident.merge", early, late, reason="same")
    post.do("attachment.add", early, a_file(post, "b.jpg", PHOTO + b"b"), entry="#1")
    post.do("attachment.add", late, a_file(post, "c.jpg", PHOTO + b"c"), entry="#2")
    papers = post.ask("attachment.list", early)
    assert [(p.book, p.number, p.name) for p in papers] == [(early, "1", "fryer.jpg"), (late, "1", "b.jpg"), (late, "2", "c.jpg")]
    entry = post.desk.reader(
        "SELECT b.number FROM attachment a JOIN log_entry e ON e.id = a.entry_id JOIN book b ON b.id = e.book_id WHERE a.number = 1"
    )
    assert entry == [(1,)], "#1 of the number that was typed"
    post.do("attachment.redact", early, "1", basis="asked for")
    assert [p.state for p in post.ask("attachment.list", late)] == ["erased", "kept", "kept"]


@pytest.mark.parametrize("name", ["烧坏的炸炉.jpg", "a b\tc.jpg", "\u202egpj.exe", "line\nbreak.jpg", "'; DROP TABLE log_entry; --", "e\u0301.jpg", "👩‍🚒.jpg"])
def test_any_name_is_kept_exactly(post: Post, name: str) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("attachment.add", number, a_file(post, name))
    assert post.ask("attachment.list", number)[0].name == name and sound(post) is None


def test_a_link_is_read_through_and_a_path_may_be_relative(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    number = post.report("fire 2F smoke !III")
    path = Path(a_file(post))
    (path.parent / "link.jpg").symlink_to(path)
    monkeypatch.chdir(path.parent)
    post.do("attachment.add", number, "link.jpg")
    post.do("attachment.add", number, "./fryer.jpg")
    assert [p.name for p in post.ask("attachment.list", number)] == ["link.jpg", "fryer.jpg"]
    assert not Shelf(post.desk.folder).path(hashlib.sha256(PHOTO).hexdigest()).is_symlink()
    (path.parent / "broken.jpg").symlink_to(path.parent / "nowhere")
    (path.parent / "round.jpg").symlink_to(path.parent / "round.jpg")
    (path.parent / "folder.jpg").symlink_to(path.parent)
    for link in ("broken.jpg", "round.jpg", "folder.jpg"):
        post.refuses("attachment.add", number, link)


def test_what_is_no_file_is_said(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    phone = Path(a_file(post)).parent
    (phone / "empty.jpg").touch()
    if hasattr(os, "mkfifo"):
        os.mkfifo(phone / "pipe")
        assert "no plain file" in post.refuses("attachment.add", number, str(phone / "pipe")).what
    assert "no plain file" in post.refuses("attachment.add", number, "/dev/zero").what
    assert "is a folder" in post.refuses("attachment.add", number, str(phone)).what
    assert "is empty" in post.refuses("attachment.add", number, str(phone / "empty.jpg")).what
    assert "There is no file" in post.refuses("attachment.add", number, str(phone / "none.jpg")).what
    assert "There is no file" in post.refuses("attachment.add", number, "a\0b").what
    with pytest.raises(Misused):
        post.desk.do("attachment.add", number, "half\udce9.jpg")
    (post.desk.folder / "settings.toml").write_text("attachment_mb = 1\n")
    refusal = post.refuses("attachment.add", number, a_file(post, "film.mp4", b"x" * 1_100_000))
    assert "is too large, 2 MB; at most 1 MB are kept" in refusal.what and "attachment_mb" in refusal.do
    assert not list(Shelf(post.desk.folder).files())


def test_bytes_that_another_desk_took_away_meanwhile_are_not_named(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    number = post.report("fire 2F smoke !III")
    put = Shelf.put

    def gone(shelf: Shelf, source: Path, most: int) -> object:
        kept = put(shelf, source, most)
        kept.path.unlink()  # between the copy and the record
        return kept

    monkeypatch.setattr(Shelf, "put", gone)
    assert "took these bytes away" in post.refuses("attachment.add", number, a_file(post)).what


def test_the_law_takes_the_bytes_from_every_file(post: Post) -> None:
    number, other = post.report("fire 2F smoke !III"), post.report("fire 3F !III")
    secret = b"%PDF- the medical record of Mrs Pemberton"
    post.do("attachment.add", number, a_file(post, "Pemberton.pdf", secret), note="of Mrs Pemberton")
    post.do("attachment.add", other, a_file(post, "copy.pdf", secret), entry="#1")
    post.do("attachment.add", other, a_file(post))
    (post.folder / "phone" / "Pemberton.pdf").unlink()
    (post.folder / "phone" / "copy.pdf").unlink()
    opened = post.desk.folder / "opened" / "x"
    opened.mkdir(parents=True)
    (opened / "Pemberton.pdf").write_bytes(secret)
    sha = hashlib.sha256(secret).hexdigest()
    assert post.desk.ask("search", "Pemberton")
    done = post.do("attachment.redact", number, "1", basis="art. 47")
    assert done.remarks == ["The same bytes went from 26-0002, attachment 1."]
    assert [(p.state, p.name, p.sha256, p.note) for p in post.ask("attachment.list", number)] == [("erased", "[erased]", None, "[erased]")]
    assert [p.state for p in post.ask("attachment.list", other)] == ["erased", "kept"]
    assert not [word for word in ("Pemberton", "pemberton", sha) if everywhere(word, post.folder)], "from every byte of every file"
    assert not list((post.desk.folder / "opened").rglob("*"))
    assert sound(post) is None and post.desk.ask("search", "Pemberton") == []
    assert post.refuses("attachment.redact", number, "1", basis="again").clause == "R5.4"
    assert post.refuses("attachment.redact", number, "7", basis="x").clause == "R4.2"
    post.do("attachment.add", number, a_file(post, "new.pdf", secret))  # a person decides what is attached again
    assert sound(post) is None


def test_a_persons_name_on_a_paper_is_told_when_the_person_is_erased(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("person.add", "Hepzibah Moss")
    post.do("attachment.add", number, a_file(post, "Hepzibah Moss.jpg"), entry="#1")
    done = post.do("person.erase", "Hepzibah Moss", basis="asked for")
    assert "Still named in 26-0001, attachment 1" in done.remarks
    post.do("log.add", number, "hose laid")
    post.do("attachment.add", number, a_file(post, "Ottoline.jpg", b"GIF89a"))
    post.do("log.redact", number, "#3", basis="asked for", words=["Ottoline"])
    assert post.ask("attachment.list", number)[-1].name == "[erased].jpg" and sound(post) is None


def test_what_nobody_names_is_swept_once_it_is_old(post: Post) -> None:
    number = post.report("fire 2F smoke !III")
    post.do("attachment.add", number, a_file(post))
    shelf = Shelf(post.desk.folder)
    kept = shelf.put(Path(a_file(post, "stray.jpg", b"\xff\xd8\xff stray")), 10**6)
    assert strays(post.desk.reader, post.desk.folder) == [kept.path]
    writer = post.desk._need_writer()
    assert sweep_strays(writer, post.desk.folder) == 0 and kept.path.exists(), "another desk may be about to name it"
    os.utime(kept.path, (1, 1))
    named = shelf.path(hashlib.sha256(PHOTO).hexdigest())
    os.utime(named, (1, 1))
    post.desk.idle()
    assert not kept.path.exists() and named.exists() and not strays(post.desk.reader, post.desk.folder)
    close_opened(post.desk.folder)

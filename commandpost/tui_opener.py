"""Hands the screen what it needs to open this folder's desk, or to make one where there is none; imports nothing heavy before it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commandpost.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from commandpost.desk import Desk
    from commandpost.watch.watching import Watching


class Opening:
    """How to open, and how to make, the desk of one data folder."""

    def __init__(self, settings: Settings, spoken: str | None) -> None:
        self.settings, self.spoken = settings, spoken

    def __call__(self) -> Desk:
        """Open the desk; may raise Refused."""
        from commandpost.desk import open_desk

        chosen = self.settings.chosen("language")
        return open_desk(self.settings.data, self.settings.state, language=self.spoken or (chosen if chosen != "site" else None))

    def watch(
        self, on_raised: Callable[[Any], None], *, ring: Callable[[], None] | None, write: Callable[[str], None] | None, desktop: bool
    ) -> Watching:
        """Make the watch of this desk; what the site's own program is the settings file says."""
        from commandpost.watch.channels.program import words_of
        from commandpost.watch.watching import Watching

        program = words_of(self.settings.values.get("program")) or ()
        return Watching(
            self.settings.data, self.settings.state, on_raised, ring=ring, write=write, program=program, desktop=desktop
        )

    def exists(self) -> bool:
        """Whether a desk's file is there, or may be: of a folder that cannot be looked into the opening says what is wrong."""
        from commandpost.store.files import DATABASE

        try:
            return (self.settings.data / DATABASE).exists()
        except OSError:
            return True

    def init(self, *, site: str, desk: str, operator: str, language: str, zone: str, day_starts: str = "00:00") -> Desk:
        """Make the desk; may raise Refused."""
        from commandpost.desk import create_desk

        return create_desk(
            self.settings.data, self.settings.state, site=site, desk=desk, operator=operator, language=language, zone=zone, day_starts=day_starts
        )  # fmt: skip

    def zone(self) -> str:
        """Give this machine's time zone, proposed at the first run."""
        from commandpost.doors import local_zone

        return local_zone()

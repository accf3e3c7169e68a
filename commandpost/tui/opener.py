"""What the door hands to the screen: how to open this desk, or make one where there is none (DESIGN 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from commandpost.desk import Desk
    from commandpost.settings import Settings
    from commandpost.watch.watching import Watching


class Opener(Protocol):
    """Cheap to make: it imports nothing before it is called."""

    @property
    def settings(self) -> Settings | None:
        """What the settings file said; none: nothing that is chosen here lasts."""
        ...

    def __call__(self) -> Desk:
        """Open the desk; called in a thread; may raise Refused."""
        ...

    def watch(
        self, on_raised: Callable[[Any], None], *, ring: Callable[[], None] | None, write: Callable[[str], None] | None, desktop: bool
    ) -> Watching | None:
        """Make the watch of this desk, not started yet; none: nobody watches here."""
        ...

    def exists(self) -> bool:
        """Whether there is a desk in the data directory."""
        ...

    def init(self, *, site: str, desk: str, operator: str, language: str, zone: str) -> Desk:
        """Make one and give it open; called in a thread; may raise Refused."""
        ...

    def zone(self) -> str:
        """Give this machine's time zone, proposed at the first run."""
        ...

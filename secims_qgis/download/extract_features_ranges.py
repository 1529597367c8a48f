"""Which features to ask for next, where the number of all is known: ranges that fit what the server gives."""

from __future__ import annotations

from secims_qgis.download.extract_features_request import Ask, ItemsAddress, page_url

MIN_COUNT = 10


class RangePlan:
    """Hands out ranges of features, and learns from what comes back.

    A page that is short is no end: it shows how many the server gives at once.
    """

    def __init__(self, address: ItemsAddress, total: int, largest: int) -> None:
        """Plan for the features of ``address``, ``largest`` at once where the server lets it be."""
        self._address, self._total = address, total
        self._largest = self._count = max(MIN_COUNT, largest)
        self._place = self._asked = 0
        self._short = 0

    def begin_at(self, count: int, asked: int) -> None:
        """Note how many have come of the first range that was asked for."""
        largest, self._asked = self._largest, count
        self.came(count, asked)
        if count == asked:
            self._count = largest

    @property
    def is_complete(self) -> bool:
        """Whether as many have come as there are."""
        return self._place >= self._total

    def next(self) -> Ask | None:
        """Return what to ask for now; None where everything has been asked for."""
        count = min(self._count, self._total - self._asked)
        if count <= 0:
            return None
        # One more than there should be, at the end: if it comes, the number of all is wrong.
        is_last = self._asked + count == self._total and count < self._largest
        ask = Ask(page_url(self._address, self._asked, count + is_last), self._asked, count)
        self._asked += count
        return ask

    def came(self, count: int, asked: int) -> bool:
        """Note how many came of those that were asked for.

        Returns whether the requests under way still fit; otherwise they must be dropped.
        """
        self._place += count
        if count == asked:
            self._count = min(self._largest, 2 * self._count)
            return True
        if count == self._short:  # twice the same: that is what it gives at once
            self._largest = max(MIN_COUNT, count)
        self._short = count
        self._count = max(MIN_COUNT, min(count, self._largest))
        self._asked = self._place
        return False

    def was_too_much(self, asked: int) -> bool:
        """Ask for less; returns False where that is not possible any more."""
        if asked <= MIN_COUNT:
            return False
        self._count = self._largest = max(MIN_COUNT, asked // 4)
        self._asked = self._place
        return True

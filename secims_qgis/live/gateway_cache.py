"""What the gateway remembers, the latest used, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_Kept = TypeVar("_Kept")


class ByteCache(Generic[_Kept]):
    """Keeps values by key; those not used for longest go first."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[Hashable, tuple[_Kept, int]] = OrderedDict()
        self.size_bytes = 0

    def get(self, key: Hashable) -> _Kept | None:
        """Return what is kept under a key, if anything is."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: _Kept, size_bytes: int) -> None:
        """Keep a value, unless it alone would drive out a quarter of the others."""
        if size_bytes > self._max_bytes // 4:
            return
        _old, old_size = self._kept.pop(key, (None, 0))
        self._kept[key] = (value, size_bytes)
        self.size_bytes += size_bytes - old_size
        while self.size_bytes > self._max_bytes:
            _key, (_value, size) = self._kept.popitem(last=False)
            self.size_bytes -= size

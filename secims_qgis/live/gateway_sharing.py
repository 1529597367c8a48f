"""Work for several who wait at the gateway: done once, in one piece, and not at all for nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Hashable, Sequence
from functools import partial
from typing import Any, Callable, NamedTuple, TypeVar

from secims_qgis.live.pmtiles_header import Section

GATHER_S = 0.008
"""A frame asks for one tile after the other; those that are neighbours in the archive go together."""
GATHER_LONGEST_S = 0.025
"""However many more still come, the first is not kept waiting for longer."""
MAX_SPAN_BYTES = 2_000_000
MAX_SPAN_RATIO = 1.05
"""Of what is fetched in one piece to what was asked for."""
_Answer = TypeVar("_Answer")


class Sharing:
    """Lets all who want the same wait for one piece of work, which ends when the last one goes away."""

    def __init__(self) -> None:
        self._running: dict[Hashable, _Shared] = {}

    async def get(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, _Answer]]) -> _Answer:
        """Return the answer of the work that runs under this key; ``work`` starts it if none does."""
        shared = self._running.get(key)
        if shared is None:
            shared = self._running[key] = _Shared(asyncio.ensure_future(work()))
            shared.task.add_done_callback(lambda _task: self._ended(key, shared))
        shared.waiting += 1
        try:
            return await asyncio.shield(shared.task)
        finally:
            shared.waiting -= 1
            if not shared.waiting and not shared.task.done():
                self._ended(key, shared)
                shared.task.cancel()

    def _ended(self, key: Hashable, shared: _Shared) -> None:
        if self._running.get(key) is shared:
            del self._running[key]
        if shared.task.done() and not shared.task.cancelled():
            shared.task.exception()  # seen: nobody may be left to whom it could be raised


class _Shared:
    def __init__(self, task: asyncio.Future[Any]) -> None:
        self.task = task
        self.waiting = 0


class _Wish(NamedTuple):
    section: Section
    answer: asyncio.Future[bytes]


class RangeReader:
    """Fetches sections of one file; neighbours that are wanted at the same moment in one request."""

    def __init__(self, fetch: Callable[[Section], Awaitable[bytes]]) -> None:
        self._fetch = fetch
        self._wishes: list[_Wish] = []
        self._timer: asyncio.TimerHandle | None = None
        self._send_by = 0.0
        self._spans: set[asyncio.Future[None]] = set()

    async def read(self, section: Section) -> bytes:
        """Return the bytes of a section; raises what ``fetch`` does."""
        loop = asyncio.get_running_loop()
        wish = _Wish(section, loop.create_future())
        if not self._wishes:
            self._send_by = loop.time() + GATHER_LONGEST_S
        self._wishes.append(wish)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_at(min(loop.time() + GATHER_S, self._send_by), self._send)
        return await wish.answer

    def _send(self) -> None:
        self._timer = None
        wishes = [wish for wish in self._wishes if not wish.answer.done()]
        self._wishes = []
        for span, members in _in_spans(wishes):
            task = asyncio.ensure_future(self._serve(span, members))
            self._spans.add(task)
            task.add_done_callback(self._spans.discard)
            for wish in members:
                wish.answer.add_done_callback(partial(_stop_if_unwanted, members, task))

    async def _serve(self, span: Section, wishes: Sequence[_Wish]) -> None:
        try:
            data = await self._fetch(span)
        except Exception as error:  # noqa: BLE001 - for those who wait
            for wish in wishes:
                if not wish.answer.done():
                    wish.answer.set_exception(error)
            return
        for wish in wishes:
            if not wish.answer.done():
                begin = wish.section.offset - span.offset
                wish.answer.set_result(data[begin : begin + wish.section.length])


def _stop_if_unwanted(
    wishes: Sequence[_Wish], task: asyncio.Future[None], _answer: asyncio.Future[bytes]
) -> None:
    if all(wish.answer.cancelled() for wish in wishes):
        task.cancel()


def _in_spans(wishes: Sequence[_Wish]) -> list[tuple[Section, list[_Wish]]]:
    """Join what lies side by side in the file, or with gaps that weigh less than a request."""
    spans: list[tuple[Section, list[_Wish]]] = []
    wanted = 0
    for wish in sorted(wishes, key=lambda each: each.section):
        if spans:
            span, members = spans[-1]
            joined = Section(span.offset, max(span.end, wish.section.end) - span.offset)
            fresh = max(0, wish.section.end - max(span.end, wish.section.offset))
            if joined.length <= min(MAX_SPAN_BYTES, MAX_SPAN_RATIO * (wanted + fresh)):
                spans[-1] = (joined, [*members, wish])
                wanted += fresh
                continue
        spans.append((wish.section, [wish]))
        wanted = wish.section.length
    return spans

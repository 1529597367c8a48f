"""What servers write into Retry-After."""

from __future__ import annotations

import pytest

from secims_qgis.network import open_session
from secims_qgis.network.errors import HttpError
from secims_qgis.network.fetch import fetch_bytes
from secims_qgis.network.retry_after import retry_after_s
from tests.fault_server import fault_server


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 0 "}, 0),
        (
            {
                "Retry-After": "Mon, 06 Jan 2025 10:00:30 GMT",
                "Date": "Mon, 06 Jan 2025 10:00:00 GMT",
            },
            30,
        ),
        ({"Retry-After": "Mon, 06 Jan 2025 09:00:00 GMT", "Date": "Mon, 06 Jan 2025 10:00:00 GMT"}, 0),
        ({"Retry-After": "Mon, 06 Jan 2025 09:00:00 GMT"}, 0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "9" * 30}, None),
        ({"Retry-After": "Mon, 99 Jan 2025 09:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(headers, seconds):
    assert retry_after_s(headers) == seconds


def test_an_error_carries_what_the_server_asked_for(qgis_app):
    with fault_server() as server:
        server.serve("/busy", b"later", status=503, headers={"Retry-After": "17"})
        with pytest.raises(HttpError) as caught:
            fetch_bytes(open_session(), server.url("/busy"))
    assert caught.value.retry_after_s == 17

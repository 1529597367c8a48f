from __future__ import annotations

import inspect

import pytest

from secims_qgis.gui.messages import Activity, Message, MessageAction, explain
from secims_qgis.network import errors

URL = "https://secims.govt.lc/records"
ALL_KINDS = [
    kind
    for _name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.SecimsError)
]


@pytest.mark.parametrize("activity", list(Activity))
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_error_says_what_happened_and_what_to_do(kind, activity):
    message = explain(kind("it broke", url=URL), activity, 2.1)
    assert message.title.endswith((".", "problem."))
    assert message.actions
    assert "{" not in message.sentence
    assert "it broke" in message.details


def test_a_server_error_is_told_with_the_servers_words_and_the_time():
    error = errors.HttpError("bad", url=URL, status=500, server_words="Internal Server Error")
    message = explain(error, Activity.SEARCH, 2.1)
    assert message.title == "The catalogue had a problem."
    assert message.text == (
        "secims.govt.lc answered “500 Internal Server Error” after 2.1 s. Your search is kept. "
        "This is usually over in a few minutes."
    )


def test_a_login_leads_to_the_catalogue_and_a_proxy_to_the_network_settings():
    login = explain(errors.LoginNeededError("no", url=URL, status=401))
    proxy = explain(errors.LoginNeededError("no", url=URL, status=407))
    assert MessageAction.EDIT_CATALOGUE in login.actions
    assert MessageAction.NETWORK_SETTINGS in proxy.actions


def test_a_look_alike_host_is_shown_as_it_really_is():
    error = errors.UnreachableError("refused", url="https://secims.g\u043evt.lc/a")
    assert "xn--" in explain(error).title


def test_404_means_another_thing_for_a_catalogue_than_for_a_file():
    error = errors.HttpError("no", url=URL, status=404)
    assert explain(error, Activity.SEARCH).title == "There is no catalogue at this address."
    assert explain(error, Activity.DOWNLOAD).title == "It is no longer there."


def test_what_nobody_foresaw_is_for_a_report():
    message = explain(errors.SecimsError("KeyError: 'x'"))
    assert isinstance(message, Message)
    assert "report" in message.text

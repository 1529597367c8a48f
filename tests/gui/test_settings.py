from __future__ import annotations

from qgis.core import QgsSettings

from secims_qgis.gui.settings import RECENT_SEARCHES_MAX, setting_name
from secims_qgis.model import Connection, Flavour
from secims_qgis.model.connection import SECIMS


def test_secims_is_there_without_any_set_up(settings):
    assert settings.connections() == (SECIMS,)
    assert settings.active_connection() == SECIMS


def test_a_catalogue_is_remembered_with_all_that_is_known(settings):
    mine = Connection("Mine", "https://a.example/csw", "abc1234", Flavour.CSW)
    settings.save_connection(mine)
    settings.activate("Mine")
    assert settings.active_connection() == mine
    assert settings.connections() == (SECIMS, mine)


def test_a_script_sets_the_catalogue_by_two_keys(settings):
    QgsSettings().setValue("secims/connections/Demo/url", "http://127.0.0.1:5000/records")
    QgsSettings().setValue("secims/active_connection", "Demo")
    assert settings.active_connection() == Connection("Demo", "http://127.0.0.1:5000/records")


def test_secims_can_be_given_another_address_and_gets_its_own_back(settings):
    moved = Connection(SECIMS.name, "https://mirror.example/records")
    settings.save_connection(moved)
    assert settings.connections() == (moved,)
    settings.remove_connection(SECIMS.name)
    assert settings.connections() == (SECIMS,)


def test_a_name_with_a_slash_is_one_group(settings):
    settings.save_connection(Connection(setting_name("Fisheries / coast"), "https://a.example"))
    assert [connection.name for connection in settings.connections()] == [SECIMS.name, "Fisheries - coast"]


def test_an_active_catalogue_that_is_gone_falls_back_to_secims(settings):
    settings.activate("Gone")
    assert settings.active_connection() == SECIMS


def test_recent_searches_are_few_and_each_there_once(settings):
    for number in range(20):
        settings.add_recent_search(f"{number} reef")
    settings.add_recent_search("19 reef")
    assert len(settings.recent_searches()) == RECENT_SEARCHES_MAX
    assert settings.recent_searches()[0] == "19 reef"
    assert len(set(settings.recent_searches())) == RECENT_SEARCHES_MAX

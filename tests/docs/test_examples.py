"""Every command and every example of README and docs, against the demo."""

from __future__ import annotations

import json
import os
import re

import pytest

from tests.docs.pages import ROOT, runnable

pytestmark = [pytest.mark.demo, pytest.mark.slow]
ADDRESS = "http://127.0.0.1:8790"
SHELL, PYTHON = runnable("sh"), runnable("python")


@pytest.mark.timeout(900)  # each command starts QGIS, which a busy machine makes wait
@pytest.mark.parametrize("page", SHELL, ids=lambda page: page.name)
def test_the_commands_of_a_page(page, demo, shell, tmp_path):
    if any("plugins enable" in text for text in SHELL[page]):
        shell("qgis_process plugins disable secims_qgis", tmp_path)
    said = ""
    for text in SHELL[page]:
        # In the checkout $PWD is where the plugin is; here it is installed.
        lines = text.replace(ADDRESS, demo.base).replace("QGIS_PLUGINPATH=$PWD ", "")
        done = shell(lines, tmp_path)
        assert done.returncode == 0, f"{lines}\n{done.stderr}"
        said += done.stdout
    for file in tmp_path.glob("*.json"):
        assert json.loads(file.read_text("utf-8")), file.name
    named = re.findall(r"`([A-Z_]+)` is `([a-z_]+)`", page.read_text("utf-8"))
    for output, value in named:
        assert re.search(rf"{output}:\s+{value}", said), (output, value, said)


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.name)
def test_the_python_of_a_page(page, demo, project, tmp_path, capsys):
    os.chdir(tmp_path)
    code = "\n".join(PYTHON[page]).replace(ADDRESS, demo.base).replace("/tmp/", f"{tmp_path}/")
    exec(compile(code, str(page), "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) >= 2


def test_examples_name_the_address_that_make_serve_has():
    assert f"PORT ?= {ADDRESS.rpartition(':')[2]}" in (ROOT / "Makefile").read_text("utf-8")

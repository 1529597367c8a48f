# Short verbs; each is a line or two that calls a script. `make` alone lists them.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8790
PROFILE ?= default
ARGS ?=
SUITE ?= trixie

QGIS_PYTHON := build/venv-qgis/bin/python
DEMO_PYTHON := build/venv-demo/bin/python
LINT := build/venv-lint/bin

# A minimal machine sets no locale; Qt then warns at every start and file names lose their accents.
export LANG ?= C.UTF-8
export PYTHONNOUSERSITE := 1
# The demo prints its addresses when it is up, also into a pipe or a log.
export PYTHONUNBUFFERED := 1

.PHONY: help run demo serve test test-344 lint package scan bench translations pictures deploy setup clean

help: ## this list
	@echo 'secims_qgis: the SEC-IMS plugin for QGIS. On a fresh Debian 12 machine start with: make run'
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r verb what; do printf '%-15s %s\n' "$$verb" "$$what"; done

run: ## open QGIS on a small SEC-IMS of your own (without a display: the same journey headless)
	@scripts/set-up.sh system test demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(QGIS_PYTHON) -m demo.open_qgis; \
	else echo 'No display here, so the journey runs headless.'; $(MAKE) demo; fi

demo: ## the journey headless; leaves build/demo/report.json, map.png and project.qgz
	@scripts/set-up.sh system test demo
	@mkdir -p build/demo
	@QT_QPA_PLATFORM=offscreen $(QGIS_PYTHON) -m demo.journey

serve: ## only the demo SEC-IMS, on loopback (PORT=8790)
	@scripts/set-up.sh system demo
	@exec $(DEMO_PYTHON) -m demo serve --port $(PORT)

test: ## set up and run all tests (ARGS="-k search" to choose)
	@scripts/set-up.sh system test demo
	@scripts/test.sh $(ARGS)

test-344: ## all tests on QGIS 3.44, in a Debian 13 of their own (as root; SUITE=forky for Debian testing)
	@SUITE='$(SUITE)' scripts/test-344.sh $(ARGS)

lint: ## ruff, flake8-qgis, mypy (for Python 3.9), import directions
	@scripts/set-up.sh system lint
	@scripts/lint.sh

package: ## the plugin zip, in dist/
	@scripts/set-up.sh system
	@/usr/bin/python3 scripts/package.py

scan: package ## what plugins.qgis.org checks, on the built zip
	@scripts/set-up.sh system lint
	@$(LINT)/python scripts/scan.py

bench: ## benchmarks against other tools; prints their tables
	@scripts/set-up.sh system test demo
	@scripts/bench.sh $(ARGS)

translations: ## bring the sources of the translations up to date with the code
	@/usr/bin/python3 scripts/translations.py

pictures: ## the pictures of README and docs, anew
	@scripts/set-up.sh system test demo
	@$(QGIS_PYTHON) -m scripts.pictures

deploy: ## put the plugin, as packaged, into your own QGIS profile (PROFILE=default)
	@/usr/bin/python3 scripts/package.py --deploy '$(PROFILE)'

setup: ## everything that the other verbs need
	@scripts/set-up.sh system test demo lint

clean: ## remove everything that can be made again
	rm -rf build dist .ruff_cache .mypy_cache .pytest_cache
	find secims_qgis tests demo scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

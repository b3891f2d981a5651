# Klash: the commands of the project. `make` or `make help` lists them.

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
ADDRESS ?= 127.0.0.1:8000
SERVE ?= yes
WORKERS ?= 2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test drills lint bench audit guide lock approve messages clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/bin/uv:
	@test -n "$(PYTHON)" || { echo "Klash needs Python 3.11 or newer: install python3.11."; exit 1; }
	@$(PYTHON) requirements/check_machine.py
	@echo "Making the virtual environment .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

.venv/.runtime: requirements/runtime.txt | .venv/bin/uv
	@echo "Installing what the site needs"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/runtime.txt || \
	 $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/uv
	@echo "Installing what tests and checks need"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt || \
	 $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ .venv/.runtime

# What is made from sources and not committed: compiled translations and web fonts.
.venv/.made: .venv/.runtime $(shell find klash_pages procurement site -name '*.po') klash_pages/fonts.py procurement/fonts.py
	@$(MAKE) --no-print-directory messages
	@$(MANAGE) build_fonts
	@$(MANAGE) build_document_fonts
	@touch $@

messages: .venv/.runtime ## Compile the translations
	@$(MANAGE) compile_translations

demo: .venv/.made ## Set everything up, load the contest of 2018-2020, draft its papers, serve (SERVE=no: do not)
	@mkdir -p var
	@echo "Preparing the database"
	@$(MANAGE) migrate --verbosity 0
	@echo "Loading the contest of 2018-2020 and drafting the papers of its winners"
	@$(MANAGE) demo
	@if [ "$(SERVE)" != no ]; then $(MAKE) --no-print-directory run; fi

run: .venv/.made ## Serve the site on 127.0.0.1:8000 (ADDRESS=host:port) and publish what is scheduled, every minute
	@mkdir -p var
	@$(MANAGE) migrate --verbosity 0
	@( while sleep 60; do $(MANAGE) publish_scheduled >/dev/null; done ) & scheduler=$$!; \
	 trap 'kill $$scheduler 2>/dev/null' EXIT INT TERM; $(MANAGE) runserver $(ADDRESS)

test: .venv/.dev .venv/.made ## Run the tests on the database DATABASE_URL names, else SQLite (ARGS="…" for pytest)
	@mkdir -p var
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

drills: .venv/.dev .venv/.made ## Run the tests that are long by nature: browser journeys, wheels, front ends, a deployment
	@mkdir -p var
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder -m drill $(ARGS)

lint: .venv/.dev .venv/.made ## Check style, types, layers, templates, migrations and the system
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --no-incremental klash_pages procurement site/klash_site
	@PYTHONPATH=.:site $(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --quiet --lint templates
	@DJANGO_SETTINGS_MODULE=klash_site.settings.test $(MANAGE) makemigrations --check --dry-run --verbosity 0
	@DJANGO_SETTINGS_MODULE=klash_site.settings.test $(MANAGE) check --fail-level WARNING
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') ALLOWED_HOSTS=klash.example \
	 DJANGO_SETTINGS_MODULE=klash_site.settings.production $(MANAGE) check --deploy --fail-level WARNING

bench: .venv/.dev .venv/.made ## Measure speed as ratios against a peer in the same run
	@$(BIN)/python -m pytest bench --benchmark-only -o python_files='bench_*.py' -o addopts='' -q -s

audit: .venv/.dev .venv/.made ## Look at every page and screen of the demo with axe and Lighthouse; pictures in var/audit/
	@$(BIN)/python -m audit

guide: .venv/.dev .venv/.made ## Take the pictures of the guides anew from the demo; into docs/pictures/
	@$(BIN)/python -m audit.guide

approve: .venv/.dev .venv/.made ## Write the approved texts and the description of the API anew; read the diff before you commit it
	@$(BIN)/python -m pytest tests/procurement/test_approved.py tests/klash_pages/api/test_openapi.py --approve -q

lock: .venv/bin/uv ## Resolve the requirements anew, with hashes and without addresses
	@for name in runtime dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --upgrade requirements/$$name.in -o requirements/$$name.txt; done

clean: ## Remove the virtual environment, the demo and everything made
	@rm -rf .venv var dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -prune -exec rm -rf {} + ; find . -name '*.mo' -delete
	@rm -rf klash_pages/static/klash_pages/fonts procurement/made_fonts

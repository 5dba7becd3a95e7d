# Two commands do all the set-up: `make demo` and `make test`. Everything written is under .venv and var/.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := $(VENV)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: PYTHON=/path/to/python3.11 make …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --quiet install --disable-pip-version-check uv

$(VENV)/.run: $(BIN)/uv pyproject.toml uv.lock CHANGELOG.md
	@if [ -e $(VENV)/.dev ]; then $(BIN)/uv sync --frozen --quiet; else $(BIN)/uv sync --frozen --quiet --no-dev; fi
	@touch $@

$(VENV)/.dev: $(BIN)/uv pyproject.toml uv.lock CHANGELOG.md
	@$(BIN)/uv sync --frozen --quiet
	@touch $@ $(VENV)/.run

setup: $(VENV)/.run locale/.compiled ## install what the platform needs into .venv

dev: $(VENV)/.dev locale/.compiled ## install also what developers need

locale/.compiled: $(VENV)/.run $(wildcard locale/*/LC_MESSAGES/django.po)
	@$(BIN)/pybabel --quiet compile --domain django --directory locale
	@touch $@

demo: setup ## the whole province on one address: http://127.0.0.1:8000 (PORT=, TINHSO_HOME=, DATABASE_URL=)
	@exec $(BIN)/tinhso demo

test: dev ## every test that this machine can run; T=path narrows
	@$(BIN)/python -m tests.run $(T)

check: dev ## style, types, ladder, migrations, words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	TINHSO_TESTING=1 $(BIN)/python manage.py makemigrations --check --dry-run
	TINHSO_TESTING=1 $(BIN)/python manage.py check
	$(BIN)/python -m tests.words
	@echo "The ten longest files (to look at, not to fail):"
	@git ls-files '*.py' | grep -v migrations | xargs wc -l | sort -rn | sed -n '2,11p'

bench: setup ## throughput, p95 and ratio to a floor of the same run
	@$(BIN)/tinhso bench

map: setup ## the rooms, their rungs, and which handler hears which event
	@$(BIN)/tinhso map

new-app: setup ## L=systems N=licences makes the folder; then choose its rung in pyproject.toml
	@$(BIN)/tinhso new-app "$(L)" "$(N)"

messages: dev ## extract sentences into locale/ (needs GNU gettext) and compile them
	$(BIN)/python -m tests.words --write
	$(BIN)/pybabel --quiet compile --domain django --directory locale

clean: ## remove what a demo or a test wrote
	rm -rf var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

.PHONY: help setup dev demo test check bench map new-app messages clean

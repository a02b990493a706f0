# Everything is one word: `make run` shows the ledger, `make test` proves it. `make` alone lists them all.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

VENV := .venv/bin/python
MANAGE := $(VENV) manage.py

.DEFAULT_GOAL := help
.PHONY: help setup run serve test check score bench lock clean need-python need-test-tools need-bench-tools
MAKEFLAGS += --no-print-directory

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

need-python:
	@command -v $(PYTHON) >/dev/null || { echo "Cannot start: $(PYTHON) is not installed. \
	Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name one: make run PYTHON=/path/to/python3" >&2; exit 1; }

setup: need-python  ## make .venv and install the locked packages
	@$(PYTHON) -I coalition/bootstrap.py run

run: setup  ## prepare everything that is missing, then serve on HOST and PORT (127.0.0.1:8000)
	@$(MANAGE) start

serve: setup  ## serve what `make run` prepared
	@$(MANAGE) serve

need-test-tools: need-python
	@$(PYTHON) -I coalition/bootstrap.py test

test: need-test-tools  ## the whole suite: on SQLite, on PostgreSQL, and in a browser
	@$(VENV) -m tests.tools.run_suite $(ARGS)

check: need-test-tools  ## lint, formatting, types, templates, missing migrations
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m mypy
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --check --target-version 5.2
	$(MANAGE) makemigrations --check --dry-run

score: need-test-tools  ## extraction's scores beside the saved ones (FAULTS=1 lists faults, RULES=1 rules, SAVE=1 saves)
	@$(VENV) -m tests.tools.run_score $(if $(FAULTS),--faults) $(if $(RULES),--rules) $(if $(SAVE),--save)

need-bench-tools: need-python
	@$(PYTHON) -I coalition/bootstrap.py bench

bench: need-bench-tools  ## speed and memory, beside their budgets and beside other programs on the same text
	@$(VENV) -m tests.bench $(ARGS)

lock: need-test-tools  ## pin the versions pyproject.toml allows (UPGRADE=1: take the newest)
	@for extras in "run:" "test:--extra test --extra dev" "bench:--extra test --extra dev --extra bench"; do \
		$(VENV) -m uv pip compile pyproject.toml $${extras#*:} --universal --python-version 3.11 --no-build \
			--generate-hashes --no-header --no-annotate --quiet \
			$(if $(UPGRADE),--upgrade) --output-file .lock/$${extras%%:*}.txt || exit 1; \
	done

clean:  ## remove .venv and what the tools left; the database in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

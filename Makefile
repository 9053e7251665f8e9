# What Do You Think: `make run` serves the form, `make test` runs every check, `make help` lists the rest.
PYTHON ?= python3.11
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# What asks for a service is walked on SQLite with all the others, and on PostgreSQL a second time.
ON_BOTH := tests/journeys/test_personas.py \
	$(addprefix tests/web/test_,sending.py drafts.py danger.py provider.py referral_pages.py bad_input.py)
# A file at a time, the long ones first: tests/conftest.py puts them there.
AT_ONCE := --numprocesses auto --dist loadfile --no-loadscope-reorder
# What the tests look at pages with: axe, the Nu checker, Lighthouse.
NODE := tests/node_modules/.package-lock.json
NODE_NEEDS := apt-get install --yes nodejs npm default-jre-headless
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r

.PHONY: help run test lint types tests bench crawl lighthouse screenshots faults lock golden words clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

$(VENV)/run: .requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: no $(PYTHON) here. Another one: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) .requirements.lock
	@touch $@

$(VENV)/dev: $(VENV)/run .requirements-dev.lock
	$(INSTALL) .requirements-dev.lock
	@touch $@

$(NODE): tests/package-lock.json
	@command -v npm >/dev/null && command -v java >/dev/null || { echo "Node.js, npm and Java are needed by the checks. Run: $(NODE_NEEDS)"; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --loglevel error --prefix tests
	@touch $@

run: $(VENV)/run ## set up and serve the form at http://localhost:8000 (PORT, DATABASE_URL, COUNCIL)
	@exec $(BIN)/flask serve --port $(PORT)

test: lint types tests ## set up and run every check

lint: $(VENV)/dev ## the style of the code, and whether the translations are current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --profile=jinja --lint --quiet templates
	$(BIN)/flask translate check

types: $(VENV)/dev ## the types
	$(BIN)/mypy

tests: $(VENV)/dev $(NODE) ## units, journeys in Chromium, SQLite and PostgreSQL
	$(BIN)/pytest $(AT_ONCE)
	$(BIN)/pytest $(AT_ONCE) --database postgresql $(ON_BOTH)

bench: $(VENV)/dev ## form and delivery beside a bare Flask app; the desk beside a thousand and a million records
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.rendering
	$(BIN)/python -m tests.bench.delivery_speed
	$(BIN)/python -m tests.bench.desk_speed

crawl: $(VENV)/dev $(NODE) ## every state of every page, in every mode and every language, as axe, the Nu checker and the keyboard see it
	$(BIN)/python -m tests.crawl

lighthouse: $(VENV)/dev $(NODE) ## what Lighthouse makes of five pages on a slow phone
	$(BIN)/python -m tests.crawl.lighthouse

screenshots: $(VENV)/dev $(NODE) ## the pictures of the README
	$(BIN)/python -m tests.crawl.screenshots

faults: $(VENV)/dev ## thousands of submissions while everything is killed: what was lost, doubled, left undelivered
	$(BIN)/python -m tests.bench.faults

golden: $(VENV)/dev ## write the printed questionnaires, the schema and the rule table that reviews compare
	$(BIN)/flask golden --write tests/golden

words: $(VENV)/dev ## bring the translation catalogues up to date with the code
	$(BIN)/flask translate update

lock: ## pin what is installed, without the address of any package host (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet \
		--custom-compile-command 'make lock' --extra pg --extra workers pyproject.toml -o .requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet \
		--custom-compile-command 'make lock' --extra dev pyproject.toml -o .requirements-dev.lock

clean: ## remove what was set up; what was sent to instance/ stays
	rm -rf $(VENV) tests/node_modules .mypy_cache .ruff_cache .hypothesis

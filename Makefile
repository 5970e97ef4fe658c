# The shop's commands. `make help` lists them; README.md says when each is used.
SHELL := /bin/sh
PYTEST_WORKERS ?= 2
python := .venv/bin/python
# Tests start many programs: what one has compiled the others need not, whatever the machine prefers.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help install develop run stop test lint format drill bench screenshots messages snapshot constraints reset

help: ## List every command
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

install: ## Make .venv and install what the shop and its partners on this machine run on
	@sh config/install.sh requirements-sandbox.txt

develop: install ## The same, and what tests and checks need
	@sh config/install.sh requirements-dev.txt
	@$(python) -m config.translations compile

run: install ## Start the whole shop on http://127.0.0.1:8000 (PORT=8001 changes it); Ctrl-C stops it
	@exec $(python) -m config.run

stop: ## Stop a shop that runs in the background, and the embedded database
	@if [ -x $(python) ]; then $(python) -m config.run stop; fi

test: develop ## Run the whole suite; one part: make test ONLY=tests/commerce
	@$(python) -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m "not drill" $(ONLY)

lint: develop ## Check format, types, import directions, migrations, templates and translations
	@$(MAKE) --no-print-directory --keep-going $(checks)

checks := check-code check-imports check-types check-migrations check-templates check-translations
.PHONY: $(checks)

check-code:
	@.venv/bin/ruff check --quiet . && .venv/bin/ruff format --check --quiet .

check-imports:
	@.venv/bin/lint-imports

check-types:
	@.venv/bin/mypy

check-migrations:
	@$(python) manage.py makemigrations --check --dry-run

check-templates:
	@.venv/bin/djlint --lint --quiet templates && .venv/bin/djlint --lint --quiet --extension jinja --profile jinja templates

check-translations:
	@$(python) -m config.translations check

format: develop ## Put the code in the house's format
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

drill: develop ## The slow proofs: two commands in an empty folder, processes killed while people buy
	@$(python) -m tests.drills $(ONLY)

bench: develop ## Measure the shop at 10,000 products; the table goes to docs/benchmarks.md
	@$(python) -m tests.bench

screenshots: develop ## Take the pictures of README.md and the handbook anew; they go to docs/bilder/
	@$(python) -m tests.screenshots

messages: develop ## Collect the texts to translate into locale/
	@$(python) -m config.translations collect

snapshot: develop ## Write config/schema_snapshot.sql anew after a migration: new databases are filled from it
	@$(python) -m tests.databases snapshot

constraints: develop ## Work out constraints.txt anew after a change in requirements*.txt
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --output-file constraints.txt requirements-dev.txt

reset: stop ## Throw away database, pictures and queue of this folder; the next run starts from nothing
	@if [ -x $(python) ]; then $(python) -m config.embedded_database forget; fi
	@rm -rf staticfiles .data

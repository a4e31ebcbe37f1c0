# The portal's commands. `make run` needs Python 3.11 or newer and make, nothing else.
SHELL := /bin/sh
.SHELLFLAGS := -euc
.DEFAULT_GOAL := help
.PHONY: help install run test test-browser check format lock bench bundle screenshots catalogue clean

HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
export HOST PORT

VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
# Wheels beside this file (a bundle, docs/deploy.md) are used instead of the network.
PIP := $(PY) -m pip --disable-pip-version-check -qq
OFFLINE := $(if $(wildcard wheels/*.whl),--no-index --find-links wheels)
BASE := $(shell for p in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)

help:
	@echo 'make run           the portal at http://$(HOST):$(PORT)/ (HOST and PORT choose; PORTAL_MODE=production: docs/deploy.md)'
	@echo 'make install       everything for development, in .venv'
	@echo 'make test          the whole suite; on PostgreSQL and Redis with DATABASE_URL and REDIS_URL'
	@echo 'make test-browser  the tests in a browser'
	@echo 'make check         lint, format, migrations, deployment settings, translations'
	@echo 'make bench         the measurements of docs/benchmarks.md'
	@echo 'make screenshots   the pictures of docs/screenshots'
	@echo 'make bundle        one file to install from without internet'

$(RUNTIME): requirements.txt constraints.txt
	@test -n '$(BASE)' || { echo 'Python 3.11 or newer with its venv module is needed.' >&2; exit 1; }
	@$(PY) -c '' 2>/dev/null || { echo 'Making $(VENV) …' >&2; rm -rf $(VENV); '$(BASE)' -m venv $(VENV); }
	@echo 'Installing what the portal runs on …' >&2
	@$(PIP) install $(OFFLINE) -r requirements.txt -c constraints.txt
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	@echo 'Installing what tests and checks need …' >&2
	@$(PIP) install $(OFFLINE) -r requirements-dev.txt -c constraints.txt
	@touch $@

install: $(DEV)
	@$(PY) manage.py catalogue --compile

# --with-parent: the portal ends with make, however make ends.
run: $(RUNTIME)
	@exec $(PY) manage.py portal_start --with-parent

test: $(DEV)
	$(PY) -m pytest -n 2 --dist worksteal -m 'not browser' $(ARGS)

test-browser: $(DEV)
	$(PY) -m pytest -n 2 --dist loadfile -m browser $(ARGS)

check: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	export PORTAL_DATA_DIR="$$folder" DATABASE_URL="sqlite:///$$folder/check.sqlite3" REDIS_URL=; \
	$(PY) manage.py makemigrations --check --dry-run; \
	$(PY) manage.py catalogue --check; \
	export PORTAL_MODE=production ALLOWED_HOSTS=portal.example REDIS_URL=redis://127.0.0.1/0 BEHIND_TLS=1 \
		SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))')"; \
	$(PY) manage.py make_keys; \
	$(PY) manage.py check --deploy --fail-level WARNING

format: $(DEV)
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# After a change of requirements*.txt: pins what they pull in.
lock: $(DEV)
	$(PIP) freeze --exclude pip --exclude setuptools | LC_ALL=C sort -f > constraints.txt

catalogue: $(DEV)
	$(PY) manage.py catalogue

bench: $(DEV)
	$(PY) manage.py bench $(ARGS)

screenshots: $(DEV)
	$(PY) -m tests.browser.screenshots $(ARGS)

bundle: $(RUNTIME)
	@rm -rf dist/portal && mkdir -p dist/portal
	git archive HEAD | tar -x -C dist/portal
	$(PIP) download --dest dist/portal/wheels --only-binary :all: -r requirements.txt -c constraints.txt
	cd dist/portal && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum > SHA256SUMS
	name=portal-$$(git describe --always --tags)-$$($(PY) -c 'import sys; print("py%d%d" % sys.version_info[:2])'); \
	tar -czf "dist/$$name.tar.gz" -C dist portal && cd dist && sha256sum "$$name.tar.gz" | tee "$$name.tar.gz.sha256"

clean:
	rm -rf dist .pytest_cache .ruff_cache .hypothesis

# `make run` serves the dashboard, `make test` proves it. Both need python3 and python3-venv, nothing else.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/pip install -q --disable-pip-version-check

# DATABASE_URL=postgres://… on the command line is handed on to Django; without it the file db.sqlite3 is used.
# As readers get it, error pages included; `make run DEBUG=1` for Django's own and for /components/.
run: export DEBUG := 0
run: export DEMO := 1
run: .venv/run.ok
	$(BIN)/python manage.py migrate -v0
	$(BIN)/python manage.py seed --if-empty
	$(BIN)/python manage.py snapshot --if-old
	$(BIN)/python manage.py demo_people
	$(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

# Compiled modules are kept from one stage to the next, also where the machine says otherwise.
test: export PYTHONDONTWRITEBYTECODE :=
# BROWSER=no leaves the browser tests out, and says so.
test: .venv/test.ok
ifeq ($(BROWSER),no)
	@echo "== Browser tests: LEFT OUT on request (BROWSER=no)"
else
	@echo "== Browser: looking for one"
	$(BIN)/python tests/ensure_browser.py
endif
	@echo "== Tests on SQLite"
	env -u DATABASE_URL $(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"
	@echo "== Tests on PostgreSQL"
	$(BIN)/python tests/with_postgres.py $(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"
ifneq ($(BROWSER),no)
	@echo "== Browser tests"
	env -u DATABASE_URL $(BIN)/python -m pytest -n 2 -m browser
endif

lint: .venv/test.ok
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# FILL="a.po b.po" takes translations over from other files where the catalogue has none.
messages: .venv/test.ok
	$(BIN)/python tests/messages.py $(if $(FILL),--fill $(FILL))

bench: .venv/test.ok
	$(BIN)/python tests/bench/run.py

.venv/run.ok: requirements.txt
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	@touch $@

.venv/test.ok: .venv/run.ok tests/requirements.txt
	$(PIP) -r tests/requirements.txt
	@touch $@

.PHONY: run test lint messages bench

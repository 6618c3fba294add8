# make run: everything from a fresh checkout to the first answer. make test: the tests. make check: all that CI checks.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin

.PHONY: run test check format

run: $(VENV)/.runs
	@$(BIN)/python -m bot start

test: $(VENV)/.checks
	$(BIN)/python -m pytest

check: $(VENV)/.checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: $(VENV)/.checks
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/.runs: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/.checks: $(VENV)/.runs pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

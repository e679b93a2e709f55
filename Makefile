# What one does with Tocsin from a checkout. `make` alone lists it.
#
# Needs Python 3.11, 3.12 or 3.13 and make, nothing else; any user can run it. The first run
# makes .venv from the locked, hashed requirements; later runs start at once.
#
#   make PYTHON=python3.13 test    with another Python
#   make UV= test                  without uv, though it is there
#   make TESTS=tests/desk test     some of the tests

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

IN_RANGE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
# The one that .venv was made from comes first, so that a choice of PYTHON lasts.
ifndef PYTHON
PYTHON := $(shell for p in .venv/bin/python python3.11 python3.12 python3.13 python3; do \
	"$$p" -c '$(IN_RANGE)' >/dev/null 2>&1 && { readlink -f "$$(command -v "$$p")"; break; }; done)
endif
export PYTHON
export PYTHONUTF8 := 1

BIN := .venv/bin
RUNTIME := .venv/.installed-runtime
ALL := .venv/.installed-test
WORKERS ?= 2
TESTS ?=
PYTEST_ARGS ?=

.PHONY: help brief test lint lint-steps bench docs commands lock clean

help:  ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1 \t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

brief: $(RUNTIME)  ## Read the example and write brief.html
	$(BIN)/tocsin brief examples/crisis/reports --desk examples/crisis/desk.toml \
		--as-of 2032-01-05 --out brief.html
	@echo "Open brief.html in a browser."

test: $(ALL) lint-steps  ## Check style, types and imports, and run all tests
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS) $(TESTS)
	@echo "make test: style, types, imports and tests are in order."

lint: lint-steps  ## Check style, types and imports only

lint-steps: $(ALL)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(ALL)  ## Run every benchmark
	@for file in $(wildcard benchmarks/*.py); do \
		echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

docs: $(ALL)  ## Build the documentation into docs/_build/html
	$(BIN)/python docs/generate_commands.py
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html in a browser."

commands: $(ALL)  ## Write docs/commands.md anew from --help
	$(BIN)/python docs/generate_commands.py

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url
# The extra `train` is left out: PyTorch is of another size than everything else together, and
# comes in builds of its own for every kind of machine.
lock:  ## Lock the dependencies anew (needs uv)
	$(LOCK) pyproject.toml requirements/build.in --extra test --extra lint --extra docs \
		-o requirements/test.txt
	$(LOCK) pyproject.toml requirements/build.in -c requirements/test.txt \
		-o requirements/runtime.txt

clean:  ## Remove what was made
	rm -rf .venv brief.html docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Stamps: installed again when a lock file or the project file has changed, or when .venv is of
# another Python or came along from another place. What the tests need includes what runs, so a
# checkout that has tested does not install again to write a brief.
ifneq "$(shell PYTHON='$(PYTHON)' sh requirements/install fits)" "yes"
$(RUNTIME) $(ALL): anew
endif

$(RUNTIME): requirements/runtime.txt requirements/install pyproject.toml | python
	@sh requirements/install runtime
	@touch $@

$(ALL): requirements/test.txt requirements/install pyproject.toml | python
	@sh requirements/install test
	@touch $@ $(RUNTIME)

.PHONY: python anew
anew:

python:
	@"$(PYTHON)" -c '$(IN_RANGE)' >/dev/null 2>&1 || { \
		echo "Tocsin needs Python 3.11, 3.12 or 3.13; $(or \
			$(PYTHON:%='%' is not one),none was found)." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }

# Everything runs in the project's own .venv; `ready` makes it, once.
# PYTHON names the Python that makes it; ARGS are handed to the program: make run ARGS="train xor --epochs 50"
PYTHON ?= python3
ARGS ?=

venv_python := .venv/bin/python
sources := $(wildcard engine gui main.py scripts benchmarks)
on_a_screen := $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname))

.PHONY: help run test lint bench images ready ready-for-tests
.NOTPARALLEL:

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

run: ready ## open the window; without a display run the demo off screen
	@$(venv_python) main.py $(or $(ARGS),$(if $(on_a_screen),,demo))

test: lint ## check the code, then run all tests
	@$(venv_python) -m pytest -n 2 $(ARGS)

lint: ready-for-tests ## ruff, mypy --strict and the import contracts
	@$(venv_python) -m ruff check .
	@$(venv_python) -m mypy --strict $(sources)
	@$(venv_python) -c "from importlinter.cli import lint_imports_command as lint; lint()"

bench: ready-for-tests ## measure, and print the table
	@$(venv_python) -m benchmarks $(ARGS)

images: ready ## draw all pictures of the user guide anew
	@$(venv_python) scripts/images.py $(ARGS)

ready ready-for-tests:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found: install Python 3.11 (apt-get install python3 python3-venv) or name one, make run PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) scripts/bootstrap.py $(if $(filter ready-for-tests,$@),--tests)

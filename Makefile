# Two commands do everything: `make demo` and `make test`. Both set up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo demo-reset test check unit browser bench bench-rooms bench-scan setup lock

demo: $(STAMP)  ## the demo province on http://127.0.0.1:8000
	$(BIN)/thidua demo

demo-reset: $(STAMP)  ## forget what was done in the demo and begin anew
	$(BIN)/thidua demo --reset

test: $(STAMP)  ## everything: style, types, imports, both databases, browser
	$(BIN)/python tools/test.py

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml tools/setup.py
	$(PYTHON) tools/setup.py

bench: $(STAMP)  ## ratios against a named baseline, printed
	$(BIN)/python bench/run.py

bench-rooms: $(STAMP)  ## progress of targets, four states of a season, a round of 1,000 units
	$(BIN)/python bench/targets.py
	$(BIN)/python bench/registrations.py
	$(BIN)/python bench/clusters.py

bench-scan: $(STAMP)  ## a register of a million, against conditions written by hand; both databases
	$(BIN)/python bench/scan.py --databases

lock: $(STAMP)  ## resolve the dependencies again (names, versions and hashes only)
	$(BIN)/python tools/setup.py --lock

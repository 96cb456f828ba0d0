# `make run` starts Nearer, `make test` checks everything. Both work on a fresh clone; the rest is for those who change it.
PORT ?= 8501
ARGS ?=
# Another one gets a folder of its own: make test PYTHON=python3.13
PYTHON := python3
# For every Python from 3.11 on and every system, without a word on where they come from: each clone has its own mirror.
LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock"
VENV := .venv$(if $(filter-out python3,$(PYTHON)),-$(notdir $(PYTHON)))
PY := $(VENV)/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where somebody has told Python to keep no bytecode, every server that a test starts would compile all of Nearer again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test quick core soak ready check format bench browser mutants clinic screens words lock clean help

help:            ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

run:             ## start Nearer on PORT (8501), data in NEARER_DATA
	@$(PYTHON) start.py --port $(PORT)

# On two cores: a journey waits for a third of its time, so one worker more than there are cores keeps them busy.
test: $(VENV)/.needs-dev browser   ## every test, the journeys in a real browser included
	$(PY) -m pytest -n 3 --dist loadscope --no-loadscope-reorder $(ARGS)

quick: $(VENV)/.needs-dev          ## every test but those that drive a browser
	$(PY) -m pytest -n 2 --dist loadscope --no-loadscope-reorder -m "not journey" $(ARGS)

core: $(VENV)/.needs-dev           ## the core's tests alone, as .ci/run does on a second Python
	$(PY) -m pytest -n 2 --dist loadscope -q $(addprefix tests/,domain typed_answers yaml_files trends guide instruments fhir fhir_questionnaires fhir_responses) $(ARGS)

soak: $(VENV)/.needs-dev            ## killed, starved and damaged for so many minutes (60): make soak ARGS=10
	NEARER_SOAK_MINUTES=$(or $(ARGS),60) $(PY) -m pytest -n 2 --timeout 7200 tests/faults

ready: $(VENV)/.needs-dev          ## bring the packages

check: $(VENV)/.needs-dev          ## formatting, lint, types, who imports whom, sizes
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -q tests/test_architecture.py tests/test_names.py tests/test_sizes.py
	@$(PY) -m tools.audit

bench: $(VENV)/.needs-dev browser  ## the numbers to hold, beside an empty Streamlit app
	$(PY) -m benchmarks.bench $(ARGS)

mutants: $(VENV)/.needs-dev        ## break the program in small ways and see that a test notices each (an hour)
	$(PY) -m tools.mutants $(ARGS)

clinic: $(VENV)/.needs-dev         ## walk docs/clinic.md by its words on a bare Debian with systemd (root; ten minutes)
	$(PY) -m tools.clinic_walk

screens: $(VENV)/.needs-dev browser ## pictures of every screen with made-up people into docs/screens
	$(PY) -m tools.screens

words: $(VENV)/.needs-dev          ## gather every sentence for translators into build/nearer.pot
	$(PY) -m tools.words

format: $(VENV)/.needs-dev         ## put every file into form
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

browser: $(VENV)/.needs-dev        ## find Chromium, or bring it
	@$(PY) -m tools.chromium

lock:                              ## find the packages of requirements*.txt anew, with the hash of each
	@$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv==0.13.9
	build/lock/bin/uv $(LOCK) requirements.txt -o requirements.lock
	build/lock/bin/uv $(LOCK) requirements-dev.txt -c requirements.lock -o requirements-dev.lock

clean:                             ## take away what these commands made (never your data)
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(PY):
	@$(PYTHON) -c "import pathlib, start; start.make_venv(pathlib.Path('$(VENV)'))"

$(VENV)/.needs-dev: requirements-dev.lock requirements.lock | $(PY)
	$(PY) -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.needs-run

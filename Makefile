# `make check browser` is the whole gate, the same by hand and in .ci/run: `check` needs no browser, `browser` needs one.
PYTHON ?= python
RUFF = $(PYTHON) -m ruff
STYLE = --config 'line-length = 120' --config 'target-version = "py311"'
RULES = --select E,F,W,I,B,C4,UP,SIM,RET,PIE,RUF100
CODE = regraph tests docs benchmarks
CORPUS ?= ../shared/sources

# Python is started hundreds of times: each start finds what the one before has compiled.
export PYTHONDONTWRITEBYTECODE =

.PHONY: check browser form lint types test facts docs reference wheel format benchmark screenshots clean

# Every test is in one of the two: what the marker `browser` selects, and what it does not.
TESTS = $(PYTHON) -m pytest -q -n 2 --dist worksteal

# The tests run beside the other long steps, each with its output in one piece; any failure fails the whole.
TOGETHER = --no-print-directory --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
check: form lint
	$(MAKE) $(TOGETHER) test types docs facts wheel

form:
	$(PYTHON) -m regraph format --check

lint:
	$(RUFF) check $(STYLE) $(RULES) $(CODE)
	$(RUFF) format --check $(STYLE) $(CODE)

types:
	$(PYTHON) -m mypy

test:
	$(TESTS) -m "not browser"

browser:
	$(TESTS) -m browser tests

facts:
	if [ -d "$(CORPUS)" ]; then $(PYTHON) -m regraph check --corpus "$(CORPUS)"; \
	else echo "no archived texts at $(CORPUS): passages not re-read"; $(PYTHON) -m regraph check; fi

docs:
	$(PYTHON) docs/reference.py --check

reference:
	$(PYTHON) docs/reference.py

wheel:
	$(PYTHON) tests/wheel.py

format:
	$(PYTHON) -m regraph format
	$(RUFF) check --fix $(STYLE) $(RULES) $(CODE)
	$(RUFF) format $(STYLE) $(CODE)

benchmark:
	$(PYTHON) benchmarks/cold_start.py
	$(PYTHON) benchmarks/draft.py "$(CORPUS)"

# Pictures of the pages, for a person to look at.
screenshots:
	$(PYTHON) tests/screenshots.py build/screenshots

clean:
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache

# Every word sets up what it needs, says what it does, and is quick the second time.
#   make report   the whole job on the example           make test    all tests
#   make check    format, lint, types, contracts, links   make bench   the figures of the README
#   make serve    Prefect's own pages, with the four deployments and a worker

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready

.PHONY: report test check bench serve format clean
.DEFAULT_GOAL := report

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (the first time takes a minute or two) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Communiqué needs Python 3.11 or newer; $(PYTHON) is older."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	@PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m compileall -q $(VENV)/lib src flows || true
	@touch $(READY)

report: $(READY)
	@$(BIN)/python -m examples.demo

test: $(READY)
	@echo "Running all tests …"
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: $(READY)
	@echo "Format …"  && $(BIN)/ruff format --quiet --check .
	@echo "Lint …"    && $(BIN)/ruff check --quiet .
	@echo "Types …"   && $(BIN)/mypy --no-error-summary
	@echo "Imports …" && $(BIN)/lint-imports --no-logo >/dev/null || { $(BIN)/lint-imports; exit 1; }
	@echo "Tree, links and commands …" && $(BIN)/python -m pytest -q tests/test_architecture.py tests/test_documentation.py

bench: $(READY)
	@$(BIN)/python -m benchmarks

serve: $(READY)
	@$(BIN)/python deployments/serve.py

format: $(READY)
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

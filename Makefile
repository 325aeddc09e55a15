# Needs python3 (3.11 or newer), python3-venv, make and git. Everything else is set up here, once:
# the stamps .venv/.run and .venv/.dev make a second run free.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
STUDENTS ?= 20000
PORT ?= 8000
UV := $(BIN)/uv pip install -q -p $(BIN)/python
FORWHOM := $(BIN)/forwhom
# A file's tests stay together, as they share what they made; the longest files come first.
ON_TWO_CORES = $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder
export UV_PYTHON_DOWNLOADS := never
# Some machines forbid the cache of compiled modules; without it every start compiles them again.
unexport PYTHONDONTWRITEBYTECODE

PARSER ?= text_file
FUZZ_SECONDS ?= 600

.PHONY: help demo demo-stop test test-long check fix bench bench-honesty bench-causes bench-privacy bench-web fuzz vendor requirements
.DEFAULT_GOAL := help

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

demo: $(VENV)/.run demo-stop ## a made-up district, audited, released, and open in the browser
	@rm -rf build/sample build/demo && mkdir -p build
	$(FORWHOM) sample build/sample --students $(STUDENTS) --schools 32 --years 3 --seed 1
	$(FORWHOM) import build/sample --into build/demo
	$(FORWHOM) audit build/demo
	$(FORWHOM) publish build/demo --lattice docs/tutorials/demo-release.toml
	@$(BIN)/python .ci/open_demo.py build/demo $(PORT)

demo-stop: ## end what `make demo` opened
	@if [ -x $(BIN)/python ]; then $(BIN)/python .ci/open_demo.py --stop; fi

test: $(VENV)/.dev ## the quick tests
	$(ON_TWO_CORES) -m "not long" $(ARGS)

test-long: $(VENV)/.spark ## browsers, Spark and the long runs
	$(ON_TWO_CORES) -m "long and not spark" $(ARGS) || test $$? -eq 5  # 5: ARGS chose none of these
	$(BIN)/python -m pytest -q -m spark $(ARGS) || test $$? -eq 5  # one cluster serves them all

check: $(VENV)/.dev ## look at format, lint, layers, types, reference pages, house rules; change nothing
	@$(BIN)/python .ci/check.py

fix: $(VENV)/.dev ## put right what a machine can: format, lint, reference pages
	$(BIN)/ruff format -q
	$(BIN)/ruff check -q --fix
	$(BIN)/python docs/build_reference.py

bench: $(VENV)/.dev ## how fast, as ratios within one run
	$(BIN)/python -m benchmarks $(ARGS)

bench-honesty: $(VENV)/.dev ## how honest: false alarms in districts without a gap, planted gaps found, an hour or two
	$(BIN)/python -m benchmarks.honesty $(ARGS)

bench-causes: $(VENV)/.dev ## planted causes found, and what is no cause: 50 districts, a quarter of an hour
	$(BIN)/python -m benchmarks.causes $(ARGS)

bench-privacy: $(VENV)/.dev ## what protecting small groups costs, and what the usual rules give away: some minutes
	$(BIN)/python -m benchmarks.privacy $(ARGS)

bench-web: $(VENV)/.dev ## how fast pages answer, fifty people clicking on 70,000 students: ten minutes
	$(BIN)/python -m benchmarks.web $(ARGS)

fuzz: $(VENV)/.dev ## one parser for ten minutes on odd bytes: make fuzz PARSER=archive (tests/fuzz/parsers.py)
	@$(UV) "atheris>=3,<4"
	$(BIN)/python -m tests.fuzz $(PARSER) $(FUZZ_SECONDS)

vendor: ## for maintainers, with npm: fetch again what browsers are given (src/forwhom/web/ui/static/ui/vendor)
	$(BIN)/python .ci/vendor.py

requirements: $(BIN)/uv ## after a change of dependencies: resolve again, keep only names and hashes
	$(BIN)/uv lock -q -p $(BIN)/python
	$(BIN)/uv export -q --frozen --no-header --no-annotate --no-emit-project --no-dev --extra web -o requirements/run.txt > /dev/null
	$(BIN)/uv export -q --frozen --no-header --no-annotate --no-emit-project --only-group dev -o requirements/dev.txt > /dev/null
	$(BIN)/uv export -q --frozen --no-header --no-annotate --no-emit-project --only-group spark -o requirements/spark.txt > /dev/null

$(BIN)/uv:
	@$(PY) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Forwhom needs Python 3.11 or newer.')"
	@echo "Setting up $(VENV), once; this takes about half a minute."
	@$(PY) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check "uv>=0.13,<0.14"

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/uv
	@$(UV) --require-hashes -r requirements/run.txt
	@$(UV) --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.spark: requirements/spark.txt $(VENV)/.dev
	@echo "Setting up Spark for the long tests, once; this takes a minute or two."
	@$(UV) --require-hashes -r requirements/spark.txt
	@touch $@

# The two commands that matter are `make demo` and `make test`.  Both need Python 3.11 or newer and
# nothing else: what they use is installed into .venv, in the versions of requirements.lock.

# The newest of these that is new enough; `make demo PYTHON=/path/to/python3.12` chooses another.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python3.14; do \
	command -v $$python >/dev/null 2>&1 || continue; \
	$$python -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.stamp-ready

.DELETE_ON_ERROR:
.PHONY: demo test soak check rebuild bench wheel clean help

demo: $(READY) ## publish seeds/articles to out/demo and say what was found
	@$(BIN)/nutgraf publish seeds/articles --to out/demo

test: check rebuild ## all that CI runs
	$(BIN)/pytest

soak: $(READY) ## what takes too long for every run
	NUTGRAF_TRIPLES=1000000 $(BIN)/pytest tests/test_validate.py
	NUTGRAF_MUTATIONS=2000 $(BIN)/pytest tests/shapes/test_screen.py
	NUTGRAF_KILLS=200 $(BIN)/pytest tests/test_killed.py
	NUTGRAF_DASK_KILLS=20 $(BIN)/pytest tests/test_dask.py
	NUTGRAF_POISON=10000 $(BIN)/pytest tests/test_poison.py
	$(BIN)/python tests/benchmarks/publishing.py --long

check: $(READY) ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The demo again, from two other folders, with other hash seeds, time zones and locales: the tracked
# bytes, or it fails.
rebuild: $(READY) ## build the demo anew and compare it with out/demo
	@root=$$(pwd); bin="$$root/$(BIN)"; work=$$(mktemp -d) || exit 1; trap 'rm -rf "$$work"' EXIT; \
	for run in "1 UTC C" "4711 Asia/Kathmandu C.UTF-8"; do set -- $$run; \
		mkdir -p "$$work/$$1/elsewhere"; \
		(cd "$$work/$$1/elsewhere" && PYTHONHASHSEED=$$1 TZ=$$2 LC_ALL=$$3 \
			"$$bin/nutgraf" publish "$$root/seeds/articles" --to "$$work/$$1/demo" 2>"$$work/$$1/log") \
			|| { cat "$$work/$$1/log" >&2; exit 1; }; \
		diff -r out/demo "$$work/$$1/demo" || { \
			echo "out/demo is not what this code publishes: run 'make demo' and commit it" >&2; exit 1; }; \
	done; echo "out/demo: rebuilt twice, the same bytes"

# spaCy has an environment of its own, of which nutgraf knows nothing.
bench: $(READY) .venv-bench/.stamp-ready ## speed and memory beside others, to tests/benchmarks/RESULTS.md
	@$(BIN)/python tests/benchmarks/results.py .venv-bench/bin/python

.venv-bench/.stamp-ready: tests/benchmarks/requirements.txt
	@$(BIN)/python -m venv --clear .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

wheel: $(READY) ## build dist/*.whl and dist/*.tar.gz
	$(BIN)/python -m build --no-isolation

clean: ## remove what was built and installed, but not out/demo
	rm -rf $(VENV) .venv-bench dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find mappings tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { \
		echo "nutgraf needs Python 3.11 or newer with its modules venv and ensurepip, and none was" >&2; \
		echo "found on the PATH. Install one (on Debian and Ubuntu: apt install python3-venv), or name" >&2; \
		echo "one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is older than Python 3.11: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "Installing into $(VENV) with $(PYTHON) …" >&2
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	@$(BIN)/python -m pip check --disable-pip-version-check >&2
	@touch $@

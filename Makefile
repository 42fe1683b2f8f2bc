# Kaocheng 考成. Two commands are enough after cloning:  make demo   and   make test
# Each target sets up what it needs, in .venv, without root. Needed beforehand: make, git, Python 3.11 or later.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# make demo SERVE=0 does the job without starting the web application.
SERVE ?= 1
# What pytest shall run: make test TESTS=tests/standards
TESTS ?=

.PHONY: help setup demo test check bench docs lock clean

help:
	@echo "make demo     两个真实评价：打分、出报告，然后打开网页（SERVE=0 不开）/ both examples, then the web application"
	@echo "make test     全部测试 / all tests"
	@echo "make check    格式、静态检查、类型、测试 / format, lint, types, tests"
	@echo "make bench    与同类工具的速度比较 / benchmarks beside their peers"
	@echo "make docs     由程序生成的文档 / documents made from the program"
	@echo "make lock     重新锁定依赖 / lock the dependencies again"

# Everything into .venv, from files that lock each package by its hash. The stamp makes repeated calls cheap.
# pip stands in for uv where only pip is told how to reach an index. At the end Python is compiled and the standards of
# the examples and templates are understood once, so that the first command is as quick as the next.
LOCKED := requirements/dev.txt requirements/uv.txt
setup: $(READY)

$(READY): pyproject.toml $(LOCKED) requirements/make-venv.sh
	@PYTHON="$(PYTHON)" sh requirements/make-venv.sh .venv
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes $(LOCKED) \
		|| $(BIN)/python -m pip install --quiet --require-hashes $(addprefix --requirement ,$(LOCKED))
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable . \
		|| $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src $$($(BIN)/python -c 'import lark, yaml; print(*lark.__path__, *yaml.__path__)')
	@for bundle in examples/*/ src/kaocheng/templates/*/; do $(BIN)/kaocheng check $$bundle; done >/dev/null 2>&1 || true
	@touch $@

# Both examples from data to report, into out/.
demo: $(READY)
	$(BIN)/kaocheng demo $(if $(filter 0,$(SERVE)),--no-serve)

test: $(READY)
	$(BIN)/pytest -n auto $(TESTS)

# What a change has to pass. The tests hold that generated documents are fresh.
check: $(READY)
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/pytest -n auto

# The documents that are made from the program itself.
docs: $(READY)
	$(BIN)/python tests/project/message_catalogue.py > .venv/messages.md
	mv .venv/messages.md docs/messages.md

# The peers are pinned beside each benchmark and live in an environment of their own.
bench: .venv/bench/.ready
	.venv/bench/bin/python benchmarks/run.py

.venv/bench/.ready: $(READY) $(wildcard benchmarks/*/requirements.txt)
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv/bench
	@$(BIN)/uv pip install --quiet --python .venv/bench/bin/python --requirement requirements/dev.txt \
		$(foreach file,$(wildcard benchmarks/*/requirements.txt),--requirement $(file))
	@$(BIN)/uv pip install --quiet --python .venv/bench/bin/python --no-deps --no-build-isolation --editable .
	@touch $@

# Writes requirements/*.txt again from pyproject.toml and requirements/*.in. The files name no index.
LOCK := pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
lock:
	@test -x $(BIN)/uv || PYTHON="$(PYTHON)" sh requirements/make-venv.sh .venv
	$(BIN)/uv $(LOCK) requirements/uv.in --output-file requirements/uv.txt
	$(BIN)/uv $(LOCK) pyproject.toml requirements/build.in --group dev --all-extras --output-file requirements/dev.txt

clean:
	rm -rf .venv out

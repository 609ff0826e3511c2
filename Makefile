# Everything a person can do here; `make help` lists it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup develop ask chat documents bot test check gate size suite bench train real clean

help: ## List what can be done
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/.installed: pyproject.toml
	@echo "Installing into $(VENV) (once; a minute or two)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

setup: $(VENV)/.installed ## Create .venv and install what answering takes

$(VENV)/.dev-installed: $(VENV)/.installed
	@echo "Installing what the tests take (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

develop: $(VENV)/.dev-installed ## Install what checking and testing take as well

# The question reaches the command through the environment, where no quote or dollar sign in it can do harm.
ask: setup ## Answer a question from documents/: make ask Q="…"
	@$(BIN)/concord-ingest --quiet
	@$(BIN)/concord ask -- "$$Q"

chat: setup ## Ask one question after the other
	@$(BIN)/concord-ingest --quiet
	@$(BIN)/concord chat

documents: setup ## List what is indexed
	@$(BIN)/concord-ingest --quiet
	@$(BIN)/concord documents

bot: setup ## Run the Discord bot; its token stands in CONCORD_DISCORD__TOKEN
	@$(BIN)/concord-ingest --quiet
	@exec $(BIN)/concord discord

check: develop ## Lint, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# One worker a core; a file's tests stay in one worker, which shares what the file builds.
test: check ## Check, then run every test; with FAST=1 only the fast ones
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(if $(FAST),-m "not slow")

size: develop ## Print lines and files by package, the longest file and function, and the tests' seconds
	@$(BIN)/python -m tests.size

# Always asked anew, under settings of its own, whatever stands in concord.toml or names a language model.
GATE := .concord/gate
gate: export CONCORD_CONFIG := eval/gate/settings.toml
gate: export CONCORD_LLM__PROVIDER :=
gate: export CONCORD_LLM__MODEL :=
gate: develop ## Ask the shipped suites and hold the answers to eval/gate/policy.toml
	@rm -rf $(GATE)
	@$(BIN)/concord-ingest --quiet
	@$(BIN)/concord-eval run eval/suites/*.yaml --name suites --runs $(GATE)
	@$(BIN)/concord-eval gate suites --runs $(GATE) --policy eval/gate/policy.toml --junit $(GATE)/junit.xml

SUITE := .concord/suite
suite: export CONCORD_CONFIG := eval/gate/settings.toml
suite: develop ## Ask the paraphrased questions and the follow-up chains, and show the shares by tag
	@rm -rf $(SUITE)
	@$(BIN)/concord-ingest --quiet
	@$(BIN)/concord-eval run paraphrases chains --name suite --runs $(SUITE)
	@$(BIN)/concord-eval show suite --runs $(SUITE)

$(VENV)/.bench-installed: $(VENV)/.dev-installed
	@echo "Installing what the benchmark compares with (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

bench: develop $(VENV)/.bench-installed ## Measure speed and retrieval quality against the quickstart
	@$(BIN)/python -m eval.benchmarks $(BENCH)

# A stopped run goes on where it was; TRAIN takes further options, such as --threads 2. With these settings glibc
# keeps freed memory for the next step; clearing it anew took a fifth of a run on a CPU.
train: export MALLOC_TRIM_THRESHOLD_=-1
train: export MALLOC_MMAP_MAX_=0
train: export MALLOC_ARENA_MAX=1
train: develop ## Train the reader, hours long, from the data below DATA: make train DATA=../shared
	@nice -n 19 $(BIN)/python -m eval.training "$(DATA)" --out .concord/reader --ship bot/qa_model $(TRAIN)

real: develop ## Ask the real sets in the folder DATA and print their table: make real DATA=… REAL="--reader both"
	@$(BIN)/python -m eval.public_datasets $(DATA) $(REAL)

clean: ## Remove the environment and the index
	rm -rf $(VENV) .concord

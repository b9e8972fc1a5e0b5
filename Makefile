# The study, from the records of the releases to the README. Bare `make` lists the targets.
#
# Data flows one way: data/raw -> figures -> tidy tables -> measures -> findings -> README.
# Every notebook has a stamp under .build; it is run again when something that it reads is newer than
# its stamp, or when something that it writes is missing or was changed by someone else. What it reads
# stands below, and once more, with the modules of the library, in the rule that its last run left in
# .build/NAME.d: a run that reads or writes anything else than is said below fails.

PYTHON ?= python3
ENV    ?= venv

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# The library of this folder, whatever the user's Python finds elsewhere.
export PYTHONPATH := $(CURDIR)/lib
# pandera imports hypothesis where that is installed: without its plugins, which import trio and pytest each time.
export HYPOTHESIS_NO_PLUGINS := 1

# --- The environment ---------------------------------------------------------------------------

ifeq ($(ENV),venv)
PY          := .venv/bin/python
ENVIRONMENT := .venv/complete
else
PY          := python
ENVIRONMENT := .build/environment
endif
FROM_ANYWHERE := $(if $(findstring /,$(PY)),$(abspath $(PY)),$(PY))

SYSTEM_PYTHON := $(if $(filter venv,$(ENV)),$(PYTHON),$(PY))
HAS_PYTHON := command -v $(SYSTEM_PYTHON) >/dev/null || { echo "environment: $(SYSTEM_PYTHON) is not installed: install Python 3.11 or newer" >&2; exit 2; }
SET_UP := scripts/create_environment.py requirements.lock pyproject.toml

.venv/complete: $(SET_UP)
	@$(HAS_PYTHON)
	@echo "setting up .venv from requirements.lock"
	@$(PYTHON) scripts/create_environment.py .venv && touch $@

.build/environment: $(SET_UP)
	@mkdir -p .build && $(PY) scripts/create_environment.py --active && touch $@

# --- What each notebook reads and writes -------------------------------------------------------

RECORDS   := $(patsubst %,data/raw/%.txt,$(shell sed -n 's/^\([a-z0-9-]*\),.*/\1/p' data/reference/releases.csv))
NOTEBOOKS := $(sort $(basename $(notdir $(wildcard notebooks/[0-9]*.ipynb notebooks/explore.ipynb))))

# The files of each figure: for screens, for print, its numbers, and what it is.
figures = $(foreach name,$(1),$(addprefix figures/$(name).,png svg csv json))

01-extract-figures.reads  := $(RECORDS) data/reference/releases.csv data/reference/authorities.csv data/reference/aliases.csv
01-extract-figures.writes := data/processed/releases.csv data/processed/figures.csv data/processed/ignored_numbers.csv

02-clean-grades.reads  := data/processed/figures.csv data/reference/authorities.csv data/reference/aliases.csv data/reference/corrections.csv data/reference/grade_scales.csv
02-clean-grades.writes := data/processed/authorities.csv data/processed/grade_scales.csv data/processed/named_grades.csv data/processed/grade_counts.csv data/processed/moves.csv

03-reconcile-releases.reads  := data/processed/figures.csv data/processed/named_grades.csv data/processed/grade_counts.csv data/processed/moves.csv data/processed/authorities.csv data/reference/aliases.csv data/reference/corrections.csv
03-reconcile-releases.writes := data/processed/reconciliation.csv

04-measure-drift-2009-2011.reads  := data/processed/grade_counts.csv data/processed/figures.csv
04-measure-drift-2009-2011.writes := data/processed/drift_measures.csv $(call figures,grades-2009-2011 inspections-2009-2011) .build/findings/04-measure-drift-2009-2011.csv

05-bound-the-moves.reads  := data/processed/grade_counts.csv data/processed/moves.csv data/processed/figures.csv data/processed/named_grades.csv
05-bound-the-moves.writes := data/processed/facts.csv data/processed/transition_bounds.csv data/processed/movement_bounds.csv data/processed/functional_bounds.csv data/processed/information_ladder.csv data/processed/bounds_without.csv data/processed/bounds_assuming.csv data/processed/authority_trajectories.csv data/processed/mobility_measures.csv data/processed/symmetry_tests.csv $(call figures,moves-2010-2011 bounds-2009-2010 bounds-2009-2011 information-ladder bounds-without-passages named-authorities) .build/findings/05-bound-the-moves.csv

06-compare-the-2013-framework.reads  := data/processed/figures.csv data/processed/grade_counts.csv
06-compare-the-2013-framework.writes := data/processed/percentage_inversions.csv data/processed/regime_bounds.csv $(call figures,single-inspections-all single-inspections-before) .build/findings/06-compare-the-2013-framework.csv

07-weigh-who-came-first.reads  := data/processed/figures.csv data/processed/grade_counts.csv data/processed/named_grades.csv data/processed/authority_trajectories.csv
07-weigh-who-came-first.writes := data/processed/first_inspected.csv $(call figures,first-inspected-before) .build/findings/07-weigh-who-came-first.csv

08-try-one-scenario.reads  := data/processed/figures.csv data/processed/grade_counts.csv data/processed/facts.csv
08-try-one-scenario.writes := .build/scenario.csv
08-try-one-scenario.grid   := data/processed/scenarios.csv

09-challenge-the-findings.reads  := data/processed/figures.csv data/processed/grade_counts.csv data/processed/facts.csv data/processed/drift_measures.csv data/processed/symmetry_tests.csv data/processed/regime_bounds.csv data/processed/scenarios.csv data/reference/challenges.csv
09-challenge-the-findings.writes := data/processed/challenges.csv $(call figures,scenarios) .build/findings/09-challenge-the-findings.csv

explore.reads := $(RECORDS) data/reference/releases.csv data/processed/authorities.csv data/processed/figures.csv data/processed/named_grades.csv data/processed/facts.csv

# First to read, last to run: it shows what the others found, with the figures that the headlines name.
HEADLINED := $(shell sed -n '1d; s/.*,\([a-z0-9-]*\)$$/\1/p' data/reference/headlines.csv 2>/dev/null)
00-read-the-findings.reads := data/processed/findings.csv data/reference/headlines.csv $(HEADLINED:%=figures/%.png)

# --- Running -----------------------------------------------------------------------------------

.PHONY: help all study test coverage mutation scenarios reproduce lab verify new-release bench lock hooks clean FORCE

STAMPS := $(NOTEBOOKS:%=.build/%) .build/scenarios .build/findings.stamp .build/documents .build/package

# As many notebooks at once as there are processors, unless the user says how many.
JOBS = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,--jobs=$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2))

# One `make all` at a time: a second waits, and then finds its work done. It first clears away what a run
# that was killed left.
all: ## Regenerate the whole study: tables, notebooks, figures, README
	@$(HAS_PYTHON)
	@$(SYSTEM_PYTHON) scripts/one_at_a_time.py .build/lock sh -c 'rm -rf .build/staging && exec $(MAKE) $(JOBS) study'

study: $(STAMPS)

# FORCE where a stamp (1) exists but an output (2) is missing or was changed after it, or what the run read is
# not known, or the clock was put back since.
stale = $(if $(wildcard $(1)),$(if $(or $(filter-out $(wildcard $(2) $(1).d),$(2) $(1).d),$(shell find $(1).d $(2) -newer $(1); find $(1) -newer .build/now)),FORCE))
$(shell mkdir -p .build && touch .build/now)

define notebook
.build/$(1): notebooks/$(1).ipynb $$($(1).reads) $(ENVIRONMENT) $$(call stale,.build/$(1),$$($(1).writes))
	@$(PY) -m gradedrift run $$< --reads $$($(1).reads) --writes $$($(1).writes)
	@touch $$@
$$($(1).writes): .build/$(1) ;
endef
$(foreach name,$(NOTEBOOKS),$(eval $(call notebook,$(name))))

# Notebook 08 once more for every scenario of the grid.
.build/scenarios: .build/08-try-one-scenario $(ENVIRONMENT) $(call stale,.build/scenarios,$(08-try-one-scenario.grid))
	@$(PY) -m gradedrift scenarios
	@touch $@
$(08-try-one-scenario.grid): .build/scenarios ;

FINDINGS := $(filter .build/findings/%,$(foreach name,$(NOTEBOOKS),$($(name).writes)))

COLLECTED := data/processed/findings.csv data/processed/assumptions.csv

.build/findings.stamp: $(FINDINGS) data/reference/assumptions.csv $(ENVIRONMENT) $(call stale,.build/findings.stamp,$(COLLECTED))
	@$(PY) -m gradedrift findings $(FINDINGS)
	@touch $@
$(COLLECTED): .build/findings.stamp ;

# Beside the findings, what the log of assumptions compares.
LOGGED := $(addprefix data/processed/,$(addsuffix .csv,assumptions bounds_assuming movement_bounds regime_bounds))

.build/documents: README.md data/processed/findings.csv $(LOGGED) data/reference/headlines.csv figures/grades-2009-2011.json $(NOTEBOOKS:%=.build/%) $(ENVIRONMENT) $(call stale,.build/documents,README.md data/processed/README.md docs/assumptions.md)
	@$(PY) -m gradedrift document
	@touch $@

PACKAGE := data/processed/provenance.csv data/processed/datapackage.json

.build/package: $(NOTEBOOKS:%=.build/%) .build/scenarios .build/findings.stamp CITATION.cff $(ENVIRONMENT) $(call stale,.build/package,$(PACKAGE))
	@$(PY) -m gradedrift package
	@touch $@

-include $(STAMPS:=.d)

# A source that is missing is for the notebook to report, by name and with the cause.
$(RECORDS) $(wildcard data/reference/*.csv): ;

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: $(ENVIRONMENT) ## Run every test; RELEASES=DIR adds those on the original texts
	@$(PY) -m pytest --numprocesses=auto --dist=loadscope --nbval --nbval-current-env

scenarios: .build/scenarios ## Run notebook 08 over the grid of assumptions

coverage: $(ENVIRONMENT) ## Say which lines and branches of the library no test reaches; fail below 95%
	@$(PY) -m pytest tests lib --numprocesses=auto --dist=loadscope --quiet --cov --cov-report=term

mutation: $(ENVIRONMENT) ## Change the library bit by bit and see the tests fail: make mutation MUTANTS='gradedrift.drift*'
	@rm -rf .build/mutation && mkdir -p .build/mutation && cp -R lib .build/mutation/src
	@cp -R conftest.py data figures pyproject.toml tests .build/mutation
	@cd .build/mutation && PYTHONPATH= && $(FROM_ANYWHERE) -m mutmut run $(MUTANTS) && $(FROM_ANYWHERE) -m mutmut results | sed '/: not checked/d'

reproduce: $(ENVIRONMENT) ## Regenerate the study elsewhere, twice, and compare it with what is here
	@$(PY) -m gradedrift reproduce

lab: $(ENVIRONMENT) ## Open the notebooks in JupyterLab
	$(PY) -m jupyter lab notebooks

verify: $(ENVIRONMENT) ## Compare the original texts with the records: make verify RELEASES=DIR
	@test -n "$(RELEASES)" || { echo "verify: name the folder of the originals: make verify RELEASES=DIR" >&2; exit 2; }
	@$(PY) -m gradedrift verify "$(RELEASES)"

# Status 1 says that something is left to do, which is listed and is no failure.
new-release: $(ENVIRONMENT) ## Register a text as a new release: make new-release FILE=my-release.txt
	@test -n "$(FILE)" || { echo "new-release: name the text: make new-release FILE=my-release.txt" >&2; exit 2; }
	@$(PY) -m gradedrift new-release "$(FILE)" $(OPTIONS) || test $$? -eq 1

bench: $(ENVIRONMENT) ## Measure how long extraction and the notebooks take, as ratios; RELEASES=DIR adds an original
	@$(PY) -m pytest benchmarks --quiet --benchmark-only --benchmark-disable-gc --benchmark-group-by=group --benchmark-columns=median,iqr,rounds --benchmark-sort=name

lock: $(ENVIRONMENT) ## Compile requirements.in to requirements.lock
	@$(PY) -m uv pip compile requirements.in --output-file requirements.lock $(LOCK_OPTIONS)

hooks: $(ENVIRONMENT) ## Check each commit before it is made, and show differences of notebooks cell by cell
	@$(PY) -m pre_commit install
	@git config diff.jupyternotebook.command "$(PY) -m nbdime.vcs.git.diffdriver diff"
	@git config merge.jupyternotebook.driver "$(PY) -m nbdime.vcs.git.mergedriver merge %O %A %B %L %P"

clean: ## Remove what make remembers and caches; the outputs and .venv stay
	rm -rf .build .pytest_cache .benchmarks .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# The registry as it was on this day: to update the lock, move the day and run `make lock`.
LOCK_OPTIONS := --exclude-newer 2026-11-20 --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --custom-compile-command 'make lock'
FORCE:

# --- The site ----------------------------------------------------------------------------------

.PHONY: site test-browser

site: $(ENVIRONMENT) ## Build the pages in site/, to open from there; CODE=URL links to the repository's files
	@$(PY) -m gradedrift site $(if $(CODE),--code "$(CODE)")

test-browser: site ## Open every page in Chromium and check it; installs Chromium and axe-core where missing
	@scripts/set_up_browser.sh
	@BROWSER_CHECKS=1 $(PY) -m pytest tests/browser --numprocesses=auto --quiet

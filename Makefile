# Every target sets up what it needs; `make` alone prints this help.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
STAGE ?= dev
ENGINE ?= moto
# Empty, whatever the shell says: processes that tests start read what the first has compiled.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test check style package staging deploy golden bench train fuzz browser clean

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.txt requirements-dev.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; say which: make PYTHON=python3.12 …" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "python3 -m venv failed; on Debian: apt install python3-venv" >&2; exit 2; }
	@echo "setting up $(VENV) (once, a minute or two) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(READY) ## the local desk: forms, SMTP, console (ENGINE=moto|ministack)
	@$(BIN)/python -m frontdesk run --engine $(ENGINE)

# The first time types take a core for 20 s, which the tests' start leaves idle.
test: $(READY) style ## the one gate: check, and all tests but the browser's
	@mkdir -p build; $(BIN)/mypy >build/types.txt 2>&1 & types=$$!; \
	$(BIN)/python -m pytest -m "not browser" -n 2 --dist loadfile; tests=$$?; \
	wait $$types; types=$$?; cat build/types.txt; exit $$((types | tests))

check: style ## format, lint, types, layers
	@$(BIN)/mypy

style: $(READY)
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check .; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-logo

package: $(READY) ## build/: sam.json and deployment.zip (STAGE=dev|prod)
	@$(BIN)/python -m frontdesk package --stage $(STAGE)

staging: $(READY) ## the packaged zip on a local AWS, mail and form paths proven
	@$(BIN)/python -m frontdesk staging

deploy: $(READY) ## CloudFormation, then the receipt rule set (STAGE=…)
	@$(BIN)/python -m frontdesk deploy --stage $(STAGE) $(DEPLOY_FLAGS)

golden: $(READY) ## rewrite the golden files; review the diff
	@$(BIN)/python -m pytest -p no:cacheprovider -m "not browser" --golden=rewrite tests

bench: $(READY) ## what one mail costs, in time and in calls
	@$(BIN)/python -m bench

train: $(READY) ## the learned models from our own texts (TRAIN_FLAGS="--moods")
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-train.txt
	@$(BIN)/python -m frontdesk train $(TRAIN_FLAGS)

fuzz: $(READY) ## mutated mails against the reading room (SECONDS=60 SEED=1)
	@$(BIN)/python -m tests.fuzz $(or $(SECONDS),60) $(or $(SEED),1)

browser: $(READY) ## the form and the mails in headless Chromium
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-browser.txt
	@$(BIN)/python -m pytest -m browser -rs tests/browser

clean: ## everything that was built
	@rm -rf build .chalice/deployments

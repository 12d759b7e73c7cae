# Two commands on a fresh machine: `make demo` and `make test`. They need python >= 3.11 and make.

VENV  := .venv
TRAIN := .venv-train
PEERS := .venv-peers
RELEASE := .venv-release
LOWEST := .venv-lowest
NEWEST := .venv-newest
BIN   := $(VENV)/bin
PIP   := -m pip --disable-pip-version-check --quiet --quiet
LOCK  := constraints.txt
# Exact versions of all that is installed, and of what builds whence itself.
LOCKED := -c $(LOCK) --build-constraint $(LOCK)
# Peers that ask for older versions of libraries than the lock has; they work with those, too.
LOOSE := newspaper4k==0.9.6 readability-lxml==0.9
# Tests are dealt to so many processes, and who is done takes over from others; JOBS=0 for one alone.
JOBS  ?= 2
PYTEST := pytest --numprocesses $(JOBS) --dist worksteal

# The first of these that is new enough makes the environments; `make PYTHON=... setup` names one.
PYTHON  ?=
PYTHONS := $(PYTHON) python3 python3.11 python3.12 python3.13 python3.14 python

# What no reading imports is not compiled ahead, and setuptools, which python 3.11 puts into every
# environment, is not kept: a ninth of the install's size.
UNREAD := /(tests|testing|orm|ext|mysql|mssql|oracle|f2py|distutils|transformers|quantization|tools|huggingface_hub|lexers)/

.PHONY: help setup demo test test-nightly test-lowest test-newest test-orders check format docs bench \
	bench-peers screenshots browser train clean man dist sbom lock
.DEFAULT_GOAL := help

help:
	@echo "make demo    install, read the example reports into a ledger, show what is in them"
	@echo "make test    install what the tests need, run lint, types, import contracts, tests"
	@echo "make test-nightly  the tests that are slow or install from a package index"
	@echo "make test-lowest   the tests with the lowest versions that pyproject.toml allows (.venv-lowest)"
	@echo "make test-newest   the tests with the newest versions of everything (.venv-newest)"
	@echo "make test-orders   the tests four times, in other orders and with other hash seeds"
	@echo "make lock    newest versions into constraints.txt, which all the others install; says what changed"
	@echo "make docs    the documentation as a site, in site/"
	@echo "make setup   .venv with the whence command, nothing else"
	@echo "make check   lint, format, types, import contracts"
	@echo "make format  rewrite the code to the format that check asks for"
	@echo "make bench   measure speed and quality"
	@echo "make bench-peers  what others would use, beside whence (.venv-peers); SPACY_MODEL=..."
	@echo "make screenshots  the pictures of the page in docs/images again"
	@echo "make train   train the model again, and the one of --fast (.venv-train, ../shared/data)"
	@echo "make man     write the manual page again, from the commands"
	@echo "make dist    wheel and sdist into dist/ (.venv-release)"
	@echo "make sbom    bill of materials and list of licences into dist/"
	@echo "make clean   remove the environments and caches"

# Stamps: an environment is brought up to date only when pyproject.toml or the lock changes.
$(VENV)/.setup: pyproject.toml $(LOCK)
	@$(call make_venv,$(VENV))
	@echo "installing whence into $(VENV) ..."
	@$(BIN)/python $(PIP) install --no-compile $(LOCKED) --editable '.[plots]'
	@$(BIN)/python $(PIP) uninstall --yes setuptools 2>/dev/null || true
	@$(BIN)/python -m compileall -q -j 0 -x '$(UNREAD)' $(VENV)/lib
	@touch $@

$(VENV)/.dev: $(VENV)/.setup
	@echo "installing what the tests need ..."
	@$(BIN)/python $(PIP) install $(LOCKED) --group dev
	@touch $@

$(TRAIN)/.setup: pyproject.toml $(LOCK)
	@$(call make_venv,$(TRAIN))
	@echo "installing whence and what training needs into $(TRAIN) ..."
	@$(TRAIN)/bin/python $(PIP) install $(LOCKED) --editable . --group training
	@touch $@

$(PEERS)/.setup: pyproject.toml $(LOCK)
	@$(call make_venv,$(PEERS))
	@echo "installing whence and its peers into $(PEERS) ..."
	@$(PEERS)/bin/python $(PIP) install $(LOCKED) --editable . --group peers
	@$(PEERS)/bin/python $(PIP) install --no-deps $(LOOSE)
	@touch $@

$(RELEASE)/.setup: pyproject.toml $(LOCK)
	@$(call make_venv,$(RELEASE))
	@echo "installing what a release is made with into $(RELEASE) ..."
	@$(RELEASE)/bin/python $(PIP) install $(LOCKED) --group release
	@touch $@

setup: $(VENV)/.setup

demo: setup
	@LEDGER=$$(mktemp -d)/whence.db; export WHENCE_LEDGER=$$LEDGER; \
	$(BIN)/whence read examples/reports/meridian-wire/2025-09-04-ministry-hospital-toll.txt && \
	echo && echo "All 22 example reports into a ledger:" && echo && \
	$(BIN)/whence add examples/reports && \
	echo && echo "Who speaks in them (whence who --limit 8):" && echo && \
	$(BIN)/whence who --limit 8 2>/dev/null && \
	echo && echo "What happened, by all of them together (whence events):" && echo && \
	$(BIN)/whence events && \
	echo "The disputed toll, by source and day (whence disputes port --limit 1):" && echo && \
	$(BIN)/whence disputes port --limit 1 2>/dev/null && \
	echo "The ledger is $$LEDGER; ask it more:" && \
	echo "  export WHENCE_LEDGER=$$LEDGER" && \
	echo "  $(BIN)/whence who pell                 # all that the minister said" && \
	echo "  $(BIN)/whence claims --role killed     # each claim, with its speaker" && \
	echo "  $(BIN)/whence disputes --drift         # what figures lost on their way" && \
	echo "  $(BIN)/whence events --policy conservative" && \
	echo "See it all on a page:     $(BIN)/whence serve   (http://127.0.0.1:8390, Ctrl-C ends it)" && \
	echo "Now try one of your own:  $(BIN)/whence read FILE" && \
	echo "As a page with colours:   $(BIN)/whence read examples/reports --format html > demo.html"

check: $(VENV)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@MYPY_NUM_WORKERS=2 $(BIN)/mypy
	@$(BIN)/lint-imports

test: check browser
	@$(BIN)/$(PYTEST)

# The longest of the first installs what `make sbom` does, with every extra: some minutes. Then what
# hypothesis tries, fifteen times as much of it.
test-nightly: $(VENV)/.dev $(RELEASE)/.setup browser
	@$(BIN)/pytest -m nightly -rP
	@WHENCE_TEST_MANY=1 $(BIN)/$(PYTEST) -m "hypothesis and not nightly"

# No lock here: what whoever installs the wheel may have.
$(LOWEST)/.setup: pyproject.toml $(RELEASE)/.setup
	@rm -rf $(LOWEST)
	@$(call make_venv,$(LOWEST))
	@echo "installing the lowest versions into $(LOWEST) ..."
	@$(RELEASE)/bin/python -m uv pip install --no-config --quiet --python $(LOWEST)/bin/python \
		--resolution lowest-direct --editable '.[plots]' --group dev
	@touch $@

# Made anew each time: the newest is another one every day.
test-newest: browser
	@rm -rf $(NEWEST)
	@$(call make_venv,$(NEWEST))
	@echo "installing the newest versions into $(NEWEST) ..."
	@$(NEWEST)/bin/python $(PIP) install --upgrade pip
	@$(NEWEST)/bin/python $(PIP) install --editable '.[plots]' --group dev
	@$(NEWEST)/bin/$(PYTEST)

test-lowest: $(LOWEST)/.setup browser
	@$(LOWEST)/bin/$(PYTEST)

test-orders: $(VENV)/.dev browser
	@for seed in 1 2 3 4; do \
		echo "order and hash seed $$seed"; \
		PYTHONHASHSEED=$$seed $(BIN)/$(PYTEST) --shuffle $$seed || exit 1; \
	done

lock: $(RELEASE)/.setup
	@$(RELEASE)/bin/python -m release.lock

man: $(VENV)/.setup
	@$(BIN)/python -m release.man

dist: $(RELEASE)/.setup
	@rm -rf dist
	@$(RELEASE)/bin/python -m build --outdir dist . >/dev/null
	@$(RELEASE)/bin/twine check --strict dist/*
	@ls -l dist

sbom: dist
	@$(RELEASE)/bin/python -m release.sbom dist/*.whl dist

docs: $(VENV)/.dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs --quiet build --strict
	@echo "open site/index.html, or: $(BIN)/python -m http.server --directory site"

# The tests of the page need a Chromium of the system's; without one they are skipped, with the reason.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 && exit 0; \
	if command -v apt-get >/dev/null && test "$$(id -u)" = 0; then \
		echo "installing chromium for the tests of the page ..."; \
		{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes \
			--no-install-recommends chromium >/dev/null 2>&1; } \
			|| echo "it could not be installed: those tests are skipped"; \
	else echo "there is no Chromium: the tests of the page are skipped (apt install chromium)"; fi

screenshots: $(VENV)/.dev browser
	@$(BIN)/python docs/screenshots.py

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: setup
	@$(BIN)/python -m benchmarks

# Before numpy is loaded, since its pool of threads is made then.
bench-peers: $(PEERS)/.setup
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PEERS)/bin/python -m benchmarks pages peers

train: $(TRAIN)/.setup
	@$(TRAIN)/bin/python -m training.train
	@$(TRAIN)/bin/python -m training.export training/runs/checkpoint.pt training/runs/bundle
	@$(TRAIN)/bin/python -m training.distil --work training/runs/fast
	@$(TRAIN)/bin/python -m training.export training/runs/fast/checkpoint.pt training/runs/fast/bundle \
		--card training/card-fast.toml --context 16
	@echo "Score it:  WHENCE_BUNDLE=training/runs/bundle make bench"

clean:
	rm -rf $(VENV) $(TRAIN) $(PEERS) $(RELEASE) $(LOWEST) $(NEWEST) site .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

define make_venv
for python in $(PYTHONS); do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		test -x $(1)/bin/python || { echo "making $(1) with $$python ..."; $$python -m venv $(1); } && \
		$(1)/bin/python $(PIP) install -c $(LOCK) pip; \
		exit $$?; \
	fi; \
done; \
echo "whence needs python >= 3.11, with venv; name one: make PYTHON=/path/to/python setup" >&2; exit 1
endef

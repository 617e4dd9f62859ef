# The house's commands; `make` lists them.

# The first of these that is Python 3.11 or newer; another one: make run PYTHON=/path/to/python3
PYTHON ?= $(firstword $(foreach name,python3.11 python3,$(shell \
	$(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
PORT ?= 8000

VENV := .venv/bin/python
MANAGE := $(VENV) manage.py
INSTALL := $(VENV) -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes --requirement
LOCK := $(VENV) -m uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes \
	--no-header --no-annotate $(if $(NEWEST),--upgrade) pyproject.toml

.DELETE_ON_ERROR:
.PHONY: help run new serve test check screens lock messages clean bench bench-demands bench-desk bench-import \
	bench-search bench-search-million drill

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s%s\n", $$1, $$2 }'

run: export TRY_OUT = 1
run: .venv/ready  ## the newsroom on this machine, with a demo while it is empty (another port: PORT=8001)
	@$(VENV) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null \
		|| { echo 'Port $(PORT) is not free on this machine. Take another one: make run PORT=NUMBER'; exit 1; }
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo --if-empty
	@echo
	@echo '  Newsroom  http://127.0.0.1:$(PORT)/'
	@echo '  Desk      http://127.0.0.1:$(PORT)/admin/'
	@echo '  Stop      Ctrl-C'
	@if [ -s var/demo-logins.txt ]; then echo; sed 's/^/  /' var/demo-logins.txt; fi
	@echo
	@echo '  Your own newsroom: stop, rm -r var, make new, make run.'
# Without its start-up lines, so that the line above stays the last; requests and errors are shown.
	@mkdir -p var/static
	@exec $(MANAGE) runserver --noreload 127.0.0.1:$(PORT) >/dev/null

test: .venv/ready-for-tests  ## everything: style, types, templates, migrations, the suite on SQLite and PostgreSQL
	@$(VENV) -m tests.run

check: .venv/ready-for-tests  ## style, types, templates and migrations only
	@$(VENV) -m tests.run --checks-only

new: export TRY_OUT = 1
new: .venv/ready  ## your own newsroom: asks its name, who speaks and who looks after it
	@$(MANAGE) new

serve: .venv/ready  ## the newsroom for readers, behind a front server that speaks HTTPS
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) migrate --verbosity 0
	@exec $(MANAGE) serve

screens: .venv/ready-for-tests  ## pictures of the desk and of every public page, anew, in docs/screens
	@mkdir -p docs/screens
	@rm -f docs/screens/*.webp
	@SCREENS=docs/screens $(VENV) -m pytest -q -n auto tests/browser/test_whole_day.py tests/browser/public_screens.py

lock: .venv/ready-for-tests  ## the locks anew from pyproject.toml (the newest versions: NEWEST=1)
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

messages: .venv/ready-for-tests  ## bring the translations of the screens up to date and compile them
	@$(VENV) locale/update.py
	@$(VENV) -m babel.messages.frontend --quiet compile --domain django --directory locale

drill: .venv/ready-for-tests  ## bad and busy days, made to happen (wants PostgreSQL, nginx, Varnish, wrk)
	@$(VENV) -m drills $(if $(WITHIN),--within $(WITHIN)) $(DRILLS)

bench-desk: .venv/ready-for-tests  ## what the desk's pages cost at 100 and 100,000 statements (the first time is long)
	@$(VENV) -m bench.desk --save docs/performance.md

bench-demands: .venv/ready-for-tests  ## what readers' pages of demands cost with 100 and with 2,000 demands
	@$(VENV) -m bench.desk --pages demands --save docs/performance.md

bench-search: .venv/ready-for-tests  ## what a search costs at 1,000, 10,000 and 100,000 statements, beside Wagtail (long)
	@$(VENV) -m bench.search --save docs/performance.md

bench-search-million: .venv/ready-for-tests  ## the same at 1,000,000 statements on PostgreSQL, ours alone (long the first time)
	@$(VENV) -m bench.search --sizes 1000000 --engines postgresql --alone --part million --save docs/performance.md

bench-import: .venv/ready-for-tests  ## what it costs to import 100,000 posts, in time and memory (long)
	@$(VENV) -m bench.importing --save docs/importing.md

bench: .venv/ready-for-tests  ## what readers' pages cost, beside Wagtail and a function that does nothing else (wants wrk)
	@$(VENV) -m bench.pages --save docs/performance.md
	@$(VENV) -m bench.desk --pages readers --save docs/performance.md
	@$(VENV) -m bench.publishing --save docs/performance.md

clean:  ## remove .venv and caches; your data in var/ stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'Removed .venv and caches. Your database and files are still in var/.'

$(VENV):
	@[ -n '$(PYTHON)' ] || { \
		echo 'Python 3.11 or newer is needed, and neither python3.11 nor python3 is one.'; \
		echo 'Debian, Ubuntu: apt install python3 python3-venv. Or name one: make run PYTHON=/path/to/python3'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'This Python ($(PYTHON)) comes without venv. Debian, Ubuntu: apt install python3-venv'; exit 1; }
	@echo 'Making the virtual environment .venv'
	@$(PYTHON) -m venv --clear .venv

.venv/ready: requirements.txt | $(VENV)
	@echo 'Installing the packages of requirements.txt (only now and when it changes)'
	@$(INSTALL) $<
	@touch $@

.venv/ready-for-tests: requirements-dev.txt requirements.txt | $(VENV)
	@echo 'Installing the packages of requirements-dev.txt (only now and when it changes)'
	@$(INSTALL) $<
	@touch .venv/ready $@

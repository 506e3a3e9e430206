# `make` alone lists what there is. CARGO_TARGET_DIR is honoured; without it everything is built in target/.
TARGET := $(or $(CARGO_TARGET_DIR),target)
PROGRAM := $(TARGET)/release/switchboard
PACKAGES := web/node_modules/.package-lock.json
SECONDS_OF_FUZZING ?= 20

.DEFAULT_GOAL := help
.PHONY: help build pages demo test test-pages test-browser lint fuzz bench bench-large generate schemathesis

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS='	' read -r name does; do printf '  make %-13s %s\n' "$$name" "$$does"; done

build: pages ## the program, at target/release/switchboard
	cargo build --release --locked -p server
	@echo "built $(PROGRAM)"

pages: web/dist/index.html ## the web client, which the program carries

web/dist/index.html: web/index.html $(PACKAGES) web/openapi.json $(shell find web/src web/public web/scripts -type f)
	cd web && npm run --silent build

# npm writes it when everything is there.
$(PACKAGES): web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund --silent

demo: build ## a filled demo company on a free port, with things to try
	$(PROGRAM) demo

test: pages ## every test, on both stores and in a browser; brings its own PostgreSQL and Chromium
	tools/test
	tools/stories

test-pages: $(PACKAGES) ## the web client's types, lint and logic
	cd web && npm run --silent check && npm test --silent

test-browser: pages ## the web client's stories in a browser, on the debug program
	tools/stories

lint: ## formatting, lints (warnings are errors), licences and banned crates
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	tools/licences

fuzz: ## a short run of every fuzz target (SECONDS_OF_FUZZING=20 each)
	cargo run --locked -p fuzz -- --seconds $(SECONDS_OF_FUZZING)

schemathesis: ## a short run of schemathesis against our own OpenAPI document
	tools/schemathesis

bench: build ## the figures at 1 million interactions, those of the web client in a browser
	tools/postgres install
	test -x "$${CHROMIUM:-/usr/bin/chromium}" || tools/packages chromium
	cargo run --release --locked -p bench

bench-large: build ## the figures at 10 million interactions, one store at a time
	tools/postgres install
	test -x "$${CHROMIUM:-/usr/bin/chromium}" || tools/packages chromium
	cargo run --release --locked -p bench -- --large

generate: ## writes web/openapi.json from the program; the client's types are made of it
	cargo run --quiet --locked -p server -- openapi > web/openapi.json.new
	mv web/openapi.json.new web/openapi.json

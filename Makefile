# The map of the workshop: make help.
GO      ?= go
DATA    ?= $(if $(ENTENTE_DATA),$(ENTENTE_DATA),../shared/data)
BENCH   ?= .
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.DEFAULT_GOAL := help
.PHONY: help build image fmt lint test test-short golden gen check-gen bench load run web

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  %-12s %s\n", $$1, $$2 }'

build: ## a static binary at dist/entente
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o dist/entente ./cmd/entente

image: build ## the container image entente:local around the static binary
	mkdir -p dist/data
	DOCKER_BUILDKIT=0 docker build -t entente:local .

fmt: ## format all Go files
	gofmt -w $$(git ls-files '*.go')

lint: ## gofmt, vet, staticcheck (as a tool of the module)
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo "run make fmt"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# The second run takes one package at a time: several start a Neo4j of their own.
test: ## all tests: first the quick ones under the race detector, then all; what needs Neo4j or the records says why it skips
	$(GO) test -race -short -shuffle=on ./...
	$(GO) test -p 1 -shuffle=on $(TESTFLAGS) ./...

test-short: ## the quick ones
	$(GO) test -short ./...

golden: ## rewrite golden files from what the program says now; read the diff
	$(GO) test ./schema ./cmd/... ./internal/docs -update

gen: ## compile the starter graph and the generated docs from the records in DATA
	$(GO) run ./seed/facts/gen -data $(DATA)
	$(GO) run ./internal/docs

check-gen: ## fail where a generated file is not what the generator makes
	$(GO) run ./seed/facts/gen -data $(DATA) -check
	$(GO) run ./internal/docs -check

bench: ## the figures of docs/performance.md; BENCH=regexp picks
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./...

SOAK ?= 20s
load: build ## ask the built server as fast as it goes, beside a plain handler; SOAK=10m makes it a long soak, LOADSTORE=file.db another graph
	$(GO) test ./internal/load -run '^TestLoad$$' -count 1 -v -timeout 0 -args -binary $(CURDIR)/dist/entente -soak $(SOAK) $(if $(LOADSTORE),-store $(abspath $(LOADSTORE)))

run: ## serve the starter graph on 127.0.0.1:8080
	$(GO) run ./cmd/entente serve

web: ## build the page into web/dist (needs Node); commit what it makes
	cd web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent documents && npm run --silent build

# Everything is made with Go alone; the tools are named in go.mod and need no installation.

# The pattern ./... leaves out what lies below testdata.
PACKAGES = ./... $(patsubst %/main.go,./%,$(wildcard testdata/*/main.go testdata/*/*/main.go))
FUZZTIME = 30s
KILLS = 1000
FAULTS = 1000
SOAK = 10000
# A text that a few lines make piece by piece is read more easily than a strings.Builder.
FIX = -stringsbuilder=false -diff
# Of the comparisons with the builders' own libraries those that run BuildKit's frontend cannot be run with the race
# detector: it has races itself.
RACEFREE = ^Test(BuildKit|Classic|Buildah|FollowPaths|LongPath)$$

build: ## builds bin/buildctx
	go build -trimpath -o bin/ ./cmd/buildctx

test: ## runs every test, the comparison with the builders' own libraries included
	go test ./...
	go -C testdata/oracle test ./...
	go -C testdata/oracle/project test ./...
	go -C testdata/conformance test ./...

check: ## formatting, vet, staticcheck, what go fix would modernise, dead code, race detector, go.mod
	out=$$(go tool gofumpt -l .) && test -z "$$out" || { echo "$$out"; exit 1; }
	GOOS=windows go vet ./... && GOOS=darwin go vet ./...
	go vet $(PACKAGES) && go -C testdata/oracle vet ./... && go -C testdata/oracle/project vet ./... && go -C testdata/conformance vet ./...
	go fix $(FIX) $(PACKAGES) && go -C testdata/oracle fix $(FIX) ./... && go -C testdata/oracle/project fix $(FIX) ./... && go -C testdata/conformance fix $(FIX) ./...
	go tool staticcheck -checks all $(PACKAGES)
	staticcheck=$$(go tool -n staticcheck) && (cd testdata/oracle && $$staticcheck -checks all ./...) && (cd testdata/oracle/project && $$staticcheck -checks all ./...) && cd testdata/conformance && $$staticcheck -checks all ./...
	out=$$(go tool deadcode -test $(PACKAGES)) && test -z "$$out" || { echo "$$out"; exit 1; }
	go test -race -timeout 40m ./...
	go -C testdata/conformance test -race ./...
	go -C testdata/oracle test -race -short -run '$(RACEFREE)' .
	go mod tidy -diff && go -C testdata/oracle mod tidy -diff && go -C testdata/oracle/project mod tidy -diff && go -C testdata/conformance mod tidy -diff

fmt: ## formats all Go files
	go tool gofumpt -w .

fuzz: ## runs each fuzz target for FUZZTIME (30s), with FUZZFLAGS=-fresh on the seeds of the repository alone
	go run ./testdata/fuzzall -time $(FUZZTIME) $(FUZZFLAGS)

soak: ## runs SOAK (10,000) commands in one process, in which nothing may grow; a minute; needs Linux
	go test ./cmd/buildctx -run '^TestSoak$$' -count 1 -v -timeout 60m -soak $(SOAK)

faults: ## has system calls fail FAULTS (1,000) times, and the disk full, and more, and looks at what is said; needs Linux, strace
	go run ./testdata/trust/faults -n $(FAULTS)

kills: ## ends commands that write by KILLS (1,000) signals at random moments, and looks at what is left; minutes; needs Linux
	go run ./testdata/trust/kills -n $(KILLS)

new-rule: ## makes the file of a new rule of lint: make new-rule ID=some-name
	go run ./testdata/newrule -id "$(ID)"

update: ## writes the golden files and the reference pages anew; read the difference before you commit it
	go test ./suggest/catalog ./suggest/lint -update
	go test ./cmd/buildctx -update

bench: ## measures beside the peers, as ratios; twenty minutes, with BENCHFLAGS=-short two; needs Linux, gcc
	go run ./testdata/bench $(if $(findstring -short,$(BENCHFLAGS)),,-fetch) $(if $(BENCHFLAGS),$(BENCHFLAGS),-cold)

scale: ## measures what is as large as it gets, as ratios; half an hour, with SCALEFLAGS=-short two minutes; needs Linux, gcc, git
	go run ./testdata/scale $(SCALEFLAGS)

bench-go: ## runs the Go benchmarks; mv bin/bench/new.txt bin/bench/old.txt, and the next run is compared with this one
	mkdir -p bin/bench
	go test -run '^$$' -bench . -count 6 ./ignore/... ./context/... ./cmd/... ./suggest/... > bin/bench/new.txt || { cat bin/bench/new.txt; exit 1; }
	go -C testdata/oracle tool benchstat $(wildcard $(CURDIR)/bin/bench/old.txt) $(CURDIR)/bin/bench/new.txt

conformance: ## has real builders build every tree of testdata/builder and compares; needs Linux, root, apt-get
	go -C testdata/conformance run ./cmd/conformance $(CONFORMANCEFLAGS)

install: ## installs buildctx into GOBIN
	go install -trimpath ./cmd/buildctx

clean: ## removes what build made
	rm -rf bin

help: ## lists the targets
	@sed -n 's/^\([a-z-]*\): ## /\1\t/p' Makefile | expand -t 14

.PHONY: build test check fmt new-rule fuzz soak kills faults update bench scale bench-go conformance install clean help

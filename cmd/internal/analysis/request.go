package analysis

import (
	"io"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/lint"
)

// A Request says which build to analyse and how far.
type Request struct {
	// Dir is the build context.
	Dir string
	// File is the value of -f; empty for the builder's default, "-" for Stdin.
	File string
	// Stdin is read when File is "-".
	Stdin io.Reader
	// IgnoreFile replaces the ignore file that the builder would take.
	IgnoreFile string
	// Builder is the program that builds, Others are those that lint compares
	// it with.
	Builder ignore.Builder
	Others  []ignore.Builder
	// Silenced are rules of lint that are not wanted.
	Silenced []lint.Silence
	// Texts are what further files say that findings may be in, by their names.
	Texts map[string][]byte
	// Target, BuildArgs, NamedContexts and Platforms are the values of
	// --target, --build-arg, --build-context and --platform.
	Target        string
	BuildArgs     map[string]string
	NamedContexts []string
	Platforms     []string
	// Depth says how much of the disk is read and what is worked out.
	Depth Depth
	// Wire asks for every transfer of the build with its figures.
	Wire bool
	// Cache asks what spoils the builder's layer cache; it needs Searched.
	Cache bool
	// Level is how safe a suggestion must be to be part of the proposal.
	Level diag.Safety
	// Idle asks for the lines of the ignore file that do nothing; Tidy has the
	// proposal leave them out.
	Idle, Tidy bool
	// Mode is how the proposal is written.
	Mode suggest.Mode
	// Lint asks for findings; rules that need to know what should go, or git,
	// want Searched.
	Lint bool
	// Heaviest is how many of the heaviest paths are wanted.
	Heaviest int
}

// Depth is how far an analysis goes.
type Depth uint8

const (
	// SentOnly reads what the builder would read, and works out what is sent.
	SentOnly Depth = iota
	// Measured reads excluded directories too.
	Measured
	// Searched also looks for what should go, and asks git.
	Searched
	// Proposed also makes a proposal and proves it.
	Proposed
)

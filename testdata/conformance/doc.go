// Package conformance is the root of a module of its own that holds buildctx to the builders themselves: it builds them,
// starts them, has them build every tree of testdata/builder, and compares what they received and printed with what
// buildctx says and with what is recorded. BuildKit also builds the projects of testdata/project before and after
// "buildctx suggest --write". The program is cmd/conformance; "make conformance" runs it.
//
// The packages are, in the order in which they are used:
//
//	install   gets the builders and keeps them
//	sandbox   is where they run: apart from the machine, without a network, gone at the end
//	tree      makes the trees
//	buildkit  runs buildkitd and buildx; cmd/wirespy records each packet of a transfer
//	classic   runs the classic clients and dockerd
//	buildah   runs buildah
//	product   runs buildctx
//	wire      is the notation of the records
//	verdict   compares and counts
package conformance

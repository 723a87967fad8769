package buildcontext

import "slices"

// InjectedName is how many bytes the classic client adds to an ignore file when
// it sends a Dockerfile under another name: that name, between line feeds.
const InjectedName = int64(len("\n.dockerfile.\n") + 20)

// Injected are the figures that the classic client may print when it adds a
// Dockerfile of so many bytes that does not lie in the build context, where
// cold is the figure without that. There is one, or two of which the client
// takes either at random; none is known when the ignore file is no regular
// file.
//
// The client writes the tar anew, with the Dockerfile under a random name of
// 32 bytes and with that name in the ignore file (docker/cli build/context.go,
// AddDockerfileToBuildContext). It closes the pipe before the end of the tar,
// so that the last entry is not filled up and nothing follows it (go-archive
// archive.go, ReplaceFileTarWrapper). When there is no ignore file yet, the
// order of the two is that of a Go map.
func (v *View) Injected(cold, dockerfile int64) []int64 {
	const fresh = int64(len(".dockerignore")) + InjectedName
	n := cold - (*tarMeter)(nil).end()
	if i, ok := v.Tree.Lookup(".dockerignore"); ok && v.Sent(i) {
		if !v.Tree.Mode(i).IsRegular() {
			return nil
		}
		size := v.Tree.Size(i)
		return []int64{n + roundUp(size+InjectedName) - roundUp(size) + block + dockerfile}
	}
	n += 2 * block
	figures := []int64{n + roundUp(dockerfile) + fresh, n + roundUp(fresh) + dockerfile}
	slices.Sort(figures)
	return slices.Compact(figures)
}

package verify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A cleanup removes what builds leave at the builder: layers and copies of
// local directories in its cache, and a record of each build in its history.
type cleanup struct {
	*buildx
	name   string              // that all of them have in common
	before []cacheRecord       // copies of local directories that are not ours
	made   map[madeBy]struct{} // copies of local directories that are
}

// A madeBy is one step of one build that makes a copy of a local directory.
type madeBy struct {
	build int
	transferring
}

// A cacheRecord is an element of the builder's cache.
type cacheRecord struct{ id, description string }

// cleanupTimeout is how long it may take.
const cleanupTimeout = 20 * time.Second

// The builder is not at once done with what a build has used that failed or
// was broken off. It is asked again so often.
const (
	tries = 10
	pause = 200 * time.Millisecond
)

// newCleanup looks at the cache before anything is built.
func (b *buildx) newCleanup(ctx context.Context, name string) (*cleanup, error) {
	c := &cleanup{buildx: b, name: name, made: make(map[madeBy]struct{})}
	var err error
	c.before, err = c.records(ctx, localSources)
	return c, err
}

// localSources are the copies of local directories.
const localSources = "type=source.local"

// records are the elements of the cache that a filter lets through.
func (c *cleanup) records(ctx context.Context, filter string) ([]cacheRecord, error) {
	out, err := c.run(ctx, "du", "--verbose", "--filter", filter)
	if err != nil {
		return nil, err
	}
	return parseRecords(out), nil
}

// parseRecords reads "buildx du --verbose": fields with a colon behind their
// names, a blank line between records.
func parseRecords(out string) []cacheRecord {
	var records []cacheRecord
	for line := range strings.Lines(out) {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch {
		case name == "ID":
			records = append(records, cacheRecord{id: value})
		case name == "Description" && len(records) > 0:
			records[len(records)-1].description = value
		}
	}
	isID := regexp.MustCompile(`^[a-z0-9]+$`) // it becomes part of an expression
	return slices.DeleteFunc(records, func(r cacheRecord) bool { return !isID.MatchString(r.id) })
}

// note books what a build has transferred: each step has a copy of its own at
// the builder (buildkit source/local/source.go, snapshot), which a second build
// of the same number finds. There is none of a transfer that was broken off.
func (c *cleanup) note(build int, shown *progress) {
	for _, s := range shown.whole() {
		c.made[madeBy{build, s}] = struct{}{}
	}
}

// remove removes all of it, also when the user interrupts, and returns what it
// could not remove. What somebody else may have made is left alone.
func (c *cleanup) remove(ctx context.Context) (left []string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTimeout)
	defer cancel()
	c.removeHistory(ctx)
	ids, doubtful, err := c.find(ctx)
	for try := 0; try < tries && doubtful && err == nil; try++ {
		time.Sleep(pause)
		ids, doubtful, err = c.find(ctx)
	}
	if err == nil && len(ids) > 0 {
		err = c.prune(ctx, ids)
	}
	if doubtful {
		left = append(left, "Another build ran at the same time; copies of the build context may be left in the cache of the builder, "+
			"because they cannot be told from those of that build.")
	}
	if err != nil {
		left = append(left, fmt.Sprintf("The throw-away builds may have left copies of the build context in the cache of the builder: %v.", err))
	}
	return left
}

// find looks for what the builds have left in the cache. Their name is in the
// destination of every COPY, and so in what the layers are called.
func (c *cleanup) find(ctx context.Context) (ids []string, doubtful bool, err error) {
	layers, err := c.records(ctx, "description~="+c.name)
	if err != nil {
		return nil, false, err
	}
	sources, err := c.records(ctx, localSources)
	if err != nil {
		return nil, false, err
	}
	ids, doubtful = c.ours(sources)
	for _, r := range layers {
		ids = append(ids, r.id)
	}
	return ids, doubtful, nil
}

// prune removes records. The builder leaves out what is in use.
func (c *cleanup) prune(ctx context.Context, ids []string) error {
	filter := `id="^(` + strings.Join(ids, "|") + `)$"`
	for try := range tries {
		if try > 0 {
			time.Sleep(pause)
		}
		if _, err := c.run(ctx, "prune", "--force", "--filter", filter); err != nil {
			return err
		}
		if there, err := c.records(ctx, filter); err != nil || len(there) == 0 {
			return err
		}
	}
	return errors.New("they are in use")
}

// ours are the records that the builds made: the new ones, if there are as many
// as were made. Where there are more or less of one kind, none of that kind can
// be told from somebody else's.
func (c *cleanup) ours(after []cacheRecord) (ids []string, doubtful bool) {
	count := make(map[string]int)
	for m := range c.made {
		count["local source for "+m.name]++
	}
	fresh := make(map[string][]string)
	for _, r := range after {
		if !slices.ContainsFunc(c.before, func(b cacheRecord) bool { return b.id == r.id }) {
			fresh[r.description] = append(fresh[r.description], r.id)
		}
	}
	for description, n := range count {
		if len(fresh[description]) == n {
			ids = append(ids, fresh[description]...)
		} else if len(fresh[description]) > 0 {
			doubtful = true
		}
	}
	slices.Sort(ids)
	return ids, doubtful
}

// removeHistory removes the records of the builds, at the builder and here
// (buildx localstate/localstate.go). Clients that are too old to know of a
// history have none.
func (c *cleanup) removeHistory(ctx context.Context) {
	out, err := c.run(ctx, "history", "ls", "--format", "json")
	if err != nil {
		return
	}
	var ids []string
	for line := range strings.Lines(out) {
		var record struct{ Name, Ref string }
		if json.Unmarshal([]byte(line), &record) != nil || record.Name != c.name {
			continue
		}
		ids = append(ids, record.Ref[strings.LastIndex(record.Ref, "/")+1:])
		if dir := c.config(); dir != "" && filepath.IsLocal(record.Ref) {
			os.Remove(filepath.Join(dir, "refs", record.Ref))
		}
	}
	if len(ids) > 0 {
		_, _ = c.run(ctx, append([]string{"history", "rm"}, ids...)...)
	}
}

// config is the directory where buildx keeps its own files (buildx
// util/confutil/config.go).
func (c *cleanup) config() string {
	if dir := os.Getenv("BUILDX_CONFIG"); dir != "" {
		return dir
	}
	if dir := os.Getenv("DOCKER_CONFIG"); dir != "" {
		return filepath.Join(dir, "buildx")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".docker", "buildx")
}

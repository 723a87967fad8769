package main

import (
	"context"
	"fmt"
	"os"
	"syscall"
)

// coldRounds are few, because each run waits for the disk.
const coldRounds = 3

// dropCaches is the file that has Linux forget what it has read.
const dropCaches = "/proc/sys/vm/drop_caches"

// fromDisk measures a corpus that is not in memory, where the cache can be
// dropped; where not, it says so and returns nil.
func (b *bencher) fromDisk(ctx context.Context, c corpus, dir string) (*result, error) {
	if err := forget(); err != nil {
		fmt.Fprintln(os.Stderr, "bench: nothing is measured from the disk, which needs root and no container:", err)
		return nil, nil
	}
	var rows []row
	for _, r := range b.rows(c, dir) {
		switch r.name {
		case floorRow:
			rows = append(rows, r, row{name: wideRow, args: []string{b.floor, dir, "16"}})
		case bareRow, analyzeRow, checkRow, filterRow, "du", "gdu":
			rows = append(rows, r)
		}
	}
	res, err := b.measure(ctx, c, dir, rows, coldRounds, forget)
	return &res, err
}

// forget has everything read from the disk again.
func forget() error {
	syscall.Sync()
	return os.WriteFile(dropCaches, []byte("3"), 0)
}

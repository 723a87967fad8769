package suggest

// archiveFiles finds archives, disk images and dumps of databases. A build may
// unpack one, so that only those that git ignores go without a question.
var archiveFiles = &Heuristic{
	ID:       "archives",
	Title:    "archives, disk images and database dumps",
	Category: Archive,
	Run:      byProof,
	whole:    true,
}

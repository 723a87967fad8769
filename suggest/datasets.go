package suggest

// dataFiles finds data. A Dockerfile that copies it by name, or by that of the
// directory that holds it, keeps it.
var dataFiles = &Heuristic{
	ID:       "datasets",
	Title:    "data that git does not track",
	Category: Dataset,
	Names: []Name{
		{Pattern: "*.parquet", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.feather", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.arrow", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.avro", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.orc", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.hdf5", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.h5", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.npy", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.npz", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.nc", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.mat", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.tfrecord", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.tfrecords", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.rds", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.RData", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.dta", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.sav", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.lmdb", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.mdb", Type: File, Why: "dataset", Trust: Payload, Min: heavy},
		{Pattern: "*.duckdb", Type: File, Why: "database", Trust: Payload, Min: heavy},
		// Text is more often a fixture that is wanted.
		{Pattern: "*.csv", Type: File, Why: "dataset", Trust: Payload, Min: 5 * heavy},
		{Pattern: "*.tsv", Type: File, Why: "dataset", Trust: Payload, Min: 5 * heavy},
		{Pattern: "*.jsonl", Type: File, Why: "dataset", Trust: Payload, Min: 5 * heavy},
		{Pattern: "*.ndjson", Type: File, Why: "dataset", Trust: Payload, Min: 5 * heavy},
		// So are databases of one file.
		{Pattern: "*.sqlite", Type: File, Why: "database", Trust: Kept, Min: heavy},
		{Pattern: "*.sqlite3", Type: File, Why: "database", Trust: Kept, Min: heavy},
		{Pattern: "*.db", Type: File, Why: "database", Trust: Kept, Min: heavy},
		// What databases and experiments write beside the code.
		{Pattern: "pgdata", Why: "files of a database", Trust: Marked, Inside: []string{"PG_VERSION"}},
		{Pattern: "PG_VERSION", Type: File, Holder: true, Why: "files of a database", Trust: Own},
		{Pattern: "wandb", Why: "runs of experiments", Trust: Marked, Inside: []string{"latest-run", "run-*", "debug.log"}},
		{Pattern: "mlruns", Why: "runs of experiments", Trust: Sure},
		{Pattern: "lightning_logs", Why: "runs of experiments", Trust: Sure},
	},
	Run: func(p *Pass) {
		if p.Name.Pattern == "PG_VERSION" {
			if _, ok := p.Tree.Child(p.Entry, "base"); ok {
				p.sure("PG_VERSION inside")
			}
			return
		}
		byTrust(p)
	},
	whole: true,
}

package buildcontext

// A Sum counts what is sent of an entry and everything below it.
type Sum struct {
	// Files is the number of entries that are not directories.
	Files uint32
	// Bytes is the length of the content of the regular files; a file with
	// several hard links counts at each of its names.
	Bytes int64
}

// Sums returns what is sent at and below every entry, by entry number.
func (v *View) Sums() []Sum {
	t := v.Tree
	sums := make([]Sum, t.Len())
	for i := uint32(t.Len()) - 1; i > 0; i-- {
		if v.Sent(i) && !t.IsDir(i) {
			sums[i].Files = 1
			if t.Mode(i).IsRegular() {
				sums[i].Bytes = t.Size(i)
			}
		}
		parent := &sums[t.Parent(i)]
		parent.Files += sums[i].Files
		parent.Bytes += sums[i].Bytes
	}
	return sums
}

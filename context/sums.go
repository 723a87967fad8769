package buildcontext

// A Sum counts what is sent of an entry and everything below it.
type Sum struct {
	// Files is the number of entries that are not directories.
	Files uint32
	// Bytes is the length of the content of the regular files; a file with
	// several hard links counts at each of its names.
	Bytes int64
}

// Sums are what is sent at and below every entry of a View.
type Sums struct {
	view *View
	dirs []Sum
}

// Sums adds up what is sent at and below every entry. That is done once.
func (v *View) Sums() Sums { return v.sums() }

// At is what is sent at and below an entry.
func (s Sums) At(i uint32) Sum {
	if t := s.view.Tree; t.IsDir(i) {
		return s.dirs[t.dirs.number(i)]
	}
	return s.view.one(i)
}

func (v *View) addUp() Sums { return Sums{v, v.Tree.sum(v.one)} }

// one is what is sent of an entry that is no directory.
func (v *View) one(i uint32) Sum {
	switch {
	case !v.Sent(i):
		return Sum{}
	case v.Tree.Mode(i).IsRegular():
		return Sum{Files: 1, Bytes: v.Tree.Size(i)}
	}
	return Sum{Files: 1}
}

// sum adds up for every directory what is below it, given what each entry
// counts that is no directory.
func (t *Tree) sum(one func(uint32) Sum) []Sum {
	sums := make([]Sum, t.dirs.count)
	// The directories that the entry is in, from the root down.
	type open struct{ number, end uint32 }
	stack := []open{{0, t.End(0)}}
	number := uint32(0)
	for i := uint32(1); i < uint32(t.Len()); i++ {
		for i >= stack[len(stack)-1].end {
			last := len(stack) - 1
			sums[stack[last-1].number].add(sums[stack[last].number])
			stack = stack[:last]
		}
		if t.IsDir(i) {
			number++
			stack = append(stack, open{number, t.End(i)})
			continue
		}
		sums[stack[len(stack)-1].number].add(one(i))
	}
	for last := len(stack) - 1; last > 0; last-- {
		sums[stack[last-1].number].add(sums[stack[last].number])
	}
	return sums
}

func (s *Sum) add(other Sum) {
	s.Files += other.Files
	s.Bytes += other.Bytes
}

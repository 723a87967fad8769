package catalog

import "testing"

// Each category is in the table once, with a heading of its own, and finds its
// row.
func TestCategories(t *testing.T) {
	headings := make(map[string]bool)
	for _, f := range Categories {
		if f.ID.Facts().Heading != f.Heading || headings[f.Heading] || f.Heading == "" {
			t.Errorf("%s is headed %q", f.ID, f.Heading)
		}
		headings[f.Heading] = true
	}
	if f := Category("new").Facts(); f.ID != "new" || f.Heading != "new" || f.Read {
		t.Errorf("a category that is not known: %+v", f)
	}
}

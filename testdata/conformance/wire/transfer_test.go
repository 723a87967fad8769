package wire

import "testing"

// A transfer that fails is the same in a record, however much content was sent before.
func TestFailedTransfer(t *testing.T) {
	early := Transfer{Name: "context", Entries: []Entry{{Path: "a", Type: File, Size: 10}}, Total: 110, StatBytes: 81, Failed: true}
	late := early
	late.Entries = []Entry{{Path: "a", Type: File, Size: 10, Sent: 10}}
	late.Total, late.Payload, late.DataBytes = 126, 10, 16
	if a, b := early.settled().block(), late.settled().block(); a.Head != b.Head || a.Entries[0] != b.Entries[0] {
		t.Errorf("%+v and %+v", a, b)
	}
	late.Failed = false
	if early.settled().block().Head == late.settled().block().Head {
		t.Error("a transfer that does not fail is to show its content")
	}
}

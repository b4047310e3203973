package worker

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/sched"
)

// TestNote writes notes in both ways and reads them back.
func TestNote(t *testing.T) {
	ways := map[string]func(*os.File) *notepad{
		"this system's way": newNotepad,
		"written":           func(f *os.File) *notepad { return &notepad{store: writeStore(f)} },
	}
	for way, pad := range ways {
		t.Run(way, func(t *testing.T) {
			f, err := newNote()
			if err != nil {
				t.Fatal(err)
			}
			defer discard(f)
			if got := mustRead(t, f); got.started || got.beat != 0 {
				t.Errorf("an empty note reads %+v", got)
			}
			n := pad(f)
			n.begin(campaign.Position{Share: 3, Index: 1 << 40})
			n.decided(sched.Decision{From: 9, Seq: 9, To: 9})
			n.begin(campaign.Position{Share: 0, Index: 17})
			schedule := []sched.Decision{
				{From: sched.ClockID, Seq: 1, To: 2}, {From: sched.StartID, Seq: 70000, To: sched.ClockID, Preempts: true}, {From: 5, Seq: 6, To: 7, Data: true},
			}
			for _, d := range schedule {
				n.decided(d)
			}
			n.tick()
			want := noted{beat: 3, started: true, position: campaign.Position{Share: 0, Index: 17}, schedule: schedule}
			if diff := cmp.Diff(want, mustRead(t, f), cmp.AllowUnexported(noted{})); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
			if b := readBeat(f); b != 3 {
				t.Errorf("beat %d, want 3", b)
			}
		})
	}
}

// TestNoteIsBounded notes more decisions than there is room for.
func TestNoteIsBounded(t *testing.T) {
	f, err := newNote()
	if err != nil {
		t.Fatal(err)
	}
	defer discard(f)
	n := newNotepad(f)
	n.begin(campaign.Position{})
	for i := range maxDecisions + 10 {
		n.decided(sched.Decision{From: 1, Seq: i, To: 2})
	}
	got := mustRead(t, f).schedule
	if len(got) != maxDecisions || got[maxDecisions-1].Seq != maxDecisions-1 {
		t.Errorf("%d decisions were kept, want the first %d", len(got), maxDecisions)
	}
}

func mustRead(t *testing.T, f *os.File) noted {
	t.Helper()
	n, err := readNote(f)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

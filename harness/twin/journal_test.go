package twin

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
)

func TestJournal(t *testing.T) {
	mine, file, err := createJournal(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer mine.close()
	childs, err := openJournal(file)
	if err != nil {
		t.Fatal(err)
	}
	defer childs.close()
	if e := mine.Open(); e != nil {
		t.Fatalf("a new journal has an entry: %+v", e)
	}
	childs.Begin(Entry{Check: "TestX/a", Seed: 7, Share: 3, Runs: 100})
	childs.Decided(sched.Decision{From: 1, Seq: 2, To: 3})
	childs.Next(3, 42)
	childs.Decided(sched.Decision{From: sched.ClockID, Seq: 5, To: 2, Preempts: true})
	childs.Decided(sched.Decision{From: 1, Seq: 9, To: 1, Data: true})
	want := &Entry{Check: "TestX/a", Seed: 7, Share: 3, Index: 42, Runs: 100, Schedule: []sched.Decision{
		{From: sched.ClockID, Seq: 5, To: 2, Preempts: true}, {From: 1, Seq: 9, To: 1, Data: true},
	}}
	if d := cmp.Diff(want, mine.Open()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	before, _ := mine.progress()
	childs.Tick()
	if after, open := mine.progress(); after == before || !open {
		t.Errorf("a tick is no progress: %d, %d, %v", before, after, open)
	}
	childs.End()
	if e := mine.Open(); e != nil {
		t.Errorf("the entry is still open: %+v", e)
	}
	mine.Resume(*want)
	if d := cmp.Diff(want, childs.Open()); d != "" {
		t.Errorf("resumed (-want +got):\n%s", d)
	}
}

// What does not fit is cut, and that is told; nothing is written beyond the page.
func TestJournalBounds(t *testing.T) {
	j, _, err := createJournal(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer j.close()
	j.Begin(Entry{Check: strings.Repeat("x", 2*textMost), Share: probingShare})
	for i := range decisionsMost + 1 {
		j.Decided(sched.Decision{Seq: i})
	}
	e := j.Open()
	if len(e.Check) != textMost || len(e.Schedule) != decisionsMost || !e.Cut || e.Share != probingShare {
		t.Errorf("name of %d bytes, %d decisions, cut %v, share %d", len(e.Check), len(e.Schedule), e.Cut, e.Share)
	}
}

const probingShare = -1

// In a process that nobody watches there is no journal, and all its methods do nothing.
func TestNoJournal(t *testing.T) {
	var j *Journal
	j.Begin(Entry{})
	j.Next(1, 2)
	j.Decided(sched.Decision{})
	j.Tick()
	j.End()
}

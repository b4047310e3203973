package postmortem

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
)

// ways are the two ways of sharing a page.
var ways = map[string]func(*os.File) (*Journal, error){
	"this system's way": share,
	"a file":            func(f *os.File) (*Journal, error) { return copied(f), nil },
}

// both returns a journal as the watcher sees it and as the subject's process does.
func both(t *testing.T, share func(*os.File) (*Journal, error)) (mine, theirs *Journal) {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if err := f.Truncate(int64(pageSize)); err != nil {
		t.Fatal(err)
	}
	var list [2]*Journal
	for i := range list {
		if list[i], err = share(f); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(list[i].Close)
	}
	return list[0], list[1]
}

func TestJournal(t *testing.T) {
	for way, share := range ways {
		t.Run(way, func(t *testing.T) {
			mine, theirs := both(t, share)
			if e := mine.Open(); e != nil {
				t.Fatalf("a new journal has an entry: %+v", e)
			}
			theirs.Begin(Entry{Check: "TestX/a", Seed: 7, Share: 3, Runs: 100})
			theirs.Decided(sched.Decision{From: 1, Seq: 2, To: 3})
			theirs.Next(3, 1<<40)
			theirs.Decided(sched.Decision{From: sched.ClockID, Seq: 5, To: 2, Preempts: true})
			theirs.Decided(sched.Decision{From: sched.StartID, Seq: 70_000, To: 1, Data: true})
			theirs.Stepped(4, 17)
			want := &Entry{Task: 4, Steps: 17, Check: "TestX/a", Seed: 7, Share: 3, Index: 1 << 40, Runs: 100, Schedule: []sched.Decision{
				{From: sched.ClockID, Seq: 5, To: 2, Preempts: true}, {From: sched.StartID, Seq: 70_000, To: 1, Data: true},
			}}
			if d := cmp.Diff(want, mine.Open()); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			before, _ := mine.Progress()
			theirs.Tick()
			if after, open := mine.Progress(); after == before || !open {
				t.Errorf("a tick is no progress: %d, %d, %v", before, after, open)
			}
			theirs.End()
			if e := mine.Open(); e != nil {
				t.Errorf("the entry is still open: %+v", e)
			}
			mine.Resume(*want)
			want.Task, want.Steps = 0, 0
			if d := cmp.Diff(want, theirs.Open()); d != "" {
				t.Errorf("resumed (-want +got):\n%s", d)
			}
		})
	}
}

func TestFinished(t *testing.T) {
	for way, share := range ways {
		t.Run(way, func(t *testing.T) {
			mine, theirs := both(t, share)
			theirs.Finished(0)
			theirs.Finished(finishedMost - 1)
			theirs.Finished(finishedMost - 1)
			theirs.Finished(finishedMost)
			got := [3]int{mine.Finishes(0), mine.Finishes(finishedMost - 1), mine.Finishes(finishedMost)}
			if want := [3]int{1, 2, 0}; got != want {
				t.Errorf("finished %v, want %v", got, want)
			}
			mine.Reset()
			if n := theirs.Finishes(0); n != 0 {
				t.Errorf("finished %d times after a reset", n)
			}
		})
	}
}

// What does not fit is cut, and that is told; nothing is written beyond the page.
func TestJournalBounds(t *testing.T) {
	j, err := Create()
	if err != nil {
		t.Fatal(err)
	}
	j.Begin(Entry{Check: strings.Repeat("x", 2*textMost), Share: -1})
	for i := range decisionsMost + 1 {
		j.Decided(sched.Decision{Seq: i})
	}
	e := j.Open()
	j.Close()
	if j.Open() != nil || j.Finishes(0) != 0 {
		t.Error("a closed journal says something")
	}
	if len(e.Check) != textMost || len(e.Schedule) != decisionsMost || e.Schedule[decisionsMost-1].Seq != decisionsMost-1 || !e.Cut || e.Share != -1 {
		t.Errorf("name of %d bytes, %d decisions, cut %v, share %d", len(e.Check), len(e.Schedule), e.Cut, e.Share)
	}
}

// In a process that nobody watches there is no journal, and all that writes does nothing.
func TestNoJournal(t *testing.T) {
	var j *Journal
	j.Begin(Entry{})
	j.Next(1, 2)
	j.Decided(sched.Decision{})
	j.Tick()
	j.Stepped(1, 2)
	j.Finished(1)
	j.End()
}

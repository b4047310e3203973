package worker

import (
	"math"
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
)

func numbers(l *ledger) (list []int) {
	for _, r := range l.counted() {
		list = append(list, r.Share.Number)
	}
	return list
}

func enter(l *ledger, number int, found, hung bool) {
	r := campaign.ShareResult{Share: campaign.Share{Number: number}}
	if found {
		r.Found = &campaign.Found{Counterexample: &counterexample.Counterexample{}}
	}
	l.enter(r, hung)
}

// TestLedgerCountsUpToTheFirstViolation enters results in an order that only fast and slow workers can bring about.
func TestLedgerCountsUpToTheFirstViolation(t *testing.T) {
	l := newLedger(1, campaign.Plan(1, 640))
	for range 6 {
		if _, ok := l.take(nil); !ok {
			t.Fatal("there must be more shares")
		}
		delete(l.running, l.next-1)
	}
	enter(l, 4, true, false)
	enter(l, 5, false, false)
	if _, ok := l.take(nil); ok {
		t.Error("a share behind a violation was handed out")
	}
	enter(l, 2, true, false)
	enter(l, 0, false, false)
	enter(l, 3, false, false)
	enter(l, 1, false, false)
	got := map[int]bool{}
	for _, n := range numbers(l) {
		got[n] = true
	}
	if len(got) != 3 || !got[0] || !got[1] || !got[2] {
		t.Errorf("shares %v count, want 0, 1 and 2", got)
	}
}

// TestLedgerGivesUp ends a campaign at the third share in which the subject hangs, by number and not by time.
func TestLedgerGivesUp(t *testing.T) {
	l := newLedger(1, campaign.Plan(1, 640))
	for _, n := range []int{9, 7, 5} {
		enter(l, n, false, true)
	}
	if l.limit != 9 {
		t.Errorf("limit %d, want 9", l.limit)
	}
	enter(l, 1, false, true)
	if l.limit != 7 {
		t.Errorf("limit %d, want 7", l.limit)
	}
	if got := len(numbers(l)); got != 3 {
		t.Errorf("%d shares count, want 3", got)
	}
}

func TestLedgerHandsOutInOrder(t *testing.T) {
	l := newLedger(5, campaign.Plan(5, 6500))
	runs := 0
	for want := range 64 {
		s, ok := l.take(nil)
		if !ok || s.Number != want || s.Seed != 5 {
			t.Fatalf("share %+v, %v; want number %d", s, ok, want)
		}
		runs += s.Runs
	}
	if _, ok := l.take(nil); ok || runs != 6500 {
		t.Errorf("%d executions were handed out, and more: %v; want 6500", runs, ok)
	}
	endless := newLedger(5, nil)
	for want := range 100 {
		if s, ok := endless.take(nil); !ok || s.Number != want || s.Runs != campaign.BudgetShare {
			t.Fatalf("share %+v, %v; want number %d", s, ok, want)
		}
		delete(endless.running, want)
	}
	endless.stop()
	if _, ok := endless.take(nil); ok || endless.limit != math.MaxInt {
		t.Error("a share was handed out after the end")
	}
}

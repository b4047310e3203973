package worker

import (
	"math"
	"slices"
	"sync"

	"github.com/tenter-go/tenter/harness/campaign"
)

// mostHung is in how many shares the subject may hang before the campaign is given up: each costs Options.Patience.
const mostHung = 3

// ledger holds which shares are to be done, by whom, and what they gave. Shares are handed out in the order of their numbers.
//
// The outcome must not depend on who was faster. Therefore nothing behind the limit counts, the limit is set by results only, and every
// share below it is done before the campaign ends, unless it is ended from outside.
type ledger struct {
	mu      sync.Mutex
	seed    uint64
	plan    []campaign.Share // all shares; nil for a campaign that goes on until it is stopped
	next    int
	open    int   // executions of a share where there is no plan
	limit   int   // number of the last share that counts
	hung    []int // numbers of the shares in which the subject hung
	stopped bool
	running map[int]*process
	results []campaign.ShareResult
}

func newLedger(seed uint64, plan []campaign.Share) *ledger {
	return &ledger{seed: seed, plan: plan, open: campaign.BudgetShare, limit: math.MaxInt, running: map[int]*process{}}
}

// take hands the next share to w. It returns false if there is nothing left to do.
func (l *ledger) take(w *process) (campaign.Share, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped || l.next > l.limit || l.plan != nil && l.next == len(l.plan) {
		return campaign.Share{}, false
	}
	s := campaign.Share{Seed: l.seed, Number: l.next, Runs: l.open}
	if l.plan != nil {
		s = l.plan[l.next]
	}
	l.next++
	l.running[s.Number] = w
	return s, true
}

// enter enters what a share gave. Shares that can't count any more are told to stop.
func (l *ledger) enter(r campaign.ShareResult, hung bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.running, r.Share.Number)
	l.results = append(l.results, r)
	if r.Found != nil {
		l.limit = min(l.limit, r.Share.Number)
	}
	if hung {
		l.hung = append(l.hung, r.Share.Number)
		slices.Sort(l.hung)
		if len(l.hung) >= mostHung {
			l.limit = min(l.limit, l.hung[mostHung-1])
		}
	}
	for number, w := range l.running {
		if number > l.limit {
			w.hurry(number)
		}
	}
}

// drop forgets a share without a result.
func (l *ledger) drop(s campaign.Share) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.running, s.Number)
}

// stop has the shares in progress end early; what they have done until then counts.
func (l *ledger) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
	for number, w := range l.running {
		w.stop(number)
	}
}

// hurry is stop, and has the workers end shrinking too.
func (l *ledger) hurry() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
	for number, w := range l.running {
		w.hurry(number)
	}
}

// kill ends the workers whose shares are in progress.
func (l *ledger) kill() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
	for _, w := range l.running {
		w.cmd.Process.Kill()
	}
}

// executions says how many there have been so far, those in progress included.
func (l *ledger) executions() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for i := range l.results {
		n += l.results[i].Stats.Executions
	}
	for number, w := range l.running {
		if at := w.journal.Open(); at != nil && at.Share == number {
			n += at.Index
		}
	}
	return n
}

// counted returns the results that count.
func (l *ledger) counted() []campaign.ShareResult {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(l.results), func(r campaign.ShareResult) bool { return r.Share.Number > l.limit })
}

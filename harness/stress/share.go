package stress

import (
	"math/rand/v2"
	"runtime"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
)

// ShareRuns is the number of executions of a share that is bounded by time only.
const ShareRuns = 100_000

// Result is what a share gave.
type Result struct {
	campaign.ShareResult
	Spent bool // the process is of no more use: goroutines are left in it, or one that does not end
}

// RunShare makes the executions of a share, up to the first violation. watch, if not nil, is told of each execution before it begins, and stop, if not nil,
// ends the share early when it returns true. Which scenarios there are depends on the target and the share only; what comes of them does not.
func RunShare(t *campaign.Target, s campaign.Share, o Options, watch campaign.Watch, stop func() bool) (Result, error) {
	res := Result{ShareResult: campaign.ShareResult{Share: s}}
	res.Stats.Add(&campaign.Stats{})
	if err := t.Validate(); err != nil {
		return res, err
	}
	e := newEngine(t, o)
	if watch != nil {
		e.begins = func(serial int) { watch(campaign.Position{Share: s.Number, Index: serial}) }
	}
	if o.Alone {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	}
	p := &planner{target: t, share: s, stamps: o.Stamps, vary: o.Alone, procs: runtime.GOMAXPROCS(0)}
	for e.serial < s.Runs && !e.spent && res.Found == nil && (stop == nil || !stop()) {
		st := e.newStride(p.next(s.Runs - e.serial))
		st.run()
		st.count(&res.Stats)
		if v := st.found; v != nil {
			small, spent := found{st, v}, 0
			if !t.Raw {
				small, spent = e.reduce(small, p, stop)
			}
			c := e.counterexample(s.Seed, small.s, small.v)
			c.Shrinks = spent
			c.Found.Tasks, c.Found.Operations = v.scenario().Size()
			res.Found = &campaign.Found{Position: campaign.Position{Share: s.Number, Index: v.o.serial}, Counterexample: c}
		}
	}
	res.Spent = e.spent || res.Found != nil
	return res, nil
}

// planner says what the strides of a share are about.
type planner struct {
	target *campaign.Target
	share  campaign.Share
	stamps []Stamps // see Options
	n      int      // strides
	drawn  int      // groups
	vary   bool     // GOMAXPROCS
	procs  int      // as it was
}

// shapes are what strides take turns with: many scenarios seldom, or few of them often.
var shapes = []struct{ groups, repeats int }{{32, 8}, {16, 40}, {64, 4}, {4, 160}, {16, 40}, {2, 800}}

// plan is what a stride is to be.
type plan struct {
	groups  []*group
	repeats int
	stamps  Stamps
	pace    pace
}

// next plans the next stride, of at most so many executions.
func (p *planner) next(most int) plan {
	r := randOf(p.share.Seed, uint64(p.share.Number), uint64(p.n), 1)
	kinds := p.stamps
	if kinds == nil {
		kinds = []Stamps{Counter, Clock, None}
	}
	shape := shapes[(p.n+r.IntN(2))%len(shapes)]
	stamps := kinds[p.n%len(kinds)]
	pc := paces[r.IntN(len(paces))]
	pc.seed = r.Uint64()
	if p.vary {
		runtime.GOMAXPROCS(p.cores(r))
	}
	p.n++
	next := plan{repeats: min(shape.repeats, most), stamps: stamps, pace: pc}
	if p.n%lengthyEvery == 0 && !p.target.Only {
		if next = p.lengthyPlan(r, next); next.groups != nil {
			return next
		}
	}
	for range min(shape.groups, max(1, most/next.repeats)) {
		next.groups = append(next.groups, p.group())
	}
	return next
}

// cores returns how many threads run the next stride: mostly as many as there are cores, at times more of them, which the system then interrupts anywhere, or only one.
func (p *planner) cores(r *rand.Rand) int {
	switch r.IntN(8) {
	case 0:
		return 1
	case 1, 2:
		return 2*p.procs + 1
	}
	return p.procs
}

// group draws a scenario, or takes the next of those given.
func (p *planner) group() *group {
	t := p.target
	n := p.drawn
	p.drawn++
	r := randOf(p.share.Seed, uint64(p.share.Number), uint64(n), 2)
	if given := len(t.First) * len(t.Configs); n < given || t.Only {
		n %= given
		return &group{n % len(t.Configs), t.Configs[n%len(t.Configs)], t.First[n/len(t.Configs)]}
	}
	config := r.IntN(len(t.Configs))
	return &group{config, t.Configs[config], t.Generator(config).Draw(r.Uint64())}
}

// Plan cuts a campaign of exactly runs executions into shares; with 0 it returns nil, and the campaign goes on, from share to share of ShareRuns executions, until it
// is stopped.
func Plan(seed uint64, runs int) (list []campaign.Share) {
	for ; runs > 0; runs -= ShareRuns {
		list = append(list, campaign.Share{Seed: seed, Number: len(list), Runs: min(runs, ShareRuns)})
	}
	return list
}

// Scenario returns what execution index of a share was about: for a supervisor whose worker died of it.
func Scenario(t *campaign.Target, s campaign.Share, index int) (config int, sc *scenario.Scenario) {
	p := &planner{target: t, share: s}
	for serial := 0; ; {
		next := p.next(s.Runs - serial)
		for _, g := range next.groups {
			if serial += next.repeats; index < serial {
				return g.config, g.sc
			}
		}
	}
}

// counterexample is what is kept of a violation: the scenario and what was seen.
func (e *engine) counterexample(seed uint64, s *stride, v *violation) *counterexample.Counterexample {
	c := &counterexample.Counterexample{
		Target: e.target.Name, Verdict: v.kind, Message: v.message, Seed: seed, Scenario: v.scenario(), GoVersion: runtime.Version(),
	}
	c.Target.Config, c.Target.Model = v.o.group.config, v.o.group.subject.Spec.Label
	c.Found = c.Size()
	c.Observed = &counterexample.Observed{Stamps: s.stamps.String(), History: v.history, Stacks: v.stacks}
	return c
}

// count adds what the stride has shown.
func (s *stride) count(to *campaign.Stats) {
	groups := map[*group]bool{}
	for _, o := range s.objects {
		to.Executions++
		to.Native++
		groups[o.group] = true
		to.Strategies["stamps: "+s.stamps.String()]++
		if lengthy(o.group.sc) {
			to.Strategies["lengthy"]++
			if o.undecided {
				to.Strategies["lengthy, undecided"]++
			}
		}
		if o.blocked {
			to.Blocked++
		}
		if len(o.rescues) > 0 {
			to.Rescued++
		}
		if o.unknown != "" {
			to.Unknown++
			to.Reasons[o.unknown]++
		}
		if s.found != nil && s.found.o == o {
			break
		}
	}
	to.Scenarios += len(groups)
	to.Add(&s.seen)
}

// note counts what the history that was judged last shows.
func (s *stride) note(h *histories.History, f finding) {
	if s.seen.Operations == nil {
		s.seen.Add(&campaign.Stats{})
	}
	overlapped, cut := false, false
	var last int64
	lastTask := -1
	for i := range h.Operations {
		o := &h.Operations[i]
		overlapped = overlapped || !h.Unordered && o.Call < last && o.Task != lastTask
		cut = cut || o.Outcome == histories.Cancelled
		if o.Return > last {
			last, lastTask = o.Return, o.Task
		}
	}
	if overlapped {
		s.seen.Overlapped++
	}
	if cut {
		s.seen.Cancelled++
	}
	if f.fresh {
		s.seen.Histories++
		s.seen.Seen(h)
	}
}

// verdictOn has an object judged.
func (s *stride) verdictOn(o *object) {
	f := s.e.court.judge(o)
	s.note(&s.e.court.h, f)
	switch {
	case f.kind == verdict.Unknown && lengthy(o.group.sc):
		o.undecided = true
	case f.kind == verdict.Unknown:
		o.unknown = f.reason
	case f.kind.Violation():
		s.accuse(o, f)
	}
}

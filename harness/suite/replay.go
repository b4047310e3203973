package suite

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/models"
)

// testFlagNames are the flags of a case that are for the test, not for the build.
var testFlagNames = []string{"short", "cpu", "parallel", "run", "skip"}

// Spec is the specification of a case of a test: it has one operation, which is to run the test.
func Spec(t counterexample.Target) *models.Spec { return targetOf(t.Pkg, t.Test).Configs[0].Spec }

// Replay runs a case that Run has found once more, in a fresh process of a test binary built in the same way, and has a report written.
// The package is looked up from o.Dir.
func Replay(ctx context.Context, o Options, c *counterexample.Counterexample) (*worker.Replayed, error) {
	o.fill()
	o.Packages, o.BuildFlags, o.TestFlags = []string{c.Target.Pkg}, nil, nil
	for _, f := range c.Twin.Flags {
		if isTestFlag(f) {
			o.TestFlags = append(o.TestFlags, f)
		} else {
			o.BuildFlags = append(o.BuildFlags, f)
		}
	}
	s := &suite{o: o}
	packages, err := s.prepare(ctx)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(s.folder)
	if l := &packages[0]; len(packages) != 1 || l.Error != nil || !l.hasTests() {
		return nil, fmt.Errorf("%s: no such package with tests here — run check replay in the module that the case was found in", c.Target.Pkg)
	}
	prog, err := s.compile(ctx, 0, &packages[0])
	if err != nil {
		return nil, err
	}
	return s.replay(prog, c)
}

func isTestFlag(f string) bool {
	name, _, _ := strings.Cut(strings.TrimLeft(f, "-"), "=")
	for _, known := range testFlagNames {
		if name == known {
			return true
		}
	}
	return false
}

func (s *suite) replay(prog *program, c *counterexample.Counterexample) (*worker.Replayed, error) {
	r := &remote{of: prog, test: -1}
	defer r.stop()
	if c.Twin.Warmed {
		r.keep = warmed
	}
	if err := r.find(c.Target.Test); err != nil {
		return nil, err
	}
	target := targetOf(c.Target.Pkg, c.Target.Test)
	target.Runner, target.Judge = r, r.judge
	r.scenario, r.daemons.named = target.First[0], s.o.Daemons
	if c.Verdict == verdict.GoroutineLeak {
		if err := r.daemons.learn(r); err != nil {
			return nil, err
		}
		r.stop()
	}
	got, err := campaign.Replay(target, c)
	if err = firstOf(r.err, err); err != nil {
		return nil, err
	}
	now := *c
	now.Verdict, now.Died, now.Output = got.Verdict, r.passed != nil, ""
	if _, message := r.judgeAgain(got); message != "" {
		now.Message = message
	}
	out := &worker.Replayed{Verdict: got.Verdict, Died: now.Died, Same: got.Same, Followed: got.Followed, Diverged: got.Diverged, Reason: got.Reason, Stamp: r.stamp}
	if now.Died {
		now.Output = postmortem.Excerpt(r.output)
		out.Same = c.Died && c.Message == now.Message
	}
	page := s.o.Page
	page.Mode = controlled(r.stamp)
	out.Report, err = reportText(page, &now, got, r.output)
	return out, err
}

// judgeAgain returns what the judge said of an execution that was replayed, where it is the judge who said it.
func (r *remote) judgeAgain(got *campaign.Replayed) (verdict.Kind, string) {
	if got.Execution == nil || r.passed == nil && r.last == nil {
		return got.Verdict, ""
	}
	kind, message := r.judge(got.Execution)
	if kind != got.Verdict {
		return got.Verdict, ""
	}
	return kind, message
}

// find looks for the number of a test in a fresh process.
func (r *remote) find(name string) error {
	keep := r.keep
	r.keep = shared
	defer func() { r.keep = keep }()
	if !r.start() {
		return r.err
	}
	defer r.stop()
	for i, t := range r.proc.hello.Tests {
		if t == name {
			r.test = i
			return nil
		}
	}
	return fmt.Errorf("the package has no test %s (any more)", name)
}

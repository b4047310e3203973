package worker

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/confine"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/postmortem"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/stress"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// Find returns what a name stands for. The supervisor and its workers must agree on it.
type Find func(counterexample.Target) (*campaign.Target, error)

// spec is a counterexample.Resolve.
func (find Find) spec(name counterexample.Target) (*models.Spec, error) {
	t, err := find(name)
	if err != nil {
		return nil, err
	}
	if name.Config < 0 || name.Config >= len(t.Configs) {
		return nil, fmt.Errorf("%w: it is of configuration %d, and there are %d", counterexample.ErrMisfit, name.Config, len(t.Configs))
	}
	return t.Configs[name.Config].Spec, nil
}

// envFiles is the variable that tells a worker the numbers of its command pipe, its reply pipe and its journal.
const envFiles = "TENTER_WORKER"

// Called reports whether this process was started as a worker, for programs that are something else as well.
func Called() bool { return os.Getenv(envFiles) != "" }

// Serve is all that a worker program does. It returns when the supervisor has no more commands, or with an error if the process was not
// started by one. The caller should exit then.
func Serve(find Find) error {
	files, err := inherited()
	if err != nil {
		return err
	}
	// Ctrl-C reaches all processes of a terminal, and so may a signal to end; the supervisor decides what it means.
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	journal, err := postmortem.Open(files[2])
	if err != nil {
		return err
	}
	s := &server{
		find: find, in: bufio.NewReader(files[0]), out: json.NewEncoder(files[1]), journal: journal,
		commands: make(chan command, 1),
	}
	s.answer(reply{Hello: &hello{Stamp: sched.Stamp()}})
	go s.listen()
	for c := range s.commands {
		s.answer(s.do(c))
	}
	return nil
}

func inherited() ([]*os.File, error) {
	words := strings.Split(os.Getenv(envFiles), ",")
	if len(words) != 3 {
		return nil, errors.New("this program is run by tenter's check, which gives it its work; run check instead")
	}
	os.Unsetenv(envFiles) // what the subject starts is no worker
	var files []*os.File
	for i, name := range []string{"commands", "replies", "journal"} {
		n, err := strconv.ParseUint(words[i], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("bad value of %s: %w", envFiles, err)
		}
		confine.Keep(uintptr(n))
		files = append(files, os.NewFile(uintptr(n), name))
	}
	return files, nil
}

// server is the worker's side of the protocol.
type server struct {
	find     Find
	in       *bufio.Reader
	mu       sync.Mutex // guards out
	out      *json.Encoder
	journal  *postmortem.Journal
	commands chan command
	stop     atomic.Int64 // number of the share to be ended, plus one
	hurry    atomic.Int64 // and of the one whose shrinking is to be ended
	target   *campaign.Target
	stress   bool // executions are made without control
}

// listen reads commands. It answers at once what can't wait for the share in progress. When the supervisor is gone, so is the worker,
// whatever it is in the middle of.
func (s *server) listen() {
	for {
		line, err := s.in.ReadBytes('\n')
		var c command
		if err == nil {
			err = json.Unmarshal(line, &c)
		}
		switch {
		case err == io.EOF:
			os.Exit(0)
		case err != nil:
			fmt.Fprintln(os.Stderr, "worker: cannot read a command:", err)
			os.Exit(1)
		case c.Do == verbStop:
			s.stop.Store(int64(c.Share.Number) + 1)
		case c.Do == verbHurry:
			s.hurry.Store(int64(c.Share.Number) + 1)
			s.stop.Store(int64(c.Share.Number) + 1)
		case c.Do == verbWhere:
			s.answer(reply{Where: &whereReply{Place: postmortem.Place(postmortem.Stacks())}})
		default:
			s.commands <- c
		}
	}
}

func (s *server) answer(r reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.out.Encode(r); err != nil {
		fmt.Fprintln(os.Stderr, "worker: cannot answer:", err)
		os.Exit(1)
	}
}

// do carries out a command.
func (s *server) do(c command) (r reply) {
	bug := guard(func() {
		var err error
		if r, err = s.carryOut(c); err != nil {
			r = reply{Error: err.Error()}
		}
	})
	if bug != "" {
		return reply{Error: bug}
	}
	return r
}

// guard runs f and returns the text of its panic, "" if there was none. A panic on the worker's own goroutine is a fault of ours: the
// scheduler catches those of the subject.
func guard(f func()) (bug string) {
	defer func() {
		if v := recover(); v != nil {
			bug = fmt.Sprintf("harness bug: %v — please report it with this:\n%s", v, debug.Stack())
		}
	}()
	f()
	return ""
}

func (s *server) carryOut(c command) (reply, error) {
	switch c.Do {
	case verbBegin:
		return s.begin(c)
	case verbShare, verbOne:
		return s.share(c)
	case verbPlan:
		return s.plan(c)
	case verbReplay:
		return s.replay(c)
	}
	return reply{}, fmt.Errorf("unknown command %q: the worker program is of another version", c.Do)
}

func (s *server) begin(c command) (reply, error) {
	if c.Memory > 0 {
		confine.Memory(c.Memory)
	}
	t, err := s.find(c.Target)
	if err != nil {
		return reply{}, err
	}
	if err := campaign.CheckStrategy(c.Strategy); err != nil {
		return reply{}, err
	}
	t.Strategy, t.Limits, t.Raw = c.Strategy, c.Limits, c.Raw
	s.target, s.stress = t, c.Stress
	t.Trying, t.Stepped = s.journal.Tick, s.journal.Stepped
	return reply{Begun: true}, t.Validate()
}

func (s *server) share(c command) (reply, error) {
	if s.stress {
		return s.stressed(c)
	}
	number := int64(c.Share.Number) + 1
	s.target.Enough = func() bool { return s.hurry.Load() == number }
	if c.Do == verbOne {
		// The executions before it are made as well: strategies learn from them.
		c.Share.Runs = c.Index + 1
		raw := s.target.Raw
		s.target.Raw, s.target.Decided = true, s.journal.Decided
		defer func() { s.target.Raw, s.target.Decided = raw, nil }()
	}
	var res campaign.ShareResult
	var err error
	run := func() {
		res, err = campaign.RunShare(s.target, c.Share, s.begins, func() bool { return s.stop.Load() == number })
	}
	bug := guard(run)
	if bug != "" && !s.target.Raw {
		// It may be shrinking that fails. What was found must not be lost with it.
		s.target.Raw = true
		defer func() { s.target.Raw = false }()
		if again := guard(run); again != "" {
			return reply{}, errors.New(again)
		}
	}
	if err != nil {
		return reply{}, err
	}
	r := &shareReply{Stats: res.Stats, Whole: res.Whole, Parts: res.Parts, Bug: bug}
	if f := res.Found; f != nil {
		text, err := s.format(f.Counterexample)
		if err != nil {
			return reply{}, err
		}
		r.Found = &foundReply{Position: f.Position, Case: text}
	}
	return reply{Share: r}, nil
}

// begins is a campaign.Watch.
func (s *server) begins(p campaign.Position) { s.journal.Next(p.Share, p.Index) }

func (s *server) format(c *counterexample.Counterexample) (string, error) {
	text, err := counterexample.Format(c, s.target.Configs[c.Target.Config].Spec)
	return string(text), err
}

// plan tells what an execution is about. The worker is asked, since finding out takes an object of the subject.
func (s *server) plan(c command) (reply, error) {
	scenarioOf := campaign.Scenario
	if s.stress {
		scenarioOf = stress.Scenario
	}
	config, sc := scenarioOf(s.target, c.Share, c.Index)
	x := &counterexample.Counterexample{Target: s.target.Name, Seed: c.Share.Seed, Scenario: sc, GoVersion: runtime.Version()}
	x.Target.Config, x.Target.Model = config, s.target.Configs[config].Spec.Label
	x.Found = x.Size()
	text, err := s.format(x)
	return reply{Case: text}, err
}

func (s *server) replay(c command) (reply, error) {
	x, err := counterexample.Parse([]byte(c.Case), s.find.spec)
	if err != nil {
		return reply{}, err
	}
	s.begins(campaign.Position{})
	if x.Observed != nil {
		return s.stressAgain(x, c.Page)
	}
	if c.Steps > 0 {
		return s.approach(x, c)
	}
	s.target.Decided = s.journal.Decided
	defer func() { s.target.Decided = nil }()
	got, err := campaign.Replay(s.target, x)
	if err != nil {
		return reply{}, err
	}
	r := &replayReply{Verdict: got.Verdict, Reason: got.Reason, Same: got.Same, Followed: got.Followed, Diverged: got.Diverged}
	if c.Page != nil {
		r.Report, err = s.report(x, got, c.Page)
	}
	return reply{Replay: r}, err
}

// approach reports on a case that is the end of the process without making its last step.
func (s *server) approach(x *counterexample.Counterexample, c command) (reply, error) {
	text, err := c.Page.Write(report.Input{
		Counterexample: x, Execution: campaign.Approach(s.target, x, c.Task, c.Steps), Spec: s.target.Configs[x.Target.Config].Spec,
	})
	return reply{Replay: &replayReply{Verdict: x.Verdict, Report: text}}, err
}

// report writes what there is to say of an execution. What it was found as and what it is now may differ.
func (s *server) report(c *counterexample.Counterexample, got *campaign.Replayed, page *Page) (string, error) {
	now := *c
	now.Verdict = got.Verdict
	in := report.Input{Counterexample: &now, Execution: got.Execution, Reason: got.Reason, Spec: s.target.Configs[c.Target.Config].Spec}
	if page.Fresh && got.Verdict == verdict.OK && c.Verdict != verdict.OK {
		in.Was = c.Verdict.String() + ": " + strings.TrimPrefix(c.Message, c.Verdict.String()+": ")
	}
	if got.Verdict == verdict.WrongResult || got.Verdict == verdict.LostWakeup {
		e, err := verdict.NewJudge(in.Spec).Explain(got.Execution.History)
		if err != nil {
			return "", err
		}
		in.Explanation = &e
	}
	return page.Write(in)
}

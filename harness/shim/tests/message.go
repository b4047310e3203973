package tests

import "github.com/tenter-go/tenter/harness/sched"

// Verb says what is asked of a twin.
type Verb uint8

// The verbs.
const (
	Run   Verb = iota // make one execution; the answer is an Outcome, and with Noted one for each decision before it
	Where             // say where the execution in progress stands; the answer is an Outcome with Stacks
)

// Request is what the supervisor asks for.
type Request struct {
	Do       Verb
	Test     int // index in Hello.Tests
	Seed     uint64
	Plan     Plan
	Trace    bool
	Noted    bool // tell each decision when it is made: the process may not survive the execution
	MaxSteps int
	Slack    sched.Duration
	Patience int64 // nanoseconds of real time that a task may wait natively; 0: for ever
	Repeat   int   // how often the test is run in the execution, if more than once
}

func (q *Request) code(c *coder) {
	word(c, &q.Do)
	number(c, &q.Test)
	word(c, &q.Seed)
	word(c, &q.Plan.Kind)
	number(c, &q.Plan.Number)
	number(c, &q.Plan.Param)
	number(c, &q.Plan.Most)
	number(c, &q.Plan.Longest)
	list(c, &q.Plan.Schedule, codeDecision)
	list(c, &q.Plan.Path, codeNode)
	flag(c, &q.Plan.Begun)
	codeFrontier(c, &q.Plan.Frontier)
	flag(c, &q.Trace)
	flag(c, &q.Noted)
	number(c, &q.MaxSteps)
	number(c, &q.Slack)
	number(c, &q.Patience)
	number(c, &q.Repeat)
}

// Hello is the first message of a twin: which tests it has, by the name patterns that it was started with, and what its build says about
// its instrumentation.
type Hello struct {
	Stamp string
	Tests []string
}

func (h *Hello) code(c *coder) {
	text(c, &h.Stamp)
	list(c, &h.Tests, text[string])
}

// Outcome is what an execution left behind.
type Outcome struct {
	Noted   bool // only a decision, the last of Decisions, of an execution in progress
	Ending  sched.Ending
	Why     string // for sched.EndForeign: see sched.Result
	Delayed bool
	// Abandoned means that a task waits natively, so that no other execution can be made in this process.
	Abandoned bool

	Idle     bool // there was no execution: the strategy has nothing left to explore
	Returned bool // the test has come to its end
	Failed   bool
	Skipped  bool

	Steps, Branched, Preemptions, Tasks int

	Now       sched.Duration
	Sum       uint64
	Touched   uint64 // of a traced execution; see sched.Result
	Decisions []sched.Decision
	Stuck     []Stuck
	Panic     Panic
	Longest   int              // what the strategy has learned; see sched.PCT
	Unmet     []sched.Decision // of the schedule that was to be followed: what was met and could not be taken
	Followed  int              // of the schedule: what was taken
	Path      []sched.Node     // of a bounded search, where it stands
	Frontier  sched.Frontier   // of an exhaustive search
	Printed   int64            // bytes that had been printed when the last task had stopped; -1 if that is not known

	Trace  []Step    // of a traced execution
	Calls  [][]Frame // the call stacks of Trace and Stuck, from index 1 on
	Names  []string  // what tests the tasks run, by number; "" for those that run none
	Stacks string    // the answer to Where
	Races  int       // see sched.Result
	Race   string    // what the race detector said

	Uncontrolled []sched.Uncontrolled // see sched.Result
}

func (o *Outcome) code(c *coder) {
	flag(c, &o.Noted)
	word(c, &o.Ending)
	text(c, &o.Why)
	flag(c, &o.Delayed)
	flag(c, &o.Abandoned)
	flag(c, &o.Idle)
	flag(c, &o.Returned)
	flag(c, &o.Failed)
	flag(c, &o.Skipped)
	number(c, &o.Steps)
	number(c, &o.Branched)
	number(c, &o.Preemptions)
	number(c, &o.Tasks)
	number(c, &o.Now)
	word(c, &o.Sum)
	word(c, &o.Touched)
	list(c, &o.Decisions, codeDecision)
	list(c, &o.Stuck, codeStuck)
	number(c, &o.Panic.Task)
	text(c, &o.Panic.Value)
	text(c, &o.Panic.Stack)
	number(c, &o.Longest)
	list(c, &o.Unmet, codeDecision)
	number(c, &o.Followed)
	list(c, &o.Path, codeNode)
	codeFrontier(c, &o.Frontier)
	number(c, &o.Printed)
	list(c, &o.Trace, codeStep)
	list(c, &o.Calls, func(c *coder, frames *[]Frame) { list(c, frames, codeFrame) })
	list(c, &o.Names, text[string])
	text(c, &o.Stacks)
	number(c, &o.Races)
	text(c, &o.Race)
	list(c, &o.Uncontrolled, func(c *coder, u *sched.Uncontrolled) {
		text(c, &u.What)
		number(c, &u.Step)
	})
}

// Panic is an uncaught panic of a task.
type Panic struct {
	Task         int
	Value, Stack string
}

// Stuck is sched.Stuck, with objects and call stacks by number.
type Stuck struct {
	ID, Holder                         int
	Name                               string
	Kind                               sched.Kind
	Foreground, Owned, Spinning, Alive bool

	Object uintptr
	Waits  []uintptr
	Where  int
	Stack  int
}

func codeStuck(c *coder, s *Stuck) {
	number(c, &s.ID)
	number(c, &s.Holder)
	text(c, &s.Name)
	word(c, &s.Kind)
	flag(c, &s.Foreground)
	flag(c, &s.Owned)
	flag(c, &s.Spinning)
	flag(c, &s.Alive)
	word(c, &s.Object)
	list(c, &s.Waits, word[uintptr])
	number(c, &s.Where)
	number(c, &s.Stack)
}

// Step is sched.Step, with objects and call stacks by number.
type Step struct {
	Task, Seq int
	Kind      sched.Kind
	Object    uintptr
	Stack     int
	Result    Value
	Blocks    bool
	Waits     []uintptr
	Now       sched.Duration
}

func codeStep(c *coder, s *Step) {
	number(c, &s.Task)
	number(c, &s.Seq)
	word(c, &s.Kind)
	word(c, &s.Object)
	number(c, &s.Stack)
	word(c, &s.Result.Kind)
	text(c, &s.Result.Text)
	flag(c, &s.Blocks)
	list(c, &s.Waits, word[uintptr])
	number(c, &s.Now)
}

// Frame is one entry of a call stack.
type Frame struct {
	Function, File string
	Line           int
}

func codeFrame(c *coder, f *Frame) {
	text(c, &f.Function)
	text(c, &f.File)
	number(c, &f.Line)
}

func codeDecision(c *coder, d *sched.Decision) {
	number(c, &d.From)
	number(c, &d.Seq)
	number(c, &d.To)
	flag(c, &d.Data)
	flag(c, &d.Preempts)
}

func codeNode(c *coder, n *sched.Node) {
	list(c, &n.Options, number[int])
	number(c, &n.Taken)
	number(c, &n.Cost)
}

func codeFrontier(c *coder, f *sched.Frontier) {
	list(c, &f.Branches, codeBranch)
	list(c, &f.Procs, word[uint64])
	flag(c, &f.Begun)
	number(c, &f.Classes)
	number(c, &f.Redundant)
	word(c, &f.Doubts)
}

func codeBranch(c *coder, b *sched.Branch) {
	for _, set := range []*uint64{&b.Enabled, &b.Backtrack, &b.Asleep, &b.Wrote, &b.Returned} {
		word(c, set)
	}
	for _, n := range []*int{&b.Chosen, &b.Event, &b.Options} {
		number(c, n)
	}
}

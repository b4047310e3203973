// Package scenario holds what the tasks of an execution are to call, and draws such plans at random.
//
// A scenario has three parts. The prefix brings a fresh object into a state worth testing. The tasks then call concurrently, each
// its own operations in their order. The operations of the epilogue, each called when nothing else can run any more, probe the
// state that is left.
// A scenario says nothing about who steps when: that is a schedule.
package scenario

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tenter-go/tenter/histories"
)

// Op is one planned call.
type Op struct {
	Op      int    // index among the operations of the model
	Name    string // its name
	Arg     any    // nil for an operation without an argument
	Mode    histories.Mode
	Timeout time.Duration // for Mode Timeout; virtual time; zero or less tries once
}

// Scenario is a plan of calls. It is a value: who changes one makes a Clone first.
type Scenario struct {
	Prefix   []Op
	Tasks    [][]Op // a task may be empty: the others keep their numbers while a scenario is shrunk
	Epilogue []Op
}

// Clone returns a copy that shares nothing with s.
func (s *Scenario) Clone() *Scenario {
	c := &Scenario{Prefix: slices.Clone(s.Prefix), Tasks: slices.Clone(s.Tasks), Epilogue: slices.Clone(s.Epilogue)}
	for i := range c.Tasks {
		c.Tasks[i] = slices.Clone(c.Tasks[i])
	}
	return c
}

// Size counts what a reader of a counterexample has to hold: those who call something, and the operations of all parts. The epilogue
// counts as a task, since its calls are made while others may be stuck; the prefix does only where it stands alone.
func (s *Scenario) Size() (tasks, operations int) {
	for _, ops := range s.Tasks {
		if len(ops) > 0 {
			tasks++
			operations += len(ops)
		}
	}
	if len(s.Epilogue) > 0 {
		tasks++
	}
	operations += len(s.Prefix) + len(s.Epilogue)
	if operations > 0 {
		tasks = max(tasks, 1)
	}
	return tasks, operations
}

// Client numbers: the tasks of a scenario are clients 0 to n-1 of its history; then come the prefix, each operation of the epilogue,
// and each rescue.

// PrefixClient returns the client number under which the prefix appears in a history.
func (s *Scenario) PrefixClient() int { return len(s.Tasks) }

// EpilogueClient returns the client number of the epilogue's first operation; the others follow.
func (s *Scenario) EpilogueClient() int { return len(s.Tasks) + 1 }

// RescueClient returns the client number of the first rescue; the others follow.
func (s *Scenario) RescueClient() int { return s.EpilogueClient() + len(s.Epilogue) }

// ClientName returns what a client of the scenario's history is called: tasks by letter, the other parts by what they are.
func (s *Scenario) ClientName(client int) string {
	switch {
	case client < len(s.Tasks):
		return TaskName(client)
	case client == s.PrefixClient():
		return "prefix"
	case client < s.RescueClient():
		return "epilogue"
	}
	return "rescue"
}

// TaskName returns the letter of a task: A to Z, then A1, B1 and so on.
func TaskName(i int) string {
	name := string(rune('A' + i%26))
	if i >= 26 {
		name += fmt.Sprint(i / 26)
	}
	return name
}

// String writes the call the way a report shows it.
func (o Op) String() string {
	var b strings.Builder
	b.WriteString(o.Name)
	b.WriteByte('(')
	if o.Arg != nil {
		fmt.Fprint(&b, o.Arg)
	}
	b.WriteByte(')')
	switch o.Mode {
	case histories.Cancellable:
		b.WriteString(" with a context that is cancelled")
	case histories.Done:
		b.WriteString(" with a context already done")
	case histories.Timeout:
		fmt.Fprintf(&b, " within %v", o.Timeout)
	}
	return b.String()
}

// String writes the scenario one task a line.
func (s *Scenario) String() string {
	var b strings.Builder
	part := func(name string, ops []Op) {
		if len(ops) == 0 {
			return
		}
		fmt.Fprintf(&b, "%s:", name)
		for i, o := range ops {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteByte(' ')
			b.WriteString(o.String())
		}
		b.WriteByte('\n')
	}
	part("prefix", s.Prefix)
	for i, ops := range s.Tasks {
		part("task "+TaskName(i), ops)
	}
	part("epilogue", s.Epilogue)
	return b.String()
}

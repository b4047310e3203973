// Package script plays contracts that are written as scripts. A script is a sequence of calls with
// one goroutine in motion at a time: the next step begins when the calls before it have returned or
// wait. So a script shows what a contract says of each single step, and nothing about interleavings.
//
// A script has one step a line. Before the arrow stands what is done, after it all that happens then:
//
//	a: acquire   -> waits              call a waits
//	try          -> false              a call that never waits needs no name
//	release      -> ok, a ok           it returns, and then call a does
//	b: late acquire -> canceled        a call whose context is done already
//	cancel a     -> done, a canceled   the context of call a becomes done
//	pass 5ms     -> done, b timeout    the time passes
//
// The other verbs are those of the subject; of several calls that end in one step, the outcomes are
// listed by name.
package script

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing/synctest"
	"time"
)

// Verbs says how the steps are done on one subject: each function makes one call and returns its
// outcome in a word.
type Verbs map[string]func(c Call) string

// Call is what a step passes to its call.
type Call struct {
	Ctx  context.Context
	Args []string // the words after the verb
}

// Int returns the i-th argument as a number, and 0 if it is none.
func (c Call) Int(i int) int {
	n, _ := strconv.Atoi(c.word(i))
	return n
}

// Duration returns the i-th argument as a duration, and 0 if it is none.
func (c Call) Duration(i int) time.Duration {
	d, _ := time.ParseDuration(c.word(i))
	return d
}

func (c Call) word(i int) string {
	if i >= len(c.Args) {
		return ""
	}
	return c.Args[i]
}

// Words are the outcomes that stand for errors.
type Words []Word

// Word is the outcome that stands for an error.
type Word struct {
	Err  error
	Text string
}

// Outcome returns the word for an error: ok for none, canceled for that of a cancelled context.
func (ws Words) Outcome(err error) string {
	if err == nil {
		return "ok"
	}
	for _, w := range ws {
		if errors.Is(err, w.Err) {
			return w.Text
		}
	}
	if errors.Is(err, context.Canceled) {
		return "canceled"
	}
	return err.Error()
}

// player plays steps on one subject.
type player struct {
	verbs Verbs
	calls map[string]*call // those that wait
	steps int
}

type call struct {
	cancel  context.CancelFunc
	outcome chan string // has room for one
}

// Check plays a script and returns an error for the first step at which something else happens than
// it says, or for a call that waits at the end and can't be cancelled. It must be called inside a
// testing/synctest bubble, whose notion of "all goroutines are blocked" tells that a step is over and
// whose clock it uses.
func Check(verbs Verbs, text string) error {
	p := &player{verbs: verbs, calls: map[string]*call{}}
	err := p.play(text)
	return errors.Join(err, p.close())
}

func (p *player) play(text string) error {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		step, want, found := strings.Cut(line, "->")
		step, want = strings.TrimSpace(step), strings.TrimSpace(want)
		if !found {
			return fmt.Errorf("step %q: no arrow", line)
		}
		got, err := p.step(step)
		if err != nil {
			return fmt.Errorf("step %q: %w", step, err)
		}
		if got != want {
			return fmt.Errorf("%s -> %s, want %s", step, got, want)
		}
	}
	return nil
}

// step does one step and returns what happened.
func (p *player) step(line string) (string, error) {
	name, rest, named := strings.Cut(line, ":")
	if !named {
		p.steps++
		name, rest = fmt.Sprint("step ", p.steps), line
	}
	words := strings.Fields(rest)
	if len(words) == 0 {
		return "", errors.New("no verb")
	}
	own, err := p.begin(name, words)
	if err != nil {
		return "", err
	}
	synctest.Wait()
	ended := p.collect()
	if result, found := ended[name]; found {
		own = result
		delete(ended, name)
	} else if own == "waits" && !named {
		return "", errors.New("it waits, so it needs a name")
	}
	events := []string{own}
	for _, other := range slices.Sorted(maps.Keys(ended)) {
		events = append(events, other+" "+ended[other])
	}
	return strings.Join(events, ", "), nil
}

// begin starts what the step does, and returns its outcome, which is "waits" for a call whose
// outcome is still to come.
func (p *player) begin(name string, words []string) (string, error) {
	verb, args := words[0], words[1:]
	c := Call{Args: args}
	switch verb {
	case "cancel":
		waiting, found := p.calls[c.word(0)]
		if !found {
			return "", fmt.Errorf("no call named %q waits", c.word(0))
		}
		waiting.cancel()
		return "done", nil
	case "pass":
		time.Sleep(c.Duration(0))
		return "done", nil
	}
	late := verb == "late"
	if late && len(args) > 0 {
		verb, c.Args = args[0], args[1:]
	}
	do, known := p.verbs[verb]
	if !known {
		return "", fmt.Errorf("unknown verb %q", verb)
	}
	if _, taken := p.calls[name]; taken {
		return "", fmt.Errorf("a call named %q waits already", name)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if late {
		cancel()
	}
	c.Ctx = ctx
	waiting := &call{cancel: cancel, outcome: make(chan string, 1)}
	p.calls[name] = waiting
	go func() { waiting.outcome <- do(c) }()
	return "waits", nil
}

// collect removes the calls that have ended and returns their outcomes by name.
func (p *player) collect() map[string]string {
	ended := map[string]string{}
	for name, c := range p.calls {
		select {
		case ended[name] = <-c.outcome:
			c.cancel()
			delete(p.calls, name)
		default:
		}
	}
	return ended
}

// longest is more than any script waits for.
const longest = 1000 * time.Hour

// close ends the calls that still wait, so that no goroutine of the bubble is left behind: it cancels
// them, and then does the verb "end", if the subject has it, until they have ended.
func (p *player) close() error {
	for _, c := range p.calls {
		c.cancel()
	}
	time.Sleep(longest)
	synctest.Wait()
	p.collect()
	end := p.verbs["end"]
	for range len(p.calls) {
		if end != nil {
			end(Call{Ctx: context.Background()})
			synctest.Wait()
			p.collect()
		}
	}
	if len(p.calls) > 0 {
		return fmt.Errorf("calls wait on, although their contexts are done: %q", slices.Sorted(maps.Keys(p.calls)))
	}
	return nil
}

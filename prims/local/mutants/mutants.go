// Package mutants holds known-wrong locals: each is package local's contract with one real mistake in
// it. Package [mutant] says what mutants are for.
package mutants

import (
	"errors"
	"sync"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is what can be done with a mutant. Tasks have numbers.
type Subject interface {
	Get(task int) (int, error)
	Set(task, v int) error
	Make(task int, one func() int) (int, error)
	Delete(task int) error
	End(task int)
}

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// All returns the mutants.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "shared",
			Mistake: "the values are kept under the task's name, and tasks without one share the empty name",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "local",
			New:     func() Subject { return &shared{*newSound()} },
		},
		{
			Name:    "undead",
			Mistake: "the end of a task keeps its value",
			Verdict: "wrong result",
			Kind:    mutant.D,
			Of:      "local",
			Minimum: mutant.Least(1, 3, 0, "a value, the End of its task, and a look"),
			New:     func() Subject { return &undead{*newSound()} },
		},
		{
			Name:    "double-make",
			Mistake: "Make looks for the value and makes one in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "local",
			Minimum: mutant.Least(2, 2, 1, "two Makes for one task that both find nothing"),
			New:     func() Subject { return &doubleMake{*newSound()} },
		},
		{
			Name:    "late-set",
			Mistake: "Set asks whether the task has ended before it takes the lock",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Of:      "local",
			New:     func() Subject { return &lateSet{sound: *newSound()} },
		},
	}
}

var errNone = errors.New("none")

// sound is the local that the mutants spoil: maps under a lock.
type sound struct {
	mu     *sync.Mutex
	values map[int]int
	ended  map[int]bool
}

func newSound() *sound {
	return &sound{mu: new(sync.Mutex), values: map[int]int{}, ended: map[int]bool{}}
}

// Sound returns the right local that the mutants are made of, to be checked as they are.
func Sound() Subject { return newSound() }

func (l *sound) Get(task int) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if v, ok := l.values[task]; ok {
		return v, nil
	}
	return 0, errNone
}

func (l *sound) Set(task, v int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended[task] {
		return errNone
	}
	l.values[task] = v
	return nil
}

func (l *sound) Make(task int, one func() int) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended[task] {
		return 0, errNone
	}
	if _, ok := l.values[task]; !ok {
		l.values[task] = one()
	}
	return l.values[task], nil
}

func (l *sound) Delete(task int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.values[task]; !ok {
		return errNone
	}
	delete(l.values, task)
	return nil
}

func (l *sound) End(task int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended[task] = true
	delete(l.values, task)
}

// shared finds the task by its name. Nobody gave them names.
type shared struct{ sound }

func (l *shared) Set(_, v int) error                      { return l.sound.Set(0, v) }
func (l *shared) Get(int) (int, error)                    { return l.sound.Get(0) }
func (l *shared) Delete(int) error                        { return l.sound.Delete(0) }
func (l *shared) Make(_ int, one func() int) (int, error) { return l.sound.Make(0, one) }

// undead remembers that the task has ended, and leaves its value to the garbage collector, which never
// comes: it is in the map.
type undead struct{ sound }

func (l *undead) End(task int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended[task] = true
}

// doubleMake does not hold the lock while it makes a value, which may take long. Another call for the
// same task finds nothing either, and makes a second one: two connections, and one of them for ever.
type doubleMake struct{ sound }

func (l *doubleMake) Make(task int, one func() int) (int, error) {
	if v, err := l.Get(task); err == nil {
		return v, nil
	}
	// Another call may make one as well.
	v := one()
	return v, l.Set(task, v)
}

// lateSet asks without the lock whether the task has ended, in a variable that is atomic. The value is
// set after the task's end has freed all values, and stays.
type lateSet struct {
	sound
	over [8]atomic.Bool // by task
}

func (l *lateSet) Set(task, v int) error {
	if l.over[task].Load() {
		return errNone
	}
	// An end that comes here is not seen.
	l.mu.Lock()
	defer l.mu.Unlock()
	l.values[task] = v
	return nil
}

func (l *lateSet) End(task int) {
	l.over[task].Store(true)
	l.sound.End(task)
}

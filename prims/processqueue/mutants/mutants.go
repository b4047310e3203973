// Package mutants holds known-wrong queues between processes: each is package processqueue's contract, within
// a process, with one real mistake in it. Package [mutant] says what mutants are for.
//
// A mutant is an embedded sound queue, the type sound, with the wrong methods in place of its own: what a
// file shows is the mistake.
package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/processqueue"
)

// Subject is what can be done with a queue, whose messages are bytes.
type Subject interface {
	Put(ctx context.Context, v byte) error
	TryPut(v byte) error
	PutTimeout(d time.Duration, v byte) error
	Get(ctx context.Context) (byte, error)
	TryGet() (byte, error)
	GetTimeout(d time.Duration) (byte, error)
	Len() int
	TaskDone() error
	Join(ctx context.Context) error
}

// Mutant is one row of the table. Its constructor returns a queue for so many messages.
type Mutant = mutant.Mutant[func(capacity int) Subject]

// passing leaves TryPut and Get, so that a get that sleeps is not woken by chance.
var passing = []string{"Put", "PutTimeout", "TryGet", "GetTimeout", "Len", "TaskDone", "Join"}

// All returns the mutants, those of kind D first.
func All() []Mutant {
	return []Mutant{
		{
			Name:    "quiet-try",
			Mistake: "TryGet takes a message and does not wake the put that waits for room",
			Verdict: "lost wakeup",
			Kind:    mutant.D,
			New:     func(capacity int) Subject { return &quietTry{newSound(capacity)} },
		},
		{
			Name:    "cleared-post",
			Mistake: "a get that found nothing clears old wake-ups before it waits, and that of a put that came just now with them",
			Verdict: "lost wakeup",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "a put between the look and the wait of one Get"),
			Without: passing,
			New:     func(capacity int) Subject { return &clearedPost{newSound(capacity)} },
		},
		{
			Name:    "torn-put",
			Mistake: "TryPut looks for room and puts in two critical sections",
			Verdict: "wrong result",
			Kind:    mutant.S,
			Minimum: mutant.Least(2, 2, 1, "two puts that both see the last free place"),
			New:     func(capacity int) Subject { return &tornPut{newSound(capacity)} },
		},
		{
			Name:    "late-count",
			Mistake: "a put counts its message as unfinished after others can see it",
			Verdict: "wrong result",
			Kind:    mutant.S,
			New:     func(capacity int) Subject { return &lateCount{newSound(capacity)} },
		},
	}
}

// Right returns a queue of package processqueue, no mutant at all.
func Right(capacity int) Subject { return right{processqueue.Local(capacity, 1)} }

// Sound returns what the mutants are made of.
func Sound(capacity int) Subject { return newSound(capacity) }

type right struct{ *processqueue.Queue }

func (r right) Put(ctx context.Context, v byte) error    { return r.Queue.Put(ctx, []byte{v}) }
func (r right) TryPut(v byte) error                      { return r.Queue.TryPut([]byte{v}) }
func (r right) PutTimeout(d time.Duration, v byte) error { return r.Queue.PutTimeout(d, []byte{v}) }
func (r right) Get(ctx context.Context) (byte, error)    { return only(r.Queue.Get(ctx)) }
func (r right) TryGet() (byte, error)                    { return only(r.Queue.TryGet()) }
func (r right) GetTimeout(d time.Duration) (byte, error) { return only(r.Queue.GetTimeout(d)) }

func only(message []byte, err error) (byte, error) {
	if err != nil {
		return 0, err
	}
	return message[0], nil
}

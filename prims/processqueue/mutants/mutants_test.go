package mutants

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/tenter-go/tenter/prims/mutant"
	"github.com/tenter-go/tenter/prims/processqueue"
)

func TestTable(t *testing.T) {
	for _, flaw := range mutant.Flaws(All()) {
		t.Error(flaw)
	}
}

// oneCallAtATime returns what is wrong with a queue of one.
func oneCallAtATime(ctx context.Context, q Subject) (wrong []error) {
	expect := func(got, want error) {
		if !errors.Is(got, want) {
			wrong = append(wrong, errors.Join(errors.New("want"), want, errors.New("got"), got))
		}
	}
	short, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	expect(q.Join(ctx), nil)
	expect(q.TaskDone(), processqueue.ErrTaskDone)
	expect(q.Put(ctx, 1), nil)
	expect(q.TryPut(2), processqueue.ErrFull)
	expect(q.PutTimeout(time.Millisecond, 2), processqueue.ErrFull)
	expect(q.Put(short, 2), context.DeadlineExceeded)
	if v, err := q.Get(ctx); v != 1 || err != nil || q.Len() != 0 {
		expect(errors.New("wrong message"), nil)
	}
	_, err := q.TryGet()
	expect(err, processqueue.ErrEmpty)
	_, err = q.GetTimeout(0)
	expect(err, processqueue.ErrEmpty)
	_, err = q.Get(short)
	expect(err, context.DeadlineExceeded)
	expect(q.Join(short), context.DeadlineExceeded)
	expect(q.TaskDone(), nil)
	expect(q.Join(ctx), nil)
	return wrong
}

// Every mutant is right one call at a time, and so are what they are made of and the queue itself.
func TestOneCallAtATime(t *testing.T) {
	subjects := map[string]Subject{"sound": Sound(1), "right": Right(1)}
	for _, m := range All() {
		subjects[m.Name] = m.New(1)
	}
	for name, q := range subjects {
		for _, err := range oneCallAtATime(t.Context(), q) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

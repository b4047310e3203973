package builtin

import (
	"context"
	"errors"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/eventloop"
	"github.com/tenter-go/tenter/prims/eventloop/mutants"
)

var eventLoop = &Primitive{
	Name:    "event-loop",
	Aliases: []string{"asyncio", "asyncio.EventLoop", "asyncio.TaskGroup"},
	About:   "many tasks on one goroutine, each up to its next await; thread-safe calls, lock, event, queue, cancellation",
	Mutants: mutantsOf(mutants.All(), "", func(m mutants.Mutant) []*models.Subject {
		return loopSubjects(func() models.EventLoopOps { return without(adaptLoop(m.New()), m.Without) })()
	}),
	configs: loopSubjects(func() models.EventLoopOps { return adaptLoop(mutants.Right()) }),
}

func loopSubjects(construct func() models.EventLoopOps) func() []*models.Subject {
	return func() []*models.Subject { return []*models.Subject{models.EventLoop().Bind(construct)} }
}

// adaptLoop says how the methods are called. Callbacks note their numbers in a plain slice, which is the loop's.
func adaptLoop(s mutants.Subject) models.EventLoopOps {
	var posted []int
	return models.EventLoopOps{
		Post: func(id int) { s.Post(func() { posted = append(posted, id) }) },
		Posted: func() (text string) {
			s.Call(func() { text = numbers(posted) })
			return text
		},
		Acquire: s.Acquire,
		Release: func() error {
			err := s.Release()
			if errors.Is(err, prim.ErrNotHeld) {
				return models.ErrLoopLockFree
			}
			return err
		},
		Wait: s.Wait, Set: s.Set, Clear: s.Clear,
		Put: func(ctx context.Context, id int) error { return s.Put(ctx, id) },
		Get: s.Get,
	}
}

package builtin

import (
	"context"
	"errors"
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/thread"
	"github.com/tenter-go/tenter/prims/thread/mutants"
)

var thread = &Primitive{
	Name:    "thread",
	Aliases: []string{"threading.Thread"},
	About:   "goroutine with a name that starts once, can be joined, asked and counted; may be a daemon",
	Mutants: mutantsOf(mutants.All(), "thread", func(m mutants.Mutant) []*models.Subject {
		return threadSubjects(func(body func()) models.ThreadOps {
			t := m.New(body)
			return without(models.ThreadOps{Start: t.Start, Join: t.Join, Alive: t.Alive}, m.Without)
		})()
	}),
	configs: threadSubjects(func(body func()) models.ThreadOps {
		s := prim.NewScope(context.Background())
		t := s.New(s.Context(), "worker", prim.Func(func(context.Context) error { body(); return nil }))
		return models.ThreadOps{
			Start: t.Start, Join: t.Join, Alive: t.Alive,
			JoinTimeout: func(d time.Duration) (bool, error) {
				err := t.JoinTimeout(d)
				if errors.Is(err, prim.ErrTimeout) {
					return false, nil
				}
				return err == nil, err
			},
			Count:     func() int { return s.Count() - 1 }, // without the main thread
			SetDaemon: func() error { return t.SetDaemon(true) },
		}
	}),
}

// threadSubjects returns the constructor bound to the model.
func threadSubjects(construct func(body func()) models.ThreadOps) func() []*models.Subject {
	return func() []*models.Subject {
		return []*models.Subject{models.Thread().Bind(func() models.ThreadOps {
			body := new(mutants.Body)
			ops := construct(body.Run)
			ops.Done = body.Done
			return ops
		})}
	}
}

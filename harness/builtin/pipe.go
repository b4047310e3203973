package builtin

import (
	"context"
	"errors"
	"io"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/pipe"
	"github.com/tenter-go/tenter/prims/pipe/mutants"
)

var pipe = &Primitive{
	Name:    "pipe",
	Aliases: []string{"multiprocessing.Pipe", "multiprocessing.Connection"},
	About:   "message pipe with two ends, between processes and within one; all that was sent arrives, then the end",
	Mutants: mutantsOf(mutants.All(), "", func(m mutants.Mutant) []*models.Subject {
		return pipeSubjects(func(size int) models.PipeOps { return without(adaptPipe(m.New(size)), m.Without) })()
	}),
	configs: pipeSubjects(func(size int) models.PipeOps { return adaptPipe(mutants.Right(size)) }),
}

func pipeSubjects(construct func(size int) models.PipeOps) func() []*models.Subject {
	return func() (list []*models.Subject) {
		for _, size := range []int{1, 2} {
			list = append(list, models.Pipe(size).Bind(func() models.PipeOps { return construct(size) }))
		}
		return list
	}
}

func adaptPipe(s mutants.Subject) models.PipeOps {
	return models.PipeOps{
		Send: func(ctx context.Context, id int) error { return pipeError(s.Send(ctx, byte(id))) },
		Receive: func(ctx context.Context) (int, error) {
			v, err := s.Receive(ctx)
			return int(v), pipeError(err)
		},
		Poll: s.Poll, CloseA: s.CloseA, CloseB: s.CloseB,
	}
}

// pipeError says the model's word for an error of package pipe.
func pipeError(err error) error {
	switch {
	case errors.Is(err, prim.ErrBroken):
		return models.ErrPipeBroken
	case errors.Is(err, prim.ErrClosed):
		return models.ErrPipeClosed
	case errors.Is(err, io.EOF):
		return models.ErrPipeEnd
	}
	return err
}

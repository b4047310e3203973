package builtin

import (
	"context"
	"errors"
	"fmt"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/process"
	"github.com/tenter-go/tenter/prims/process/mutants"
)

var process = &Primitive{
	Name:    "process",
	Aliases: []string{"multiprocessing.Process"},
	About:   "one call of a registered function in a child process: start, join, exit code, terminate (checked on simulated processes)",
	Mutants: mutantsOf(mutants.All(), "", func(m mutants.Mutant) []*models.Subject {
		return processSubjects(func() models.ProcessOps { return without(adaptProcess(mutants.NewProcess(m.New)), m.Without) })()
	}),
	configs: processSubjects(func() models.ProcessOps { return adaptProcess(mutants.NewProcess(mutants.Right)) }),
}

func processSubjects(construct func() models.ProcessOps) func() []*models.Subject {
	return func() []*models.Subject { return []*models.Subject{models.Process().Bind(construct)} }
}

func adaptProcess(p *mutants.Process) models.ProcessOps {
	return models.ProcessOps{
		Start:     func() error { return processError(p.Start()) },
		Join:      func(ctx context.Context) error { return processError(p.Join(ctx)) },
		Terminate: func() error { return processError(p.TerminateAndWait()) },
		ExitCode: func() string {
			if code, ended := p.ExitCode(); ended {
				return fmt.Sprint(code)
			}
			return "none"
		},
		Finish:  p.Finish,
		Release: p.Release,
	}
}

// processError says the model's word for an error of package process.
func processError(err error) error {
	switch {
	case errors.Is(err, prim.ErrStarted):
		return models.ErrProcessStarted
	case errors.Is(err, prim.ErrNotStarted):
		return models.ErrProcessNotStarted
	}
	return err
}

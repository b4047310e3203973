package impl

import (
	"context"
	"strings"

	"github.com/tenter-go/tenter/harness/reach"
	"github.com/tenter-go/tenter/harness/worker"
)

// unseen are the kinds of code that can't be rewritten, by the beginnings of the reasons that the build notes.
var unseen = []string{"assembly", "cgo", "linkname"}

// Unseen returns the places in the subject's program whose code can't be rewritten, so that what it does is not under control. This is where a subject
// is told that is better run in another mode.
func (s *Subject) Unseen(ctx context.Context, program worker.Program) (list []reach.Limit, err error) {
	res, err := worker.Run(ctx, worker.Options{Program: program, Find: Find, Target: s.Target(), Seed: serialSeed, Runs: 1, Workers: 1, Raw: true})
	if err != nil {
		return nil, err
	}
	for _, l := range reach.Limits(res.Stamp) {
		for _, kind := range unseen {
			if strings.HasPrefix(l.Reason, kind) {
				list = append(list, l)
				break
			}
		}
	}
	return list, nil
}

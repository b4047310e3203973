package family

import (
	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/stdlib"
)

// OnceCalls are the functions of what has a function run once.
type OnceCalls struct {
	// Do has f run, unless a function has run already.
	Do func(f func())
}

var once = stated(Family{
	Name:    "once",
	Aliases: []string{"go-once"},
	About:   "what has a function run once, whoever asks first; nobody returns before it has run",
	Types:   words("Once OnceFunc"),
	Calls:   []Call{{Name: "Do", Args: words("f"), Names: words("Do Run Call Once Execute Exec Invoke"), Drops: true}},
	Needs:   [][]string{{"Do"}},
}, contract[OnceCalls]{subject: func(_ Choice, _ int, construct func() OnceCalls) *models.Subject {
	return models.Once().Bind(func() models.OnceOps {
		c := construct()
		job := stdlib.NewJob(func(run func()) func() { return func() { c.Do(run) } })
		return models.OnceOps{Do: job.Do, Runs: job.Runs}
	})
}})

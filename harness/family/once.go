package family

import "github.com/tenter-go/tenter/models"

// OnceCalls are the functions of what has a function run once.
type OnceCalls struct {
	// Do has f run, unless a function has run already.
	Do func(f func())
	// DoErr is Do for functions that may fail.
	DoErr func(f func() error) error
}

var once = stated(Family{
	Name:    "once",
	Aliases: []string{"go-once"},
	About:   "what has a function run once, whoever asks first; nobody returns before it has run",
	Types:   words("Once OnceFunc"),
	Calls: []Call{
		{Name: "Do", Args: words("f"), Names: words("Do Run Call Once Execute Exec Invoke"), Drops: true},
		{Name: "DoErr", Args: words("f"), Names: words("Do DoErr DoE Run Call Once Execute Exec Invoke")},
	},
	Allows: words("no-panics retries"),
	Needs:  [][]string{{"Do", "DoErr"}},
}, contract[OnceCalls]{subject: func(c Choice, _ int, construct func() OnceCalls) *models.Subject {
	return models.Once(c.options()...).Bind(func() models.OnceOps {
		o := construct()
		return models.OnceOps{DoFunc: o.Do, DoErr: o.DoErr}
	})
}})

package family

import "github.com/tenter-go/tenter/models"

// SingleflightCalls are the functions of calls that share their work.
type SingleflightCalls struct {
	// Do returns what work returned, which is done once for all who ask for the key at the same time.
	Do func(key int, work func() (int, error)) (int, error)
	// DoPlain is Do for work that can't fail.
	DoPlain func(key int, work func() int) int
}

var singleflight = stated(Family{
	Name:    "singleflight",
	Aliases: []string{"single-flight", "x-singleflight"},
	About:   "calls for one key that share the work of the one under way, however that ends",
	Types:   words("Group Singleflight Flight Call SingleFlight"),
	Calls: []Call{
		{Name: "Do", Args: words("key work"), Names: words("Do Call Run Once Get Fetch Execute Exec Load")},
		{Name: "DoPlain", Args: words("key work"), Names: words("Do Call Run Once Get Fetch Execute Exec Load"), Drops: true},
	},
	Allows: words("no-panics"),
	Needs:  [][]string{{"Do", "DoPlain"}},
}, contract[SingleflightCalls]{subject: func(c Choice, _ int, construct func() SingleflightCalls) *models.Subject {
	return models.Singleflight(c.options()...).Bind(func() models.SingleflightOps {
		s := construct()
		return models.SingleflightOps{DoFunc: s.Do, DoPlain: s.DoPlain}
	})
}})

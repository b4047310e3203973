package family

import "github.com/tenter-go/tenter/models"

var once = stated(Family{
	Name:    "once",
	Aliases: []string{"go-once"},
	About:   "what has a function run once, whoever asks first; nobody returns before it has run",
	Types:   words("Once OnceFunc"),
	Calls: []Call{
		{Name: "DoFunc", Args: words("f"), Names: words("Do Run Call Once Execute Exec Invoke"), Drops: true},
		{Name: "DoErr", Args: words("f"), Names: words("Do DoErr Run Call TryDo DoWithError Execute Exec Invoke")},
	},
	Needs:  [][]string{{"DoFunc", "DoErr"}},
	Allows: words("no-panics"),
}, contract[models.OnceOps]{
	name: "strict", about: "a function that panics has run", model: "models.Once", make: of(models.Once),
}, contract[models.OnceOps]{
	name: "retries", about: "a function that panics or fails has not run", model: "models.Once", make: of(models.Once), own: []option{retries},
})

var singleflight = stated(Family{
	Name:    "singleflight",
	Aliases: []string{"single-flight", "x-singleflight"},
	About:   "calls for one key that share the work of the one under way",
	Types:   words("Group Singleflight Flight Call SingleFlight"),
	Calls: []Call{
		{Name: "DoFunc", Args: words("key f"), Names: words("Do Call Run Once Get Fetch Execute Exec Load"), Drops: true},
		{Name: "DoPlain", Args: words("key f"), Names: words("Do Call Run Once Get Fetch Execute Exec Load"), Drops: true},
	},
	Needs:  [][]string{{"DoFunc", "DoPlain"}},
	Allows: words("no-panics"),
}, contract[models.SingleflightOps]{model: "models.Singleflight", make: of(models.Singleflight)})

package family

import (
	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/stdlib"
)

// SingleflightCalls are the functions of calls that share their work.
type SingleflightCalls struct {
	// Do returns what work returned, which is done once for all who ask for the key at the same time.
	Do func(key int, work func() int) int
}

var singleflight = stated(Family{
	Name:    "singleflight",
	Aliases: []string{"single-flight", "x-singleflight"},
	About:   "calls for one key that share the work of the one under way",
	Types:   words("Group Singleflight Flight Call SingleFlight"),
	Calls:   []Call{{Name: "Do", Args: words("key work"), Names: words("Do Call Run Once Get Fetch Execute Exec Load"), Drops: true}},
	Needs:   [][]string{{"Do"}},
}, contract[SingleflightCalls]{subject: func(_ Choice, _ int, construct func() SingleflightCalls) *models.Subject {
	return models.Singleflight().Bind(func() models.SingleflightOps {
		c := construct()
		var works [2]stdlib.Work
		return models.SingleflightOps{Do: func(key int) int { return c.Do(key, works[key].Do) }}
	})
}})

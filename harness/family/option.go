package family

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/spelling"
	"github.com/tenter-go/tenter/models"
)

// option is an option of a model, with the code for it.
type option struct {
	with models.Option
	code string
}

// The options that families set by themselves.
var (
	noMisuse     = option{models.NoMisuse(), "models.NoMisuse()"}
	relaxedLen   = option{models.RelaxedLen(), "models.RelaxedLen()"}
	mayRefuse    = option{models.MayRefuse(), "models.MayRefuse()"}
	retries      = option{models.Retries(), "models.Retries()"}
	anyOrder     = option{models.AnyPreference(), "models.AnyPreference()"}
	unstable     = option{models.Unstable(), "models.Unstable()"}
	calmComputes = option{models.CalmComputes(), "models.CalmComputes()"}
	lateClose    = option{models.LateClose(), "models.LateClose()"}
	savings      = option{models.Slack(10), "models.Slack(10)"}
	singleUse    = option{models.SingleUse(), "models.SingleUse()"}
	evicts       = option{models.Evicts(), "models.Evicts()"}
	forgets      = option{models.Forgets(), "models.Forgets()"}
	lateTimeout  = option{models.LateTimeout(), "models.LateTimeout()"}
	missesPulses = option{models.MissesPulses(), "models.MissesPulses()"}
)

// Option is one that a user may ask for.
type Option struct {
	Name  string
	About string // what it gives up, or demands, in a line
	option
}

// options holds all that there are, by name. Those without an option of a model take one of the family's own away; see takesAway.
var options = []Option{
	{"compute-panics", "a function that computes a value may panic, and leaves everything as it was", option{}},
	{"exact-len", "a count, a walk or a list of all is true of one moment", option{}},
	{"exact-timeout", "a call times out only if it could not have gone on at that moment", option{}},
	{"late-context", "a call whose context was done before it began may succeed; gives up: a subject that never looks at it first", option{models.LateContext(), "models.LateContext()"}},
	{"no-panics", "functions that are passed in do not panic; gives up: what is left behind when one does", option{models.NoPanics(), "models.NoPanics()"}},
	{"panicking-tasks", "some tasks panic, and the pool survives that", option{models.PanickingTasks(), "models.PanickingTasks()"}},
	{"prompt-close", "Close lets those go on who wait, also where all resources are in use", option{}},
	{"reentrant", "functions that are passed in may call the object", option{models.Reentrant(), "models.Reentrant()"}},
	{"relaxed-clear", "Clear removes one key after the other; gives up: a key that is still there where another one is gone", option{models.RelaxedClear(), "models.RelaxedClear()"}},
	{"spurious-try", "a try may fail while any other call is under way; gives up: a try that fails for no reason", option{models.SpuriousTry(), "models.SpuriousTry()"}},
	{"zeroes", "the zero value may be stored as well", option{models.Zeroes(), "models.Zeroes()"}},
}

// takesAway says which of a family's own options a demand takes away.
var takesAway = map[string]string{"compute-panics": calmComputes.code, "exact-len": relaxedLen.code, "exact-timeout": lateTimeout.code, "prompt-close": lateClose.code}

// Gentle returns the names of what is allowed, and besides that functions which are passed in do not panic: what a subject does then is for the
// check to judge, and says nothing of which contract it has.
func (f *Family) Gentle(allowed []string) []string {
	const noPanics = "no-panics"
	if slices.Contains(f.Allows, noPanics) && !slices.Contains(allowed, noPanics) {
		return append(slices.Clone(allowed), noPanics)
	}
	return allowed
}

// Options returns those of the given names, the names in Allows or Demands.
func Options(names []string) (list []Option) {
	for _, o := range options {
		if slices.Contains(names, o.Name) {
			list = append(list, o)
		}
	}
	return list
}

// Check refuses what the family does not allow or demand.
func (f *Family) Check(allow, demand []string) error {
	for _, asked := range []struct {
		flag         string
		names, known []string
	}{{"--allow", allow, f.Allows}, {"--demand", demand, f.Demands}} {
		for _, name := range asked.names {
			switch {
			case slices.Contains(asked.known, name):
			case len(asked.known) == 0:
				return fmt.Errorf("%s: %q: the model %s has no such option, nor any other", asked.flag, name, f.Name)
			default:
				return fmt.Errorf("%s: %q: the model %s has no such option%s; it has %s", asked.flag, name, f.Name, spelling.Suggest(name, asked.known), strings.Join(asked.known, ", "))
			}
		}
	}
	return nil
}

// options are those of the model: the family's own and those that were asked for.
func (c Choice) options(own []option) (list []option) {
	for _, o := range own {
		if !slices.ContainsFunc(c.Demand, func(name string) bool { return o.code == takesAway[name] }) {
			list = append(list, o)
		}
	}
	for _, o := range Options(slices.Concat(c.Allow, c.Demand)) {
		if o.with != nil {
			list = append(list, o.option)
		}
	}
	return list
}

// weights are how many permits calls ask for: not more than there are, since many semaphores refuse that in ways of their own.
func (c Choice) weights(size int) option {
	if size > 1 && !c.Loose {
		return option{models.Weights(1, 2), "models.Weights(1, 2)"}
	}
	return option{models.Weights(1), "models.Weights(1)"}
}

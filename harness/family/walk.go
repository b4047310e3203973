package family

import "strings"

// walking returns the contract of a container whose walks go on while the function that is passed in returns true, or stop when it does.
func (c contract[C]) walking(stops bool) contract[C] {
	name, about := "walks-go-on", "a walk goes on while its function returns true"
	applies := c.applies
	if stops {
		name, about = walksStop, "a walk stops when its function returns true"
		c.applies = func(sized bool, offers func(string) bool) bool {
			return offers("Each") && (applies == nil || applies(sized, offers))
		}
	}
	c.name = strings.TrimPrefix(c.name+","+name, ",")
	c.about = strings.TrimPrefix(c.about+"; "+about, "; ")
	return c
}

const walksStop = "walks-stop"

// GoesOn reports what a function returns that is passed to a walk, under the variant of that name, for the walk to go on.
func GoesOn(variant string) bool { return !strings.Contains(variant, walksStop) }

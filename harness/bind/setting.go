package bind

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// What numbers are called that say of an entry how long it stays, and how much room it takes.
var (
	lifetimes = []string{"ttl", "expire", "expiry", "expiration", "seconds", "lifetime", "lifespan", "maxage", "timeout", "duration"}
	rooms     = []string{"cost", "weight", "charge", "bytes"}
)

// setting says what to pass for a number that is a property of the entry that a call stores, rather than its key or its value.
func (a *adapter) setting(param string, t types.Type) (string, bool) {
	b, ok := t.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsInteger == 0 || isDuration(t) || !slices.Contains(a.call.Args, "value") {
		return "", false
	}
	called := func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(plain(param), word) })
	}
	switch {
	case called(lifetimes):
		if name := a.take(durationKind); name != "" {
			return fmt.Sprintf("%s(%s / %s.Second)", a.file.typeText(t), name, a.file.std("time")), true
		}
		a.penalty++
		return "3600", true
	case called(rooms):
		a.penalty++
		return "1", true
	}
	return "", false
}

package main

import "github.com/tenter-go/tenter/harness/verdict"

// status is what the program exits with. The list is closed, and the same with and without --json.
type status int

const (
	statusPassed    status = iota // no violation within runs or budget; a replay that holds
	statusViolated                // a counterexample; a replay that shows it again
	statusFailed                  // could not check: usage, build, input or output
	statusUndecided               // unknown or nondeterminism, less explored than asked for, a replay that diverged
)

// statusOf returns the status for a campaign's verdict. complete says that all was explored that was asked for.
func statusOf(k verdict.Kind, complete bool) status {
	switch {
	case k.Violation():
		return statusViolated
	case k == verdict.OK && complete:
		return statusPassed
	}
	return statusUndecided
}

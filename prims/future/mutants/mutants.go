// Package mutants holds known-wrong futures: each is package future's contract, for two futures, with
// one real mistake in it. Package [mutant] says what mutants are for.
//
// Most mutants are an embedded sound pair of futures, the type sound, with the wrong methods in place
// of its own: what a file shows is the mistake.
package mutants

import (
	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/future/internal/contract"
	"github.com/tenter-go/tenter/prims/mutant"
)

// Subject is a pair of futures.
type Subject = contract.Subject

// Mutant is one row of the table.
type Mutant = mutant.Mutant[func() Subject]

// Find returns the mutant with the given name.
func Find(name string) (Mutant, bool) { return mutant.Find(All(), name) }

// Failure is an error to settle a future with that is not its cancellation.
func Failure() error { return contract.Failure }

// Right returns the pair that package future makes.
func Right() Subject {
	return &right{[2]*future.Promise[struct{}]{future.New[struct{}](), future.New[struct{}]()}}
}

package script

import (
	"fmt"
	"testing"
	"testing/synctest"
)

// Case is one article of a contract: a script, and the number that its subject is made with.
type Case struct {
	Name   string
	Size   int // permits, parties, whatever the subject counts; 0 where it counts nothing
	Script string
}

// Test plays each case on a fresh subject, in a subtest of its own.
func Test(t *testing.T, cases []Case, subject func(size int) Verbs) {
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if err := Check(subject(c.Size), c.Script); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// Failing returns the names of the cases that a subject fails.
func Failing(t *testing.T, cases []Case, subject func(size int) Verbs) (names []string) {
	for _, c := range cases {
		synctest.Test(t, func(t *testing.T) {
			if err := Check(subject(c.Size), c.Script); err != nil {
				t.Logf("%s: %v", c.Name, err)
				names = append(names, c.Name)
			}
		})
	}
	return names
}

// Flaws returns what is wrong with a list of cases: names that are empty or taken.
func Flaws(cases []Case) (flaws []string) {
	seen := map[string]bool{}
	for _, c := range cases {
		if c.Name == "" || seen[c.Name] {
			flaws = append(flaws, fmt.Sprintf("case name %q is empty or taken", c.Name))
		}
		seen[c.Name] = true
	}
	return flaws
}

package twin

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A child dies of test 1 of 3 in its second repetition with the second of three values of -cpu; test 0 was done by then, and test 2, a
// parallel one, was not.
func TestAfter(t *testing.T) {
	args := Args{"-test.v", "-test.count=2", "-test.cpu=1,2,4", "-test.skip=TestOld", "-test.bench=."}
	finishes := []int{4, 3, 3}
	rounds := wholeRound(args).after(1, 3, func(test int) int { return finishes[test] })
	names := []string{"TestA", "TestB", "TestC"}
	var got []string
	for _, r := range rounds {
		got = append(got, strings.Join(r.args(args, names), " "))
	}
	want := []string{
		"-test.skip=TestOld|^TestA$ -test.cpu=2 -test.count=1 -test.v",
		"-test.skip=TestOld|^TestB$ -test.cpu=4 -test.count=2 -test.v",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if rounds[0].made != 3 || rounds[1].made != 4 {
		t.Errorf("repetitions made before: %d and %d, want 3 and 4", rounds[0].made, rounds[1].made)
	}
	// The first of the rounds that remain dies of test 2: it is all that was left of that repetition.
	finishes = []int{0, 1, 0}
	rest := rounds[0].after(2, 3, func(test int) int { return finishes[test] })
	if len(rest) != 1 {
		t.Fatalf("%d rounds remain, want 1", len(rest))
	}
	if got, want := strings.Join(rest[0].args(args, names), " "), "-test.skip=TestOld|^TestA$|^TestB$ -test.cpu=2 -test.count=1 -test.v"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The first of several repetitions dies: that one is made to its end, and then the others without the test.
func TestAfterFirst(t *testing.T) {
	args := Args{"-test.count=5"}
	var got []string
	for _, r := range wholeRound(args).after(0, 1, func(int) int { return 0 }) {
		got = append(got, strings.Join(r.args(args, []string{"TestA"}), " "))
	}
	if d := cmp.Diff([]string{"-test.count=1", "-test.skip=^TestA$ -test.count=4"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if r := wholeRound(nil); strings.Join(r.args(Args{"-test.v"}, nil), " ") != "-test.v" {
		t.Error("the arguments of a run without a death are not those that were given")
	}
}

// Package testing keeps its tests where the roster looks for them.
func TestRoster(t *testing.T) {
	if names := rosterOfThis.names(); len(names) < 3 || names[0] == "" {
		t.Errorf("the roster of this test binary holds %q", names)
	}
}

var rosterOfThis *Roster

func TestMain(m *testing.M) {
	rosterOfThis = RosterOf(m)
	m.Run()
}

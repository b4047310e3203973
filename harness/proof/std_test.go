package proof

import (
	"maps"
	"slices"
	"testing"
)

// The reasons for which a test may be left out.
const (
	runtimeInternals = "needs runtime internals"
	allocation       = "measures allocation"
	realTime         = "needs real time"
	collector        = "needs the garbage collector"
)

// excluded are the tests that are left out, and why.
var excluded = map[string]string{
	"TestMapMatchesHashTrieMap":   runtimeInternals,
	"TestPool":                    runtimeInternals,
	"TestPoolNew":                 runtimeInternals,
	"TestPoolDequeue":             runtimeInternals,
	"TestPoolChain":               runtimeInternals,
	"TestSemaphore":               runtimeInternals,
	"TestParentFinishesChild":     runtimeInternals,
	"TestChildFinishesFirst":      runtimeInternals,
	"TestCancelRemoves":           runtimeInternals,
	"TestCustomContextGoroutines": runtimeInternals,
	"TestAllocs":                  allocation,
	"TestOnceXGC":                 collector,
	"TestPoolGC":                  collector,
	"TestPoolRelease":             collector,
}

// mostExcluded is the part of the tests that may be left out, in percent.
const mostExcluded = 15

// longTests are left to the full form: they make a hundred thousand steps or more.
var longTests = []string{
	"TestCondBroadcast", "TestCondSignalStealing", "TestConcurrentRange", "TestGoLimit", "TestMutex", "TestPoolStress", "TestRWMutex", "TestWaitGroupRace",
	"TestWeighted", "TestTryGo",
}

func TestStandardTestsPassUnderControl(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and explores the tests of the standard library")
	}
	s, err := Suites(t.Context(), folder(t))
	skipMissing(t, err)
	for _, x := range s.left {
		if excluded[x.Test] == "" {
			t.Errorf("%s could not be taken out of the standard library: %s", x.Test, x.Reason)
		}
	}
	runs, skip := 2, slices.Clone(longTests)
	if full() {
		runs, skip = 100, nil
	} else {
		t.Logf("left to TENTER_TESTS=full, since they are long: %v", longTests)
	}
	list, err := s.Run(t.Context(), runs, append(skip, slices.Collect(maps.Keys(excluded))...))
	if err != nil {
		t.Fatal(err)
	}
	passAlike(t, list)
	for _, test := range slices.Sorted(maps.Keys(excluded)) {
		t.Logf("left out: %s: %s", test, excluded[test])
	}
	all := len(list) + len(excluded) + len(skip)
	t.Logf("%d tests, %d executions of each; %d of %d left out", len(list), runs, len(excluded), all)
	if 100*len(excluded) > mostExcluded*all {
		t.Errorf("more than %d percent are left out", mostExcluded)
	}
}

// passAlike fails t for each test that control makes something else of.
func passAlike(t *testing.T, list []Tested) {
	t.Helper()
	for _, r := range list {
		if want := map[string]string{"pass": "ok", "skip": "ok"}[r.Native]; want == "" || r.Control != want {
			t.Errorf("%s %s: natively %s, under control %q: %s", r.Package, r.Test, r.Native, r.Control, r.Message)
		}
	}
}

// raceless are tests that are none where the race detector looks: they measure allocations, or are left out of such builds.
var raceless = []string{"TestMapRangeNoAllocations", "TestMapClearOneAllocation", "TestNilPool"}

// TestStandardTestsAreFreeOfRaces has the race detector look at the tests of the standard library under control: a race there would be our own.
func TestStandardTestsAreFreeOfRaces(t *testing.T) {
	if !full() {
		t.Skip("TENTER_TESTS=full builds the tests of the standard library for the race detector")
	}
	s, err := Suites(t.Context(), folder(t))
	skipMissing(t, err)
	list, err := s.Run(t.Context(), 5, slices.Concat(raceless, longTests, slices.Collect(maps.Keys(excluded))), "-race")
	if err != nil {
		t.Fatal(err)
	}
	passAlike(t, list)
}

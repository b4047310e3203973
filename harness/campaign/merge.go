package campaign

import (
	"cmp"
	"maps"
	"slices"

	"github.com/tenter-go/tenter/harness/verdict"
)

// Merge puts the results of shares together, in the order of their numbers. Shares behind the first violation do not count: so
// the summary is the same whoever did them, and whether they were done at all.
func Merge(seed uint64, results []ShareResult) Summary {
	slices.SortFunc(results, func(a, b ShareResult) int { return cmp.Compare(a.Share.Number, b.Share.Number) })
	sum := Summary{Seed: seed, Stats: newStats(), Verdict: verdict.OK}
	if sum.Ended, sum.Whole = ended(results), Explored(results); sum.Ended {
		results = results[:results[0].Parts]
	}
	distinct := map[uint64]struct{}{}
	for i := range results {
		r := &results[i]
		before := sum.Stats.Executions
		sum.Stats.Add(&r.Stats)
		sum.SharesComplete++
		if maps.Copy(distinct, r.steps); len(r.steps) > 0 {
			sum.Stats.Distinct = len(distinct)
		}
		if r.Found != nil {
			sum.Found = r.Found
			sum.Found.Counterexample.Execution = before + r.Found.Position.Index + 1
			sum.Verdict = r.Found.Counterexample.Verdict
			return sum
		}
	}
	switch {
	case sum.Stats.Executions == 0:
		sum.Verdict = verdict.Unknown
		sum.Stats.Reasons["nothing was explored: the budget ended before the first execution"]++
	case sum.Stats.Nondeterministic > 0:
		sum.Verdict = verdict.Nondeterminism
	case sum.Stats.Unknown > 0:
		sum.Verdict = verdict.Unknown
	case sum.Stats.Executions > sum.Stats.Native && sum.Stats.Points == 0:
		sum.Verdict = verdict.Unknown
		sum.Stats.Reasons["the subject met no yield point: it is not under control, or it does not synchronize at all"]++
	}
	sum.Warnings = warnings(&sum.Stats)
	return sum
}

// Explored reports whether shares, which must be in the order of their numbers, have made every execution there is, or one of each class: then no
// others are needed.
func Explored(results []ShareResult) bool {
	return ended(results) && !slices.ContainsFunc(results[:results[0].Parts], func(r ShareResult) bool { return !r.Whole })
}

// ended reports whether shares have come to the end of what there is to explore, if not of all that there is.
func ended(results []ShareResult) bool {
	if len(results) == 0 || results[0].Parts == 0 || len(results) < results[0].Parts {
		return false
	}
	for i := range results[:results[0].Parts] {
		if r := &results[i]; r.Share.Number != i || r.Parts == 0 || r.Found != nil {
			return false
		}
	}
	return true
}

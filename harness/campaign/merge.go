package campaign

import (
	"cmp"
	"slices"

	"github.com/tenter-go/tenter/harness/verdict"
)

// Merge puts the results of shares together, in the order of their numbers. Shares behind the first violation do not count: so
// the summary is the same whoever did them, and whether they were done at all.
func Merge(seed uint64, results []ShareResult) Summary {
	slices.SortFunc(results, func(a, b ShareResult) int { return cmp.Compare(a.Share.Number, b.Share.Number) })
	sum := Summary{Seed: seed, Stats: newStats(), Verdict: verdict.OK}
	for i := range results {
		r := &results[i]
		before := sum.Stats.Executions
		sum.Stats.Add(&r.Stats)
		sum.SharesComplete++
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
	case sum.Stats.Executions > 0 && sum.Stats.Points == 0:
		sum.Verdict = verdict.Unknown
		sum.Stats.Reasons["the subject met no yield point: it is not under control, or it does not synchronize at all"]++
	}
	sum.Warnings = warnings(&sum.Stats)
	return sum
}

package campaign

// shares is how many shares a campaign with a number of runs is cut into. It does not depend on the machine.
const shares = 64

// BudgetShare is the number of executions in each share of a campaign that is bounded by time.
const BudgetShare = 500

// schedules is the number of executions that each scenario gets. Most violations need the right scenario more than the right schedule, so
// there are few; but a strategy that weighs what is left of a scenario has to see it once before it can.
const schedules = 6

// leastRuns is the least that a share is worth: strategies learn from one execution of it for the next.
const leastRuns = 32

// endless is the number of executions of a share that ends when there is nothing left to explore, or at a limit from outside.
const endless = 1 << 40

// Plan cuts a campaign of exactly runs executions into shares.
func Plan(seed uint64, runs int) []Share { return cut(seed, runs, 1) }

// Plan cuts a campaign for t into shares: of exactly runs executions, unless there are fewer to be made, or with runs 0 of as many as there are to be
// made. It returns nil if that is not known; such a campaign goes on, from share to share of BudgetShare executions, until it is stopped.
//
// Each of the scenarios given has a share to begin. Where there are no others, the first share is larger, since it explores them.
func (t *Target) Plan(seed uint64, runs int) []Share {
	switch {
	case t.ends() && runs == 0:
		return split(seed, endless, t.parts())
	case t.ends():
		return split(seed, runs, min(runs, t.parts()))
	case runs == 0:
		return nil
	case t.Only && t.Strategy == "":
		first := min(runs, max(runs/4, inTurns+walksFirst))
		list := []Share{{Seed: seed, Runs: first}}
		for _, s := range cut(seed, runs-first, 1) {
			s.Number++
			list = append(list, s)
		}
		return list
	}
	return cut(seed, runs, len(t.First)*len(t.Configs))
}

// cut makes shares of equal size, give or take one, at least so many if there are executions for them.
func cut(seed uint64, runs, least int) []Share {
	return split(seed, runs, min(shares, runs, max(runs/leastRuns, least, 1)))
}

func split(seed uint64, runs, count int) []Share {
	list := make([]Share, 0, count)
	for i := range count {
		n := runs / count
		if i < runs%count {
			n++
		}
		list = append(list, Share{Seed: seed, Number: i, Runs: n})
	}
	return list
}

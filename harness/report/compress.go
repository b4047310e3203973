package report

import "slices"

// compress leaves rows out until at most limit are left, beginning with those that tell least: repetitions, then calls that nobody
// interrupted, then the middle of long stretches of one task, at last whatever is farthest from the end. Rows that keep is true for stay as
// long as possible.
func compress(rows []row, limit int, keep func(row) bool) []row {
	rows = collapse(rows)
	for _, pass := range []func([]row, func(row) bool) []row{quietCalls, longStretches} {
		if len(rows) > limit {
			rows = pass(rows, keep)
		}
	}
	if len(rows) > limit {
		rows = middle(rows, limit)
	}
	return rows
}

// collapse replaces what is repeated at once by a count: the reads of a spinning loop, or of several tasks that spin in turn.
func collapse(rows []row) []row {
	for period := 1; period <= 24; period++ {
		rows = collapsePeriod(rows, period)
	}
	return rows
}

func collapsePeriod(rows []row, period int) []row {
	var out []row
	for i := 0; i < len(rows); {
		n := 1
		for i+(n+1)*period <= len(rows) && alike(rows[i:i+period], rows[i+n*period:i+(n+1)*period]) {
			n++
		}
		if n < 4 {
			out = append(out, rows[i])
			i++
			continue
		}
		out = append(out, rows[i:i+period]...)
		gap := row{kind: rowGap, task: rows[i].task, expr: "the same " + itoa(n-1) + " times more"}
		if period > 1 {
			gap.expr = "these " + itoa(period) + " steps " + itoa(n-1) + " times more"
		}
		out = append(out, gap)
		i += n * period
	}
	return out
}

func alike(a, b []row) bool {
	return slices.EqualFunc(a, b, func(x, y row) bool {
		return x.kind == y.kind && x.kind != rowGap && x.task == y.task && x.at == y.at && x.expr == y.expr && x.outcome == y.outcome && x.alert == y.alert
	})
}

// quietCalls shows a call in which nobody else stepped as one row with its result.
func quietCalls(rows []row, keep func(row) bool) []row {
	var out []row
	for i := 0; i < len(rows); i++ {
		end := quietCall(rows, i, keep)
		if end < 0 {
			out = append(out, rows[i])
			continue
		}
		r := rows[i]
		r.outcome = rows[end].outcome
		for _, part := range rows[i+1 : end+1] {
			r.steps = append(r.steps, part.steps...)
		}
		out = append(out, r)
		i = end
	}
	return out
}

// quietCall returns the row at which the call of row i returns, if all rows up to there can be left out, or -1.
func quietCall(rows []row, i int, keep func(row) bool) int {
	if rows[i].kind != rowCall {
		return -1
	}
	for j := i + 1; j < len(rows); j++ {
		r := rows[j]
		switch {
		case r.task != rows[i].task || r.kind == rowSwitch || r.kind == rowEvent || r.kind == rowCall || keep(r):
			return -1
		case r.kind == rowReturn:
			return j
		}
	}
	return -1
}

// longStretches keeps the ends of what one task does without a switch.
func longStretches(rows []row, keep func(row) bool) []row {
	const ends = 2
	var out []row
	for i := 0; i < len(rows); {
		j := i
		for j < len(rows) && rows[j].kind == rowStep && rows[j].task == rows[i].task && !keep(rows[j]) {
			j++
		}
		if j-i <= 2*ends+1 {
			out = append(out, rows[i:max(j, i+1)]...)
			i = max(j, i+1)
			continue
		}
		out = append(out, rows[i:i+ends]...)
		gap := row{kind: rowGap, task: rows[i].task, expr: itoa(j-i-2*ends) + " steps more"}
		for _, r := range rows[i+ends : j-ends] {
			gap.steps = append(gap.steps, r.steps...)
		}
		out = append(out, gap)
		out = append(out, rows[j-ends:j]...)
		i = j
	}
	return out
}

// middle keeps the first rows and, since the end is what is wrong, many more of the last.
func middle(rows []row, limit int) []row {
	head := limit / 5
	tail := max(limit-head-1, 1)
	left := len(rows) - head - tail
	out := slices.Clone(rows[:head])
	out = append(out, row{kind: rowGap, task: rows[head].task, expr: itoa(left) + " rows left out"})
	return append(out, rows[len(rows)-tail:]...)
}

package twin

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// round is one process's part of what go test wants run: the tests, so many times with each of the values of -cpu. Unless a child
// dies there is one round.
type round struct {
	cpus  []string // one "" if -cpu was not given
	count int
	skip  []int // tests that are left out, by their numbers
	made  int   // repetitions made in the rounds before
	later bool  // it comes after a death
}

// wholeRound is all that the arguments ask for.
func wholeRound(args Args) round {
	count, err := strconv.Atoi(args.Value("count"))
	if err != nil || count < 1 {
		count = 1
	}
	return round{cpus: strings.Split(args.Value("cpu"), ","), count: count}
}

// after returns the rounds that remain when a child has died of a test. finishes tells how often each test has come to its end in
// this round. The repetition in which the child died is made to its end first, the test that it died of included, which then fails with
// what is known of the death. The further repetitions leave that test out.
func (r round) after(dead, tests int, finishes func(test int) int) (list []round) {
	k := finishes(dead)
	at, within := k/r.count, k%r.count
	if at >= len(r.cpus) {
		return nil
	}
	rest := round{cpus: r.cpus[at : at+1], count: 1, made: r.made + k, skip: slices.Clone(r.skip), later: true}
	for i := range tests {
		if finishes(i) > k && !slices.Contains(rest.skip, i) {
			rest.skip = append(rest.skip, i)
		}
	}
	list = append(list, rest)
	skip := func() []int { return append(slices.Clone(r.skip), dead) }
	if n := r.count - 1 - within; n > 0 {
		list = append(list, round{cpus: rest.cpus, count: n, made: rest.made + 1, skip: skip(), later: true})
	}
	if cpus := r.cpus[at+1:]; len(cpus) > 0 {
		list = append(list, round{cpus: cpus, count: r.count, made: r.made + (at+1)*r.count, skip: skip(), later: true})
	}
	return list
}

// args returns the arguments for the round. Benchmarks come only after tests that have passed.
func (r round) args(all Args, names []string) Args {
	if !r.later {
		return all
	}
	a := all.without("bench").with("count", strconv.Itoa(r.count))
	if cpus := strings.Join(r.cpus, ","); cpus != "" {
		a = a.with("cpu", cpus)
	}
	var skip []string
	if user := all.Value("skip"); user != "" {
		skip = append(skip, user)
	}
	for _, i := range r.skip {
		skip = append(skip, "^"+regexp.QuoteMeta(names[i])+"$")
	}
	if len(skip) == 0 {
		return a
	}
	return a.with("skip", strings.Join(skip, "|"))
}

package models

import "fmt"

// SingleflightOps is how calls that share their work are made.
type SingleflightOps struct {
	// Do returns the number of the key's flight that it took part in, from 1: the
	// one under way, or a new one if there is none. The number is negative if the
	// work was done while another flight of the key did it.
	Do func(key int) int
}

func (o SingleflightOps) do(key int) int { return o.Do(key) }

// flights is for each of the keys 0 and 1 how many flights have ended.
type flights [2]int

// Singleflight is the model of calls that share their work, for the keys 0 and
// 1: a call takes part in the flight of its key that is under way, and begins
// one if there is none. All who take part in a flight get its result. A call
// never gets the result of a flight that had ended before it began.
func Singleflight(opts ...Option) *Model[SingleflightOps] {
	land := func(t *Turn[flights], arg any) {
		key := arg.(int)
		t.State[key]++
		for _, w := range append([]Waiter(nil), t.Waiting()...) {
			if w.Arg == arg {
				t.Grant(w, t.State[key])
			}
		}
		t.Return(t.State[key])
	}
	return Grants(flights{}, nil,
		Act("Do", Ret1(SingleflightOps.do, In(0, 1)), func(t *Turn[flights], _ int) { t.Block() }).
			OnResume(land), // whoever takes part may be the one in whose name the flight ends
	).With(append([]Option{Name("singleflight"), Label("singleflight"), Describe(func(f flights) string {
		return fmt.Sprintf("%s of key 0 and %d of key 1 have ended", counted(f[0], "flight"), f[1])
	})}, opts...)...)
}

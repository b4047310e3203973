package tests

import (
	"bytes"
	"io"
	"math"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
)

// fill gives every field of a message, and every element of its lists, a value of its own, so that a field which is not coded shows.
func fill(v reflect.Value, next *int64) {
	*next++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), next)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), next)
		}
	case reflect.String:
		v.SetString(string(rune('a' + *next%26)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(uint64(*next % 7))
	case reflect.Uint64, reflect.Uintptr:
		v.SetUint(math.MaxUint64 - uint64(*next))
	default:
		v.SetInt((*next % 1000) * (1 - 2*(*next%2)))
	}
}

func TestMessagesArriveWhole(t *testing.T) {
	for _, pair := range [][2]message{{&Request{}, &Request{}}, {&Hello{}, &Hello{}}, {&Outcome{}, &Outcome{}}} {
		sent, got := pair[0], pair[1]
		var next int64
		fill(reflect.ValueOf(sent).Elem(), &next)
		var b bytes.Buffer
		if err := Send(&b, sent); err != nil {
			t.Fatal(err)
		}
		whole := b.Bytes()
		if err := Receive(&b, got); err != nil {
			t.Fatalf("%T: %v", sent, err)
		}
		if d := cmp.Diff(sent, got); d != "" {
			t.Errorf("%T (-sent +got):\n%s", sent, d)
		}
		for n := range whole {
			cut := reflect.New(reflect.TypeOf(sent).Elem()).Interface().(message)
			if err := Receive(bytes.NewReader(whole[:n]), cut); err == nil || n == 0 && err != io.EOF {
				t.Fatalf("%T cut to %d of %d bytes: %v", sent, n, len(whole), err)
			}
		}
	}
}

func FuzzReceive(f *testing.F) {
	var b bytes.Buffer
	if err := Send(&b, &Outcome{Decisions: []sched.Decision{{From: 1, To: -1}}, Calls: [][]Frame{nil, {{Function: "f"}}}}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4 {
			data[3] = 0 // no lengths of gigabytes
		}
		_ = Receive(bytes.NewReader(data), &Outcome{})
	})
}

// TestStrategiesAreCarried sends each strategy there and back after each execution: it must choose as one that stays does.
func TestStrategiesAreCarried(t *testing.T) {
	body := func() {
		for range 3 {
			sched.Current().Go(func() {
				for range 4 {
					sched.Current().Point(sched.KindStore, nil)
				}
			})
		}
	}
	for _, make := range []func() sched.Strategy{
		func() sched.Strategy { return &sched.Sticky{Stay: 3} },
		func() sched.Strategy { return &sched.Random{} },
		func() sched.Strategy { return &sched.PCT{Depth: 3} },
		func() sched.Strategy { return &sched.Bounded{Preemptions: 1} },
		func() sched.Strategy { return &sched.Bounded{Preemptions: 9, Decisions: 2} },
		func() sched.Strategy { return &sched.Exhaustive{} },
		func() sched.Strategy { return &sched.POS{} },
		func() sched.Strategy { return &sched.URW{} },
		func() sched.Strategy { return &sched.SURW{} },
		func() sched.Strategy { return &sched.ReadsFrom{} },
		func() sched.Strategy {
			return &sched.Replay{Schedule: []sched.Decision{{From: 1, Seq: 2, To: 2, Preempts: true}}}
		},
	} {
		s := sched.New()
		stays, travels := make(), make()
		twin := &server{}
		for seed := range uint64(20) {
			want, more := s.Run(seed, sched.Config{Strategy: stays}, body)
			sum := want.Sum
			p, err := PlanOf(travels)
			if err != nil {
				t.Fatal(err)
			}
			if _, exhaustive := travels.(*sched.Exhaustive); !exhaustive {
				p.Number = 1
			}
			there := twin.strategy(&p)
			got, ok := s.Run(seed, sched.Config{Strategy: there}, body)
			o := &Outcome{}
			o.learned(there)
			o.Learn(travels)
			if ok != more || ok && got.Sum != sum {
				t.Errorf("%T: execution %d differs", stays, seed)
			}
		}
		s.Close()
	}
	if _, err := PlanOf(nil); err == nil {
		t.Error("a strategy that nobody knows can be sent")
	}
}

func TestValues(t *testing.T) {
	type empty struct{}
	for _, test := range []struct {
		v    any
		want Value
	}{
		{nil, Value{}},
		{3, Value{Int, "3"}},
		{uint8(3), Value{Shown, "3"}},
		{true, Value{Shown, "true"}},
		{"x", Value{String, "x"}},
		{io.EOF, Value{Error, "EOF"}},
		{(*int)(nil), Value{Shown, "nil"}},
		{new(int), Value{Shown, "a *int"}},
		{[]int{1}, Value{Shown, "a []int"}},
		{empty{}, Value{}},
		{label{}, Value{Kind: Label}},
	} {
		if got := valueOf(test.v); got != test.want {
			t.Errorf("%#v: %v, want %v", test.v, got, test.want)
		}
	}
}

package models_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

var errFull = errors.New("full")

// script is a subject that answers what the test wrote down.
type script struct {
	err error
	ok  bool
	got []any
}

func (s *script) plain()                              { s.got = append(s.got, "plain") }
func (s *script) plain1(n int)                        { s.got = append(s.got, n) }
func (s *script) ret() int                            { return 4 }
func (s *script) ret1(n int) string                   { return fmt.Sprint(n) }
func (s *script) maybe() (int, bool)                  { return 5, s.ok }
func (s *script) fail() error                         { return s.err }
func (s *script) fail1(int) error                     { return s.err }
func (s *script) ctx(context.Context) error           { return s.err }
func (s *script) ctx1(context.Context, int) error     { return s.err }
func (s *script) ctxRet(context.Context) (int, error) { return 6, s.err }
func (s *script) ctxRet1(_ context.Context, n int) (int, error) {
	return n, s.err
}
func (s *script) within(d time.Duration) bool         { return s.ok && d == time.Second }
func (s *script) within1(d time.Duration, n int) bool { return s.ok && n == 7 }
func (s *script) withinRet(time.Duration) (int, bool) { return 8, s.ok }

// everyForm is a model with one operation for each form; what they mean is not
// asked here.
func everyForm() *models.Model[*script] {
	type none = models.None
	keep := func(s int, _ none) int { return s }
	keep1 := func(s int, _ int) int { return s }
	seven := models.In(7)
	return models.New(0,
		models.Change("plain", models.Func((*script).plain), keep),
		models.Change("plain1", models.Func1((*script).plain1, seven), keep1),
		models.Change("ret", models.Ret((*script).ret), keep),
		models.Change("ret1", models.Ret1((*script).ret1, seven), keep1),
		models.Change("maybe", models.Ok((*script).maybe), keep),
		models.Change("fail", models.Err((*script).fail, errFull), keep),
		models.Change("fail1", models.Err1((*script).fail1, seven, errFull), keep1),
		models.Change("ctx", models.Ctx((*script).ctx, errFull), keep),
		models.Change("ctx1", models.Ctx1((*script).ctx1, seven, errFull), keep1),
		models.Change("ctxRet", models.CtxRet((*script).ctxRet, errFull), keep),
		models.Change("ctxRet1", models.CtxRet1((*script).ctxRet1, seven, errFull), keep1),
		models.Change("within", models.Within((*script).within), keep),
		models.Change("within1", models.Within1((*script).within1, seven).If(func(s *script) bool { return s.ok }), keep1),
		models.Change("withinRet", models.WithinRet((*script).withinRet), keep),
	)
}

func TestInvoke(t *testing.T) {
	cause := errors.New("my own cause")
	done, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	full, odd := fmt.Errorf("put: %w", errFull), errors.New("odd")
	const returned, cancelled = histories.Returned, histories.Cancelled
	for _, c := range []struct {
		op      string
		err     error
		ok      bool
		ctx     context.Context
		out     any
		outcome histories.Outcome
	}{
		{"plain", nil, false, nil, nil, returned},
		{"plain1", nil, false, nil, nil, returned},
		{"ret", nil, false, nil, 4, returned},
		{"ret1", nil, false, nil, "7", returned},
		{"maybe", nil, true, nil, 5, returned},
		{"maybe", nil, false, nil, nil, returned},
		{"fail", nil, false, nil, nil, returned},
		{"fail", full, false, nil, histories.Failure("full"), returned},
		{"fail", odd, false, nil, histories.Failure("odd"), returned},
		{"fail", context.Canceled, false, nil, histories.Failure("context canceled"), returned},
		{"fail1", full, false, nil, histories.Failure("full"), returned},
		{"ctx", nil, false, nil, nil, returned},
		{"ctx", context.Canceled, false, nil, nil, cancelled},
		{"ctx", fmt.Errorf("w: %w", context.DeadlineExceeded), false, nil, nil, cancelled},
		{"ctx", cause, false, done, nil, cancelled},
		{"ctx", cause, false, nil, histories.Failure("my own cause"), returned},
		{"ctx1", full, false, done, histories.Failure("full"), returned},
		{"ctxRet", nil, false, nil, 6, returned},
		{"ctxRet", context.Canceled, false, done, nil, cancelled},
		{"ctxRet1", nil, false, nil, 7, returned},
		{"ctxRet1", odd, false, nil, histories.Failure("odd"), returned},
		{"within", nil, true, nil, nil, returned},
		{"within", nil, false, nil, nil, cancelled},
		{"within1", nil, true, nil, nil, returned},
		{"within1", nil, false, nil, nil, cancelled},
		{"withinRet", nil, true, nil, 8, returned},
		{"withinRet", nil, false, nil, nil, cancelled},
	} {
		s := everyForm().Bind(func() *script { return &script{err: c.err, ok: c.ok} })
		call := models.Call{Ctx: c.ctx, Timeout: time.Second}
		if call.Ctx == nil {
			call.Ctx = context.Background()
		}
		op := s.Spec.Index(c.op)
		if s.Spec.Operations[op].Args.Needed() {
			call.Arg = 7
		}
		s.Invoke(s.New(), op, &call)
		if call.Out != c.out || call.Outcome != c.outcome {
			t.Errorf("%s with error %v, ok %v: %v %#v, want %v %#v", c.op, c.err, c.ok, call.Outcome, call.Out, c.outcome, c.out)
		}
	}
	s := everyForm().Bind(func() *script { return &script{} })
	x := s.New()
	s.Invoke(x, 0, &models.Call{})
	s.Invoke(x, 1, &models.Call{Arg: 7})
	if diff := cmp.Diff([]any{"plain", 7}, x.(*script).got); diff != "" {
		t.Errorf("the subject was called otherwise (-want +got):\n%s", diff)
	}
}

func TestOffers(t *testing.T) {
	s := models.Semaphore(1).Bind(func() models.SemaphoreOps {
		return models.SemaphoreOps{Acquire: func(context.Context, int) error { return nil }}
	})
	var offered []string
	for i, op := range s.Spec.Operations {
		if s.Offers(s.New(), i) {
			offered = append(offered, op.Name)
		}
	}
	if diff := cmp.Diff([]string{"Acquire"}, offered); diff != "" {
		t.Errorf("offered operations differ (-want +got):\n%s", diff)
	}
	with := everyForm().Bind(func() *script { return &script{ok: true} })
	if op := with.Spec.Index("within1"); !with.Offers(with.New(), op) {
		t.Error("an operation whose condition holds is not offered")
	}
}

func TestModes(t *testing.T) {
	spec := everyForm().Spec()
	for name, want := range map[string][]histories.Mode{
		"plain":  {histories.Plain},
		"ctx1":   {histories.Plain, histories.Cancellable, histories.Done},
		"within": {histories.Timeout},
	} {
		op := spec.Operations[spec.Index(name)]
		if diff := cmp.Diff(want, op.Modes); diff != "" {
			t.Errorf("modes of %s differ (-want +got):\n%s", name, diff)
		}
		if !op.HasMode(want[0]) || op.HasMode(histories.Timeout) != (name == "within") {
			t.Errorf("HasMode contradicts Modes for %s", name)
		}
	}
}

func TestArgs(t *testing.T) {
	spec := everyForm().Spec()
	args := func(name string) *models.Args { return &spec.Operations[spec.Index(name)].Args }
	for _, c := range []struct {
		args *models.Args
		v    any
		text string
	}{
		{args("plain1"), 7, "7"},
		{args("plain1"), 9, "9"}, // not declared, as in an edited file
		{args("plain"), nil, "null"},
	} {
		text, err := c.args.Encode(c.v)
		if err != nil || string(text) != c.text {
			t.Errorf("Encode(%v) = %s, %v, want %s", c.v, text, err, c.text)
		}
		if v, err := c.args.Decode(text); err != nil || v != c.v {
			t.Errorf("Decode(%s) = %v, %v, want %v", text, v, err, c.v)
		}
	}
	if _, err := args("plain1").Encode("x"); err == nil {
		t.Error("Encode takes a string for an int")
	}
	if _, err := args("plain1").Decode([]byte(`"x"`)); err == nil {
		t.Error("Decode takes a string for an int")
	}
	if _, err := args("plain").Decode([]byte(`1`)); err == nil {
		t.Error("Decode takes an argument where there is none")
	}
	put := queueModel(1).Spec().Operations[0].Args
	if !put.Fresh() || put.Len() != 0 || put.Value(3) != 3 {
		t.Errorf("fresh arguments: Fresh %v, Len %d, Value(3) %v", put.Fresh(), put.Len(), put.Value(3))
	}
	words := models.FreshOf(func(i int) string { return fmt.Sprint("v", i) })
	named := models.New(0, models.Change("Do1", models.Ret1(box.Do1, words), func(s int, _ string) int { return s })).Spec()
	if v := named.Operations[0].Args.Value(2); v != "v2" {
		t.Errorf("Value(2) = %v, want v2", v)
	}
}

func TestFits(t *testing.T) {
	spec := models.Semaphore(1).Spec()
	for _, c := range []struct {
		op   int
		in   any
		want bool
	}{{0, 1, true}, {0, "1", false}, {0, nil, false}, {-1, nil, false}, {99, nil, false}, {spec.Index("Free"), nil, true}, {spec.Index("Free"), 1, false}} {
		h := &histories.History{Operations: []histories.Operation{{Op: c.op, In: c.in, Name: "X"}}}
		if err := spec.Fits(h); (err == nil) != c.want {
			t.Errorf("Fits(operation %d, argument %v) = %v, want it to fit: %v", c.op, c.in, err, c.want)
		}
	}
}

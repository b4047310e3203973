package models_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

func TestNamed(t *testing.T) {
	for _, c := range []struct{ text, label string }{
		{"queue", "queue(unbounded), waiters in any order"},
		{"Queue(4)", "queue(at most 4 items), waiters in any order"},
		{" queue(4), fifo", "queue(at most 4 items), waiters first come, first served"},
		{"stack", "lifo-queue(unbounded), waiters in any order"},
		{"heap", "priority-queue(unbounded, hundreds first), waiters in any order"},
		{"semaphore(3)", "semaphore(3 permits), waiters in any order"},
		{"bounded_semaphore(2),fifo,prompt", "bounded-semaphore(2 permits), waiters first come, first served"},
		{"counter(-5)", "counter(-5)"},
	} {
		spec, err := models.Named(c.text)
		if err != nil || spec.Label != c.label {
			t.Errorf("Named(%q) = %v, %v, want %s", c.text, spec, err, c.label)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"toaster", `unknown model "toaster"`},
		{"queue(", "not closed"},
		{"queue()", "want a number"},
		{"queue(-1)", "want a whole number from 0"},
		{"bounded-semaphore(0)", "want a whole number from 1"},
		{"lock(1)", "takes no number"},
		{"queue,quick", `unknown option "quick"`},
		{"priority-queue,by-value,unstable", "can't be Unstable"},
	} {
		if _, err := models.Named(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Named(%q): %v, want %q", c.text, err, c.want)
		}
	}
}

// TestTextNamesTheModel makes the model of each text again.
func TestTextNamesTheModel(t *testing.T) {
	for _, c := range []struct {
		spec *models.Spec
		want string
	}{
		{models.Queue(2, models.FIFO(), models.QueueErrors(errors.New("full"), nil, nil, nil)).Spec(), "queue(2),fifo"},
		{models.PriorityQueue(0, models.ByValue()).Spec(), "priority-queue(0),by-value"},
		{models.PriorityQueue(0, models.WithIncomparable()).Spec(), ""},
		{models.Semaphore(2).Spec(), "semaphore(2),head-of-line"},
		{models.BoundedSemaphore(3, models.FIFO(), models.Prompt(), models.MayRefuse(), models.Name("weighted")).Spec(), "bounded-semaphore(3),fifo,prompt,may-refuse"},
		{models.Variable(nil).Spec(), "register"},
		{models.Variable(7).Spec(), "register(7)"},
		{models.Lock(models.FIFO()).Spec(), "lock,fifo"},
		{models.Event().Spec(), "event"},
		{models.Barrier(5).Spec(), ""},
	} {
		got := c.spec.Text()
		if got != c.want {
			t.Errorf("Text of %s = %q, want %q", c.spec.Label, got, c.want)
		}
		if got == "" {
			continue
		}
		again, err := models.Named(got)
		if err != nil {
			t.Errorf("Named(%q): %v", got, err)
			continue
		}
		if a, b := again.Object(), c.spec.Object(); a != b {
			t.Errorf("%q is of %+v, the original of %+v", got, a, b)
		}
	}
}

func TestAdmit(t *testing.T) {
	spec := models.Queue(0).Spec()
	if op, in, err := spec.Admit("enqueue", 3); err != nil || spec.Operations[op].Name != "PutN" || in != 3 {
		t.Errorf("Admit(enqueue, 3) = %d, %v, %v, want PutN of 3", op, in, err)
	}
	if op, _, err := spec.Admit("tryget", nil); err != nil || spec.Operations[op].Name != "TryGet" {
		t.Errorf("Admit(tryget) = %d, %v, want TryGet", op, err)
	}
	for name, arg := range map[string]any{"Rotate": nil, "PutN": "x", "Get": 1} {
		if _, _, err := spec.Admit(name, arg); err == nil {
			t.Errorf("Admit(%s, %v) is no error", name, arg)
		}
	}
	get := spec.Index("Get")
	if out, err := spec.AdmitResult(get, 5); err != nil || out != 5 {
		t.Errorf("AdmitResult(Get, 5) = %v, %v", out, err)
	}
	for _, out := range []any{"x", true, histories.List{1}} {
		if _, err := spec.AdmitResult(get, out); err == nil {
			t.Errorf("AdmitResult(Get, %v) is no error", out)
		}
	}
	cas := models.Variable(nil).Spec()
	op, in, err := cas.Admit("cas", histories.List{1, 2})
	if err != nil || in != any(histories.List{1, 2}) {
		t.Fatalf("Admit(cas) = %v, %v", in, err)
	}
	if out, err := cas.AdmitResult(op, nil); err != nil || out != true {
		t.Errorf("AdmitResult(cas, nil) = %v, %v, want true: it is said to have worked", out, err)
	}
}

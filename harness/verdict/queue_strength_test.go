package verdict

import (
	"errors"
	"testing"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// strictQueues are the strict models of the queues, each with the naive queue that it is held against.
func strictQueues() map[string]struct {
	model *models.Model[models.QueueOps]
	naive naiveQueue
} {
	type pair = struct {
		model *models.Model[models.QueueOps]
		naive naiveQueue
	}
	errs := models.QueueErrors(errors.New(string(naiveFull)), errors.New(string(naiveEmpty)), errors.New(string(naiveDown)), errors.New(string(naiveDone)))
	return map[string]pair{
		"queue of 1":          {models.Queue(1, models.FIFO(), errs), naiveQueue{order: "fifo", capacity: 1}},
		"queue of 2":          {models.Queue(2, models.FIFO(), errs), naiveQueue{order: "fifo", capacity: 2}},
		"unbounded queue":     {models.Queue(0, models.FIFO(), errs), naiveQueue{order: "fifo"}},
		"lifo queue of 2":     {models.LifoQueue(2, models.FIFO(), errs), naiveQueue{order: "lifo", capacity: 2}},
		"priority queue of 2": {models.PriorityQueue(2, models.FIFO(), errs), naiveQueue{order: "priority", capacity: 2}},
	}
}

// TestQueueModelsAreStrict takes good histories, which must be allowed by the strict models, the weak ones, and the naive queue; then it
// changes one result of each, and wants those refused that the naive queue refuses, and no others.
func TestQueueModelsAreStrict(t *testing.T) {
	for name, q := range strictQueues() {
		t.Run(name, func(t *testing.T) {
			r := random(t, 300)
			spec := q.model.Spec()
			j := NewJudge(spec)
			refused, stuck := 0, 0
			for range many(1000) {
				h := queueHistory(r, spec, q.naive.clone(), 3, 2)
				if err := h.Validate(); err != nil {
					t.Fatal(err)
				}
				if got := j.Check(h); got.Kind != OK || !queueExplained(q.naive, h) {
					t.Fatalf("Check = %v, the naive queue says %v, of a good history\n%v", got, queueExplained(q.naive, h), h)
				}
				if len(h.Quiescences[0].Stuck) > 0 {
					stuck++
				}
				corruptQueue(r.IntN, h)
				want := queueExplained(q.naive, h)
				if got := j.Check(h); (got.Kind == OK) != want {
					t.Fatalf("Check = %v, the naive queue says %v\n%v", got, want, h)
				}
				if !want {
					refused++
				}
			}
			t.Logf("%d histories, %d with a stuck call; with one result changed %d are refused", many(1000), stuck, refused)
			if refused < many(1000)/2 || stuck < many(1000)/10 {
				t.Error("too few: the test is weak")
			}
		})
	}
}

// TestWeakQueueModelsAllowWhatStrictOnesDo: the weaker variants refuse no good history.
func TestWeakQueueModelsAllowWhatStrictOnesDo(t *testing.T) {
	naive := naiveQueue{order: "fifo", capacity: 1}
	for name, c := range map[string]struct {
		order string
		model *models.Model[models.QueueOps]
	}{
		"any order":          {"fifo", models.Queue(1)},
		"any order, prompt":  {"fifo", models.Queue(1, models.Prompt())},
		"lifo, any order":    {"lifo", models.LifoQueue(1)},
		"unstable":           {"priority", models.PriorityQueue(1, models.Unstable())},
		"unstable, in order": {"priority", models.PriorityQueue(1, models.FIFO(), models.Unstable())},
	} {
		t.Run(name, func(t *testing.T) {
			r := random(t, 400)
			j := NewJudge(c.model.Spec())
			for range many(1000) {
				q := naive.clone()
				q.order = c.order
				h := queueHistory(r, c.model.Spec(), q, 3, 2)
				if got := j.Check(h); got.Kind != OK {
					t.Fatalf("Check = %v for a good history\n%v", got, h)
				}
			}
		})
	}
}

// corruptQueue changes one result of h, or the outcome of a call that could have ended otherwise.
func corruptQueue(intN func(int) int, h *histories.History) {
	for range 10 {
		o := &h.Operations[intN(len(h.Operations))]
		switch out := o.Out.(type) {
		case int:
			o.Out = out + 1 - 2*intN(2)
			return
		case histories.Failure:
			o.Out = []histories.Failure{naiveFull, naiveEmpty, naiveDown, naiveDone}[intN(4)]
			return
		}
		switch {
		case o.Outcome == histories.Cancelled && o.Name != "Get" && o.Name != "GetTimeout":
			o.Outcome = histories.Returned
			return
		case o.Outcome == histories.Returned && (o.Name == "TryPut" || o.Name == "TaskDone"):
			o.Out = naiveDown
			return
		case o.Outcome == histories.Returned && o.Mode == histories.Timeout:
			o.Outcome = histories.Cancelled
			return
		}
	}
}

// Package bound is what a generated worker program consists of besides the adapter: it serves a campaign on somebody else's type, and brings
// values to the form of the model.
package bound

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/worker"
)

// Main is all that the generated program does. construct is a function of the size that returns the struct of functions of the family for a fresh
// object; see family.Family.Subjects.
func Main(name string, construct any) {
	err := worker.Serve(func(target counterexample.Target) (*campaign.Target, error) {
		f, err := family.Find(name)
		if err != nil {
			return nil, err
		}
		if target.Impl == nil {
			return nil, fmt.Errorf("this worker program is for another implementation of %s", name)
		}
		t := &campaign.Target{Name: target}
		t.Name.Config, t.Name.Model = 0, ""
		t.Configs, err = f.Subjects(target.Impl.Choice(), construct)
		return t, err
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		os.Exit(2)
	}
}

// errRefused is the error of a call that says in another way that it failed.
var errRefused = errors.New("refused")

// Refusal is the error of a call that reports whether it succeeded.
func Refusal(ok bool) error {
	if ok {
		return nil
	}
	return errRefused
}

// Cut is Refusal for a call with a context: if that is done, the call was cut short by it.
func Cut(ctx context.Context, ok bool) error {
	if ok {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return errRefused
}

// NoError panics if a call failed that must not. The panic is the subject's.
func NoError(err error) {
	if err != nil {
		panic("it returned an error: " + err.Error())
	}
}

// Int is the number in an interface value, and 0 if there is none.
func Int(v any) int {
	if v == nil {
		return 0
	}
	return v.(int)
}

// Atoi is the number that was passed on as a string, and 0 for the empty one.
func Atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil && s != "" {
		panic(fmt.Sprintf("it returned %q, which nobody has passed to it", s))
	}
	return n
}

// To is a pointer to a value of its own.
func To[T any](v T) *T { return &v }

// From is what p points to, and the zero value if it is nil.
func From[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// First is the first of several values, and the zero value of none.
func First[T any](list []T) (v T) {
	if len(list) > 0 {
		v = list[0]
	}
	return v
}

// List is a list of values as numbers.
func List[T any](list []T, number func(T) int) (numbers []int) {
	for _, v := range list {
		numbers = append(numbers, number(v))
	}
	return numbers
}

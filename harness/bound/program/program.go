// Package program is what a generated worker program consists of besides the adapter: it serves a campaign on somebody else's type.
package program

import (
	"fmt"
	"os"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/worker"
	"github.com/tenter-go/tenter/models"
)

// Main is all that the generated program does. construct is a function of the size that returns the struct of functions of the family for a fresh
// object; see family.Family.Subjects.
func Main(name string, construct any) { Walking(name, construct, new(bool)) }

// Walking is Main for containers. goOn is told what functions return that are passed to a walk, for that to go on.
func Walking(name string, construct any, goOn *bool) {
	err := worker.Serve(func(target counterexample.Target) (*campaign.Target, error) {
		f, err := family.Find(name)
		if err != nil {
			return nil, err
		}
		if target.Impl == nil {
			return nil, fmt.Errorf("this worker program is for another implementation of %s", name)
		}
		*goOn = family.GoesOn(target.Impl.Variant)
		t := &campaign.Target{Name: target}
		t.Name.Config, t.Name.Model = 0, ""
		choice := target.Impl.Choice()
		if choice.Learn != nil {
			choice.Learn.Serial = exec.Serially()
		}
		if t.Configs, err = f.Subjects(choice, construct); err != nil {
			return nil, err
		}
		for _, s := range t.Configs {
			if err := made(s); err != nil {
				return nil, err
			}
		}
		return t, nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		os.Exit(2)
	}
}

// made makes one object, and says what is wrong if that can't be done.
func made(s *models.Subject) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("no object of %s can be made: %v — say how it is made with --new 'EXPR'", s.Spec.Label, v)
		}
	}()
	x := s.New()
	if s.Finally != nil {
		s.Finally(x)
	}
	return nil
}

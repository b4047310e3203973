package suite

import (
	"slices"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/models"
)

// subject stands for a test, which is an object that can be run. It is never made: the twin runs the test.
type subject struct{}

func (*subject) run() {}

// targetOf describes a test to a campaign: a scenario of one task with one call.
func targetOf(pkg, name string) *campaign.Target {
	label := name + " of " + pkg
	m := models.New(0, models.Do(name, (*subject).run, func(s int) int { return s })).With(models.Name(name), models.Label("%s", label))
	s := m.Bind(func() *subject { return &subject{} })
	s.Offers = nil
	return &campaign.Target{
		Name: counterexample.Target{Test: name, Pkg: pkg}, Configs: []*models.Subject{s},
		First: []*scenario.Scenario{{Tasks: [][]scenario.Op{{{Name: name}}}}}, Only: true,
	}
}

// flags are those that the test binary was built and run with.
func (s *suite) flags() []string {
	var own []string
	for _, f := range s.o.TestFlags {
		if f != "-v" && f != "-v=true" {
			own = append(own, f)
		}
	}
	return append(slices.Clone(s.o.BuildFlags), own...)
}

package worker

import (
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker/hostile"
)

// TestBugWhileShrinking has the harness itself fail after a violation was found: it is told, and the violation stands.
func TestBugWhileShrinking(t *testing.T) {
	target, err := hostile.Find(counterexample.Target{Prim: "wrong"})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	target.Trying = func() { panic("off by one") }
	s := &server{find: hostile.Find, target: target}
	r := s.do(command{Do: verbShare, Share: campaign.Share{Seed: 7, Runs: 1000}})
	if r.Error != "" || r.Share == nil || r.Share.Found == nil {
		t.Fatalf("%+v; want what was found", r)
	}
	if !strings.Contains(r.Share.Bug, "harness bug: off by one") {
		t.Errorf("bug %q; want it to be named", r.Share.Bug)
	}
	if _, err := counterexample.Parse([]byte(r.Share.Found.Case), s.find.spec); err != nil {
		t.Errorf("%v in\n%s", err, r.Share.Found.Case)
	}
}

// TestBug has the harness fail in a way that leaves nothing to tell.
func TestBug(t *testing.T) {
	target, err := hostile.Find(counterexample.Target{Prim: "sound"})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	target.Judge = func(*exec.Execution) (verdict.Kind, string) { panic("no judge") }
	s := &server{target: target}
	if r := s.do(command{Do: verbShare, Share: campaign.Share{Seed: 7, Runs: 10}}); !strings.HasPrefix(r.Error, "harness bug: no judge") {
		t.Errorf("%+v; want a harness bug", r)
	}
	if r := s.do(command{Do: "dance"}); !strings.Contains(r.Error, `unknown command "dance"`) {
		t.Errorf("%+v; want the command to be refused", r)
	}
}

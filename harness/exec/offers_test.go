package exec_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/models"
)

func TestOffered(t *testing.T) {
	spec := models.Semaphore(0).Spec()
	constructors := map[string]struct {
		construct func() gate
		want      []string
	}{
		"two operations": {func() gate {
			return gate{release: func(int) {}, try: func(int) bool { return false }}
		}, []string{"TryAcquire", "Release"}},
		"a constructor under control": {func() gate {
			if sched.Current() == nil {
				t.Error("the constructor was called outside control")
			}
			return gate{release: func(int) {}}
		}, []string{"Release"}},
		"a constructor that panics": {func() gate { panic("no") }, names(spec)},
	}
	for name, c := range constructors {
		t.Run(name, func(t *testing.T) {
			var got []string
			for op, offered := range exec.Offered(subject(c.construct)) {
				if offered {
					got = append(got, spec.Operations[op].Name)
				}
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("offered (-want +got):\n%s", diff)
			}
		})
	}
}

func names(spec *models.Spec) (list []string) {
	for _, op := range spec.Operations {
		list = append(list, op.Name)
	}
	return list
}

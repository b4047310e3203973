package twin

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/postmortem"
)

const stacks = `goroutine 1 [chan receive]:
testing.tRunner(0xc0)

goroutine 7 [runnable]:
example.com/user.loop()
	/home/u/box.go:38 +0x1
github.com/tenter-go/tenter/harness/sched.(*worker).serve(...)
	/src/worker.go:38

goroutine 8 [coroutine]:
example.com/user.(*Box).Enter()
	/home/u/box.go:21 +0x1
github.com/tenter-go/tenter/harness/sched.(*worker).serve(...)
	/src/worker.go:38
`

func TestDeath(t *testing.T) {
	for _, test := range []struct {
		death            Death
		message, excerpt string
	}{
		{Death{Status: "exit status 3", Output: "hello\n"}, "the process ended: os.Exit(3)", "hello"},
		{
			Death{Status: "killed: the execution did not end within 1s", Endless: true, Output: stacks},
			"the execution does not end: it stands at box.go:38 in user.loop, which runs and never gives way",
			"goroutine 7 [runnable]:\nexample.com/user.loop()\n\t/home/u/box.go:38 +0x1",
		},
	} {
		got := []string{test.death.Message(), test.death.Excerpt()}
		if d := cmp.Diff([]string{test.message, test.excerpt}, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

// What a later child is to know of a death passes through a file.
func TestDeathsInAFile(t *testing.T) {
	want := map[string]*Death{"TestX/a~2": {Entry: postmortem.Entry{Check: "TestX/a~2", Share: 3}, Status: "exit status 2", Again: true, Output: "é\n"}}
	file, err := writeDeaths(t.TempDir(), want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := readDeaths(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

package twin

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestArgs(t *testing.T) {
	a := Args{"-test.v", "--test.run", "TestX/a b", "-test.count=2", "-test.timeout=10m0s", "-other", "x", "-test.bench="}
	for name, want := range map[string]string{
		"v": "true", "run": "TestX/a b", "count": "2", "timeout": "10m0s", "bench": "", "skip": "",
	} {
		if got := a.Value(name); got != want {
			t.Errorf("-test.%s is %q, want %q", name, got, want)
		}
	}
	if a.Has("bench") || a.Has("skip") || !a.Has("v") {
		t.Error("Has: an empty value is as good as none")
	}
	if d := cmp.Diff(Args{"-test.timeout=9m58s", "-test.v", "--test.run", "TestX/a b", "-test.count=2", "-other", "x", "-test.bench="}, a.later(2*time.Second)); d != "" {
		t.Errorf("later (-want +got):\n%s", d)
	}
	if d := cmp.Diff(Args{"-test.run=^TestY$/^a\\+b$", "-test.count=1", "-test.timeout=10m0s", "-other", "x"}, a.only("TestY/a+b")); d != "" {
		t.Errorf("only (-want +got):\n%s", d)
	}
	if got := (Args{"-test.timeout=1s"}).later(time.Hour).Value("timeout"); got != "1s" {
		t.Errorf("a time-out that is over already becomes %s, want 1s", got)
	}
	if got := (Args{"-test.v", "word", "-test.run=X"}).Value("run"); got != "" {
		t.Errorf("an argument behind the flags was read as a flag: %q", got)
	}
}

func TestNative(t *testing.T) {
	for _, test := range []struct {
		args Args
		want bool
	}{
		{nil, false},
		{Args{"-test.list=."}, true},
		{Args{"-test.run=^$", "-test.bench=."}, true},
		{Args{"-test.bench=."}, false},
		{Args{"-test.run=^$"}, false},
		{Args{"-test.run=^$", "-test.fuzz=X"}, false},
		{Args{"-h"}, true},
	} {
		if got := test.args.Native(false); got != test.want {
			t.Errorf("%q: native %v, want %v", test.args, got, test.want)
		}
		if got := test.args.Native(true); got != (test.want && !test.args.Has("bench")) {
			t.Errorf("%q: native %v with benchmarks under control", test.args, got)
		}
	}
}

func TestCommand(t *testing.T) {
	for check, want := range map[string]string{
		"TestX":              `go test -run '^TestX$' ./q`,
		"TestX~2":            `go test -run '^TestX$' ./q`,
		"TestX/a+b/it's_(1)": `go test -run '^TestX$/^a\+b$/^it'\''s_\(1\)$' ./q`,
	} {
		if got := Command(check, "./q"); got != want {
			t.Errorf("%s: %s, want %s", check, got, want)
		}
	}
}

func TestCheckName(t *testing.T) {
	for _, test := range []string{"TestX", "TestX/a~b", "TestX/~3"} {
		if got := TestOf(CheckName(test, 1)); test != "TestX/~3" && got != test {
			t.Errorf("the first check of %q is of test %q", test, got)
		}
		if got := TestOf(CheckName(test, 12)); got != test {
			t.Errorf("the twelfth check of %q is of test %q", test, got)
		}
	}
}

package twin

import (
	"runtime/debug"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseGoTest(t *testing.T) {
	for _, test := range []struct {
		line []string
		want []string
		ok   bool
	}{
		{line: []string{"go", "build", "./..."}},
		{line: []string{"/bin/sh", "test"}},
		{line: []string{"go"}},
		{line: []string{"go", "test"}, ok: true},
		{line: []string{"/usr/local/go/bin/go1.26.8", "test", "-C", "sub", "-race", "--tags", "a,b", "-run", "-race", "./...", "-coverpkg=./..."}, ok: true,
			want: []string{"-race", "-tags=a,b", "-coverpkg=./..."}},
		{line: []string{"go.exe", "test", "-race=false", "-v", "-mod=vendor", "-gcflags", "-N -l", ".", "-args", "-tags=no"}, ok: true,
			want: []string{"-race=false", "-mod=vendor", "-gcflags=-N -l"}},
	} {
		got, ok := parseGoTest(test.line)
		if ok != test.ok {
			t.Errorf("%q: ok %v", test.line, ok)
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", test.line, d)
		}
	}
}

func TestAgrees(t *testing.T) {
	race := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "-race", Value: "true"}, {Key: "-buildmode", Value: "exe"}, {Key: "-tags", Value: "x"}}}
	plain := &debug.BuildInfo{}
	if !agrees([]string{"-race"}, race) || !agrees([]string{"-race=false"}, plain) || !agrees(nil, race) {
		t.Error("flags that fit were refused")
	}
	if agrees([]string{"-race"}, plain) || agrees([]string{"-msan=true"}, race) {
		t.Error("another command's flags were taken")
	}
	if d := cmp.Diff([]string{"-race=true", "-tags=x"}, recordedFlags(race)); d != "" {
		t.Errorf("recorded flags (-want +got):\n%s", d)
	}
}

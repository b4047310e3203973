package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompileArgs(t *testing.T) {
	a := parseCompileArgs([]string{"-o", "x.a", "-lang=go1.17", "-p", "main", "-tenter=old", "-tenter=abc", "-importcfg", "cfg", "-pack", "./a.go", "./b.go"})
	if id := a.takeMarker(); id != "abc" {
		t.Errorf("marker %q", id)
	}
	a.raiseLang()
	a.set("-importcfg", "other")
	want := []string{"-o", "x.a", "-lang=go1.21", "-p", "main", "-importcfg", "other", "-pack", "./a.go", "./b.go"}
	if diff := cmp.Diff(want, a.all()); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
	if a.has("-std") || a.value("-embedcfg") != "" || a.takeMarker() != "" {
		t.Error("flags that were not given are there")
	}
}

func TestRaiseLang(t *testing.T) {
	for lang, want := range map[string]string{"go1.9": "go1.21", "go1.21": "go1.21", "go1.22": "go1.22", "go1.26": "go1.26", "": ""} {
		a := compileArgs{flags: []string{"-lang=" + lang}}
		a.raiseLang()
		if got := a.value("-lang"); got != want {
			t.Errorf("%s is raised to %q, want %q", lang, got, want)
		}
	}
}

func TestTagVersion(t *testing.T) {
	if got := tagVersion("link version go1.26.8 X:nodwarf5", "ID"); got != "link version go1.26.8 X:nodwarf5 tenter:ID" {
		t.Errorf("release: %q", got)
	}
	const devel = "link version devel go1.27-0123456789 buildID=a/b/c/d"
	one, two := tagVersion(devel, "ID"), tagVersion(devel, "other")
	for _, line := range []string{one, two} {
		fields := strings.Fields(line)
		if last := fields[len(fields)-1]; !strings.HasPrefix(last, "buildID=tenter-") || strings.Contains(last, "/") {
			t.Errorf("devel: %q", line)
		}
	}
	if one == two || one != tagVersion(devel, "ID") {
		t.Errorf("the id does not decide: %q, %q", one, two)
	}
}

func TestArchiveMembers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.a")
	if err := os.WriteFile(file, []byte(arMagic), 0o666); err != nil {
		t.Fatal(err)
	}
	if data, err := readMember(file, stampMember); data != nil || err != nil {
		t.Errorf("an empty archive has %q, %v", data, err)
	}
	for _, m := range []struct{ name, text string }{{"_go_.o", "odd"}, {"other", "even"}, {stampMember, "the stamp"}} {
		if err := appendMember(file, m.name, []byte(m.text)); err != nil {
			t.Fatal(err)
		}
	}
	if data, err := readMember(file, stampMember); string(data) != "the stamp" || err != nil {
		t.Errorf("stamp %q, %v", data, err)
	}
	if data, err := readMember(os.Args[0], stampMember); data != nil || err != nil {
		t.Errorf("what is no archive has %q, %v", data, err)
	}
}

func TestStamp(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.a")
	if err := os.WriteFile(file, []byte(arMagic), 0o666); err != nil {
		t.Fatal(err)
	}
	s := &stamp{ID: "ID", Package: "p", Points: 3, Limits: []limit{{"b.go", 2, "cgo"}, {"a.go", 9, "x"}, {"b.go", 2, "cgo"}}}
	if err := s.write(file); err != nil {
		t.Fatal(err)
	}
	got, err := readStamp(file)
	if err != nil {
		t.Fatal(err)
	}
	want := &stamp{ID: "ID", Package: "p", Points: 3, Limits: []limit{{"a.go", 9, "x"}, {"b.go", 2, "cgo"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}

func TestSummary(t *testing.T) {
	stamps := []*stamp{
		{Package: "a", Points: 2, Limits: []limit{{"*.s", 0, "assembly; more\nlines"}}},
		{Package: "own", Exempt: true},
		{Package: "b"},
		{Package: "c", Points: 5},
	}
	const want = "tenter=1;id=ID;packages=3;points=7;limits=1;package=a 2;package=c 5;limit=a *.s assembly, more lines"
	if got := summary("ID", stamps); got != want {
		t.Errorf("summary %q, want %q", got, want)
	}
	for range 5000 {
		stamps = append(stamps, &stamp{Package: "example.com/long/path", Points: 1})
	}
	if got := summary("ID", stamps); len(got) > maxSummary || !strings.HasPrefix(got, "tenter=1;id=ID;packages=5003;points=5007;limits=1;") {
		t.Errorf("long summary of %d bytes begins %.80q", len(got), got)
	}
}

func TestImportcfg(t *testing.T) {
	file := filepath.Join(t.TempDir(), "importcfg")
	const text = "# import config\nimportmap golang.org/x/net=vendor/golang.org/x/net\npackagefile fmt=/a/fmt.a"
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	ic, err := readImportcfg(file)
	if err != nil {
		t.Fatal(err)
	}
	ic.add(map[string]string{"shim": "/b/shim.a", "fmt": "/b/fmt.a", "iter": "/b/iter.a"})
	if want := text + "\npackagefile iter=/b/iter.a\npackagefile shim=/b/shim.a\n"; ic.text != want {
		t.Errorf("text %q, want %q", ic.text, want)
	}
	if ic.archive["fmt"] != "/a/fmt.a" || ic.mapped["golang.org/x/net"] != "vendor/golang.org/x/net" {
		t.Errorf("archives %v, map %v", ic.archive, ic.mapped)
	}
}

func TestExempt(t *testing.T) {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	cfg := &config{Exempt: []string{"m/harness", "pgregory.net/rapid"}, GOROOT: strings.TrimSpace(string(goroot))}
	for path, want := range map[string]bool{
		"m/harness": true, "m/harness/sched": true, "m/harness_test": true, "m/harness/exec_test": true, "pgregory.net/rapid": true,
		"m/harnesses": false, "m": false, "m/prims/semaphore": false, "m/prims/semaphore_test": false,
	} {
		if got := cfg.exempt(path); got != want {
			t.Errorf("exempt(%q) is %t", path, got)
		}
	}
	for path, want := range map[string]bool{"context": true, "net/http": true, "text": false, "m": false, "go": false} {
		if got := cfg.standard(path); got != want {
			t.Errorf("standard(%q) is %t", path, got)
		}
	}
}

// What package testing does around the tests is none of the program's limits.
func TestLimitsOfTestingAreNotListed(t *testing.T) {
	for path, want := range map[string]int{"testing": 0, "testing/synctest": 1, "": 1} {
		p := &pkg{cfg: &config{testing: path}}
		p.limit("f.go", 1, "os.Pipe")
		if len(p.limits) != want {
			t.Errorf("%q: %v, want %d", path, p.limits, want)
		}
	}
}

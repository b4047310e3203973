package instrument

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestForms runs a program with every form of every construct: rewritten, it does what the stock build does.
func TestForms(t *testing.T) {
	m := newModule(t, "")
	if err := os.CopyFS(m.dir, os.DirFS("testdata/forms")); err != nil {
		t.Fatal(err)
	}
	m.require()
	m.stamped(".")
	controlled := m.build(m.prepare())
	want, got := runProgram(t, m.dir, m.stock()), runProgram(t, m.dir, controlled)
	if want.Exit != 0 {
		t.Fatalf("the stock build fails:\n%s", want.Output)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stock (-) and rewritten (+) differ:\n%s", diff)
	}
	if diff := cmp.Diff(want, runProgram(t, m.dir, m.build(m.prepare("-yield=statements")))); diff != "" {
		t.Errorf("stock (-) and rewritten with statements as yield points (+) differ:\n%s", diff)
	}
	s := stampOf(t, controlled)
	for _, topic := range []string{"send", "receive", "ranges", "selects", "gostmt", "names", "generic", "nesting", "order"} {
		if s.points["example.com/forms/"+topic] == 0 {
			t.Errorf("no yield points in package %s: %v", topic, s)
		}
	}
	wantLimits := []string{"example.com/forms/names *.s assembly", "example.com/forms/names names.go:62 os.Getpid"}
	if diff := cmp.Diff(wantLimits, s.limits); diff != "" {
		t.Errorf("limits: want (-), got (+):\n%s", diff)
	}
}

// TestGoChanTests runs the Go project's own tests of channels.
func TestGoChanTests(t *testing.T) {
	if testing.Short() {
		t.Skip("links many programs")
	}
	m := newModule(t, "-- go.mod --\nmodule chantest\n\ngo 1.26\n")
	goroot := strings.TrimSpace(m.goRun("env", "GOROOT"))
	files, _ := filepath.Glob(filepath.Join(goroot, "test", "chan", "*.go"))
	var names []string
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(string(src), "// run\n") {
			name := strings.TrimSuffix(filepath.Base(file), ".go")
			m.write(name+"/main.go", string(src))
			names = append(names, name)
		}
	}
	if len(names) < 10 {
		t.Skipf("this Go installation has %d of the tests in %s/test/chan", len(names), goroot)
	}
	stock, controlled := t.TempDir(), t.TempDir()
	m.goRun("build", "-o", stock, "./...")
	if err := m.prepare().Run(t.Context(), "build", "-o", controlled, "./..."); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, got := runProgram(t, m.dir, filepath.Join(stock, name)), runProgram(t, m.dir, filepath.Join(controlled, name))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("stock (-) and rewritten (+) differ:\n%s", diff)
			}
		})
	}
}

const oldProgram = `
-- main.go --
package main

import "fmt"

func main() {
	c := make(chan int, 3)
	c <- 1
	c <- 2
	c <- 3
	close(c)
	var fs []func() int
	for v := range c {
		fs = append(fs, func() int { v += 10; return v })
	}
	for _, f := range fs {
		fmt.Println(f())
	}
	upgraded()
}
-- upgraded.go --
//go:build go1.22

package main

import "fmt"

func upgraded() {
	c := make(chan int, 2)
	c <- 1
	c <- 2
	close(c)
	var fs []func()
	for v := range c {
		fs = append(fs, func() { fmt.Println("upgraded", v) })
	}
	for _, f := range fs {
		f()
	}
}
-- downgraded.go --
//go:build go1.21

package main

import "fmt"

func init() {
	c := make(chan int, 2)
	c <- 1
	c <- 2
	close(c)
	var fs []func()
	for v := range c {
		fs = append(fs, func() { fmt.Println("downgraded", v) })
	}
	for _, f := range fs {
		f()
	}
}
`

// TestLanguageVersions rewrites modules with old go lines: the variable of a loop keeps its meaning.
func TestLanguageVersions(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"go 1.11", "downgraded 2\ndowngraded 2\n13\n23\n33\nupgraded 1\nupgraded 2\n"},
		{"go 1.18", "downgraded 2\ndowngraded 2\n13\n23\n33\nupgraded 1\nupgraded 2\n"},
		{"go 1.21", "downgraded 2\ndowngraded 2\n13\n23\n33\nupgraded 1\nupgraded 2\n"},
		{"go 1.22", "downgraded 2\ndowngraded 2\n11\n12\n13\nupgraded 1\nupgraded 2\n"},
	} {
		t.Run(test.line, func(t *testing.T) {
			m := newModule(t, "-- go.mod --\nmodule old\n\n"+test.line+"\n"+oldProgram)
			want, got := runProgram(t, m.dir, m.stock()), runProgram(t, m.dir, m.build(m.prepare()))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("stock (-) and rewritten (+) differ:\n%s", diff)
			}
			if got.Output != test.want {
				t.Errorf("output %q, want %q", got.Output, test.want)
			}
		})
	}
}

package instrument

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// app is a module with a package p, whose yield points the tests look for, a command and a test.
const app = `
-- go.mod --
module example.com/app

go 1.26.0
-- main.go --
package main

import (
	"fmt"

	"example.com/app/p"
)

func main() { fmt.Println(p.Sum(1, 2, 3)) }
-- p/p.go --
package p

import "sync"

// Sum adds in goroutines.
func Sum(xs ...int) int {
	var wg sync.WaitGroup
	c := make(chan int, len(xs))
	for _, x := range xs {
		wg.Go(func() {
			if x < 0 {
				return
			}
			select {
			case c <- x:
			default:
				panic("full")
			}
		})
	}
	wg.Wait()
	close(c)
	sum := 0
	for x := range c {
		sum += x
	}
	return sum + extra()
}
-- p/plain.go --
//go:build !more

package p

func extra() int { return 0 }
-- p/more.go --
//go:build more

package p

func extra() int {
	c := make(chan int, 1)
	c <- 100
	return <-c
}
-- p/p_test.go --
package p

import "testing"

func TestSum(t *testing.T) {
	if Sum(1, 2) < 3 {
		t.Fatal("sum")
	}
}
-- q/q.go --
package q

// Q has nothing to rewrite.
func Q() int { return 1 }
`

func usingApp(t *testing.T) *module {
	m := newModule(t, app)
	m.require()
	m.stamped(".")
	return m
}

func TestBuildFlags(t *testing.T) {
	const path = "example.com/app/p"
	m := usingApp(t)
	plain := stampOf(t, m.build(m.prepare())).points[path]
	if plain < 5 {
		t.Fatalf("%d yield points in %s", plain, path)
	}
	for _, test := range []struct {
		name   string
		flags  []string
		goFlag string
		more   bool // the tagged file is built, which has two more
		heavy  bool
	}{
		{name: "tags", flags: []string{"-tags", "more"}, more: true},
		{name: "tags in GOFLAGS", goFlag: "-tags=more", more: true},
		{name: "trimpath", flags: []string{"--trimpath"}, heavy: true},
		{name: "gcflags of the package", flags: []string{"-gcflags=./p=-N"}},
		{name: "gcflags of all", flags: []string{"-gcflags", "example.com/...=-N -l", "-ldflags=-s -w"}, heavy: true},
		{name: "gcflags without a pattern", flags: []string{"-gcflags=-N"}, heavy: true},
		{name: "gcflags in GOFLAGS", goFlag: "'-gcflags=./...=-N -l' -buildvcs=false"},
		{name: "pie", flags: []string{"-buildmode=pie"}, heavy: true},
		{name: "race", flags: []string{"-race"}, heavy: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.heavy && testing.Short() {
				t.Skip("compiles much of the standard library")
			}
			m := &module{t: t, dir: m.dir, env: append(m.env[:len(m.env):len(m.env)], "GOFLAGS="+test.goFlag)}
			exe := m.build(m.prepare(test.flags...))
			want, sum := plain, "6\n"
			if test.more {
				want, sum = plain+2, "106\n"
			}
			if got := stampOf(t, exe).points[path]; got != want {
				t.Errorf("%d yield points in %s, want %d", got, path, want)
			}
			if got := runProgram(t, m.dir, exe); got.Output != sum {
				t.Errorf("output %q, want %q", got.Output, sum)
			}
		})
	}
}

// TestChdir gives the folder as a -C flag.
func TestChdir(t *testing.T) {
	m := usingApp(t)
	cfg := m.config("-C", filepath.Base(m.dir))
	cfg.Dir = filepath.Dir(m.dir)
	b, err := Prepare(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if got := stampOf(t, m.build(b)).points["example.com/app/p"]; got == 0 {
		t.Error("no yield points")
	}
}

func TestVendor(t *testing.T) {
	m := usingApp(t)
	m.goRun("mod", "vendor")
	if got := stampOf(t, m.build(m.prepare())).points["example.com/app/p"]; got == 0 {
		t.Error("no yield points")
	}
}

// TestWorkspace takes package p from another module of a workspace.
func TestWorkspace(t *testing.T) {
	m := usingApp(t)
	m.write("../other/go.mod", "module example.com/other\n\ngo 1.20\n")
	m.write("../other/other.go", "package other\n\n// Ch is a channel.\nvar Ch = make(chan int, 1)\n\n// Put fills it.\nfunc Put() { Ch <- 1 }\n")
	m.write("go.work", "go 1.26.0\n\nuse (\n\t.\n\t../other\n)\n")
	m.write("use.go", "package main\n\nimport \"example.com/other\"\n\nfunc init() { other.Put() }\n")
	if got := stampOf(t, m.build(m.prepare())).points["example.com/other"]; got != 1 {
		t.Errorf("%d yield points in the other module, want 1", got)
	}
}

// TestForeignModule builds a module that knows nothing of tenter.
func TestForeignModule(t *testing.T) {
	m := newModule(t, app)
	before := readTree(t, m.dir)
	exe := m.build(m.prepare())
	if got := runProgram(t, m.dir, exe); got.Output != "6\n" {
		t.Errorf("output %q", got.Output)
	}
	if diff := cmp.Diff(before, readTree(t, m.dir)); diff != "" {
		t.Errorf("the module was changed:\n%s", diff)
	}
}

func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS(dir)
	err := walkFiles(root, func(name string, data []byte) { files[name] = string(data) })
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestCgo builds a package that uses cgo, and says so in the stamp.
func TestCgo(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a C compiler")
	}
	m := usingApp(t)
	if lookupEnv(m.env, "CGO_ENABLED") == "0" || strings.TrimSpace(m.goRun("env", "CGO_ENABLED")) == "0" {
		t.Skip("cgo is off")
	}
	m.write("c/c.go", "package c\n\n// int three(void) { return 3; }\nimport \"C\"\n\n// Three sends it through a channel.\nfunc Three() int {\n\tc := make(chan int, 1)\n\tc <- int(C.three())\n\treturn <-c\n}\n")
	m.write("use.go", "package main\n\nimport \"example.com/app/c\"\n\nfunc init() {\n\tif c.Three() != 3 {\n\t\tpanic(\"three\")\n\t}\n}\n")
	s := stampOf(t, m.build(m.prepare()))
	if s.points["example.com/app/c"] != 2 {
		t.Errorf("yield points: %v", s.points)
	}
	if diff := cmp.Diff([]string{"example.com/app/c c.go:1 cgo"}, s.limits); diff != "" {
		t.Errorf("limits: want (-), got (+):\n%s", diff)
	}
}

// TestTwoBuilders lets two builds begin at once with an empty cache folder.
func TestTwoBuilders(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the rewriter anew")
	}
	m := newModule(t, app)
	m.env = append(m.env, "TENTER_CACHE="+t.TempDir())
	ids := make(chan string)
	for range 2 {
		go func() {
			b, err := Prepare(context.Background(), m.config())
			if err != nil {
				ids <- err.Error()
				return
			}
			ids <- b.ID()
		}()
	}
	first, second := <-ids, <-ids
	if first != second || len(first) != 20 {
		t.Errorf("ids %q and %q", first, second)
	}
}

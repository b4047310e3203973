package instrument

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// testCache is shared by all tests: the rewriter and the shims are compiled once.
var testCache string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "tenter cache ") // the blanks are part of the test
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		testCache = dir
		return m.Run()
	}())
}

// module is a folder with files of the test's, in which the go command runs.
type module struct {
	t   testing.TB
	dir string
	env []string
}

func newModule(t testing.TB, archive string) *module {
	t.Helper()
	m := &module{t: t, dir: t.TempDir()}
	m.env = append(os.Environ(), "TENTER_CACHE="+testCache, "GOFLAGS=", "GOWORK=", "PWD=")
	for _, f := range txtar.Parse([]byte(archive)).Files {
		m.write(f.Name, string(f.Data))
	}
	return m
}

func (m *module) write(name, text string) {
	m.t.Helper()
	name = filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		m.t.Fatal(err)
	}
}

// goRun runs the stock go command.
func (m *module) goRun(args ...string) string {
	m.t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = m.dir, append(m.env, "PWD="+m.dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		m.t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (m *module) config(flags ...string) Config {
	return Config{Dir: m.dir, Env: m.env, BuildFlags: flags}
}

func (m *module) prepare(flags ...string) *Build {
	m.t.Helper()
	b, err := Prepare(context.Background(), m.config(flags...))
	if err != nil {
		m.t.Fatal(err)
	}
	return b
}

// build builds a controlled program and returns its path.
func (m *module) build(b *Build, args ...string) string {
	m.t.Helper()
	exe := filepath.Join(m.t.TempDir(), "controlled")
	if err := b.Run(context.Background(), "build", append([]string{"-o", exe}, args...)...); err != nil {
		m.t.Fatal(err)
	}
	return exe
}

func (m *module) stock(args ...string) string {
	m.t.Helper()
	exe := filepath.Join(m.t.TempDir(), "stock")
	m.goRun(append([]string{"build", "-o", exe}, args...)...)
	return exe
}

// result is all that can be seen of a program that has run.
type result struct {
	Output string
	Exit   int
}

func runProgram(t *testing.T, dir, exe string) result {
	t.Helper()
	cmd := exec.Command(exe)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{out.String(), cmd.ProcessState.ExitCode()}
}

// stamped makes the program in a folder of the module print its stamp when it is called with an argument. For that the
// module has to require tenter, as a module does whose tests use it.
func (m *module) stamped(folder string) {
	m.t.Helper()
	m.write(filepath.Join(folder, "stamp.go"), `package main

import (
	"os"

	"github.com/tenter-go/tenter/harness/sched"
	_ "github.com/tenter-go/tenter/harness/shim"
	_ "github.com/tenter-go/tenter/harness/shim/atomic"
	_ "github.com/tenter-go/tenter/harness/shim/entropy"
	_ "github.com/tenter-go/tenter/harness/shim/io"
	_ "github.com/tenter-go/tenter/harness/shim/linked"
	_ "github.com/tenter-go/tenter/harness/shim/maphash"
	_ "github.com/tenter-go/tenter/harness/shim/rand"
	_ "github.com/tenter-go/tenter/harness/shim/randv2"
	_ "github.com/tenter-go/tenter/harness/shim/sync"
	_ "github.com/tenter-go/tenter/harness/shim/time"
)

func init() {
	if len(os.Args) > 1 {
		os.Stdout.WriteString(sched.Stamp())
		os.Exit(0)
	}
}
`)
}

// require adds what a go.mod needs to require tenter, from the folder that is being tested.
func (m *module) require() {
	m.t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		m.t.Fatal(err)
	}
	read := func(name string) string {
		data, err := os.ReadFile(name)
		if err != nil {
			m.t.Fatal(err)
		}
		return string(data)
	}
	own := filepath.Join(m.dir, "go.mod")
	_, requires, _ := strings.Cut(read(filepath.Join(root, "go.mod")), "require (")
	m.write("go.mod", read(own)+"\nrequire "+modulePath+" v0.0.0\n\nreplace "+modulePath+" => "+root+"\n\nrequire ("+requires)
	m.write("go.sum", read(filepath.Join(root, "go.sum")))
}

// stampOf returns the summary that link put into a program.
func stampOf(t *testing.T, exe string) stamp {
	t.Helper()
	out, err := exec.Command(exe, "stamp").Output()
	if err != nil {
		t.Fatal(err)
	}
	s := stamp{points: map[string]int{}}
	for field := range strings.SplitSeq(string(out), ";") {
		key, value, _ := strings.Cut(field, "=")
		switch key {
		case "package":
			path, n, _ := strings.Cut(value, " ")
			s.points[path], _ = strconv.Atoi(n)
		case "limit":
			s.limits = append(s.limits, value)
		case "id":
			s.id = value
		}
	}
	return s
}

type stamp struct {
	id     string
	points map[string]int
	limits []string
}

package instrument

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
	t   *testing.T
	dir string
	env []string
}

func newModule(t *testing.T, archive string) *module {
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

// stampOf returns the summary that link put into a program.
func stampOf(t *testing.T, exe string) summary {
	t.Helper()
	data, err := os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	text := stampText.Find(data)
	if text == nil {
		t.Fatalf("%s has no stamp", exe)
	}
	s := summary{text: string(text), points: map[string]int{}}
	for _, m := range packagePoints.FindAllStringSubmatch(s.text, -1) {
		s.points[m[1]], _ = strconv.Atoi(m[2])
	}
	return s
}

type summary struct {
	text   string
	points map[string]int
}

var (
	stampText     = regexp.MustCompile(`tenter=1;id=[0-9a-f]+;packages=\d+;points=\d+;limits=\d+(;(package|limit)=[ -:<-~]+)*`)
	packagePoints = regexp.MustCompile(`;package=(\S+) (\d+)`)
)

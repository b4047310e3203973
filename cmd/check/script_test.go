package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tenter-go/tenter/harness/instrument"
	"github.com/tenter-go/tenter/harness/worker/hostile"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"check": func() { os.Exit(int(run(os.Args[1:]))) },
		// hostile is check for the subjects that attack their process, which the real one does not know.
		"hostile": func() {
			a := &app{stdout: os.Stdout, stderr: os.Stderr, find: hostile.Find, workerPackage: "./cmd/check/testdata/hostile"}
			os.Exit(int(a.execute(context.Background(), os.Args[1:])))
		},
	})
}

// TestScripts runs the command lines in testdata/script: one file for each behaviour, with its output and its exit status. Those in the
// folder slow have the worker programs built, once for all of them.
func TestScripts(t *testing.T) {
	dirs := []string{"testdata/script"}
	if !testing.Short() {
		dirs = append(dirs, "testdata/script/slow")
	}
	cache, err := instrument.CacheFolder(os.Environ()) // an empty one would have the standard library rewritten and compiled
	if err != nil {
		t.Fatal(err)
	}
	variables := goEnv(t)
	for _, dir := range dirs {
		testscript.Run(t, testscript.Params{
			Dir: dir,
			Condition: func(name string) (bool, error) {
				if name != "proxy" {
					return false, fmt.Errorf("unknown condition %q", name)
				}
				return proxyAnswers(), nil
			},
			Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "requires": requires, "replays": replays, "judges": judges, "cuts": cuts},
			Setup: func(env *testscript.Env) error {
				env.Vars = append(env.Vars, variables...)
				env.Setenv("TENTER_CACHE", cache)
				env.Setenv("COLUMNS", "250") // so that what is looked for is not broken into lines
				env.Setenv("TMPDIR", env.WorkDir+"/tmp")
				return os.Mkdir(filepath.Join(env.WorkDir, "tmp"), 0o777)
			},
		})
	}
}

// proxyAnswers reports whether modules can be had, from the network or from the cache.
var proxyAnswers = sync.OnceValue(func() bool {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "golang.org/x/sync@v0.6.0", "github.com/marusama/semaphore/v2@v2.4.1")
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod")
	return cmd.Run() == nil
})

// requires is the script command "requires path": it writes a go.mod that requires the module in the version that this module selects, and the
// go.sum for it, so that nothing need be downloaded or resolved.
func requires(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: requires path")
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", args[0]).Output()
	ts.Check(err)
	sum, err := os.ReadFile("../../go.sum")
	ts.Check(err)
	text := "module example.com/user\n\ngo 1.26.0\n\nrequire " + args[0] + " " + strings.TrimSpace(string(out)) + "\n"
	ts.Check(os.WriteFile(ts.MkAbs("go.mod"), []byte(text), 0o666))
	ts.Check(os.WriteFile(ts.MkAbs("go.sum"), sum, 0o666))
}

// replays is the script command "replays FOLDER STATUS...": check replay, run on the only case in the folder, must exit with one of these
// statuses.
func replays(ts *testscript.TestScript, neg bool, args []string) { onlyCase(ts, neg, args) }

// judges is replays with --judge.
func judges(ts *testscript.TestScript, neg bool, args []string) { onlyCase(ts, neg, args, "--judge") }

func onlyCase(ts *testscript.TestScript, neg bool, args []string, flags ...string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: replays FOLDER STATUS...")
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.txt"))
	ts.Check(err)
	if len(files) != 1 {
		ts.Fatalf("%s holds %d cases, want 1", args[0], len(files))
	}
	err = ts.Exec("check", append([]string{"replay", files[0]}, flags...)...)
	var exit *exec.ExitError
	got := "0"
	if errors.As(err, &exit) {
		got = strconv.Itoa(exit.ExitCode())
	}
	if !slices.Contains(args[1:], got) {
		ts.Fatalf("check replay exited with status %s, want %v", got, args[1:])
	}
}

// goEnv returns the variables that the go command needs to find its caches, since scripts have no home.
func goEnv(t *testing.T) []string {
	names := []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN"}
	out, err := exec.Command("go", append([]string{"env"}, names...)...).Output()
	if err != nil {
		t.Fatalf("go env: %v", err)
	}
	var list []string
	for i, value := range strings.Split(strings.TrimRight(string(out), "\n"), "\n") {
		list = append(list, names[i]+"="+value)
	}
	return list
}

// cuts is the script command "cuts FILE": it takes the last byte off a file.
func cuts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: cuts FILE")
	}
	text := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text[:len(text)-1]), 0o666))
}

// exits is the script command "exits N COMMAND...": it runs the command, which must exit with status N.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	got := 0
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("%s exited with status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

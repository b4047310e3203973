package harness_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tenter-go/tenter/harness/instrument"
)

// TestScripts runs go test in modules outside this one, as users have them. All scripts share the build caches, with other runs too, since an empty
// one means to rewrite and compile the standard library; each has its own module, example.com/user, whose go.mod and go.sum are made here.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	goEnv := readGoEnv(t, "GOCACHE", "GOMODCACHE", "GOVERSION")
	cache, err := instrument.CacheFolder(os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("TENTER_ROOT", root)
			env.Setenv("TENTER_CACHE", cache)
			env.Setenv("GOCACHE", goEnv[0])
			env.Setenv("GOMODCACHE", goEnv[1])
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOSUMDB", "off")
			env.Setenv("GOFLAGS", "-ldflags=-w") // what is linked is never debugged, and this is a third of the time of linking
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("COLUMNS", "200") // so that what is looked for is not broken into lines
			if strings.Contains(filepath.Base(env.WorkDir), "matrix") {
				env.Setenv("GOFLAGS", "") // flags are what these are about
				if err := os.CopyFS(env.WorkDir, os.DirFS("testdata/matrix")); err != nil {
					return err
				}
			}
			return writeModule(root, env.WorkDir)
		},
		Condition: func(name string) (bool, error) {
			if name != "full" {
				return false, fmt.Errorf("unknown condition %q", name)
			}
			return os.Getenv("TENTER_TESTS") == "full", nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"finds": finds},
	})
}

var controlled = regexp.MustCompile(`controlled: [1-9][0-9]* packages, [1-9][0-9]* points`)

// finds is the script command "finds verdict args...": go test, run with args and without the cases that earlier runs have saved, must
// fail with the verdict, and say that it was found under control.
func finds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: finds verdict args...")
	}
	for _, dir := range []string{"testdata", "use/testdata"} {
		ts.Check(os.RemoveAll(ts.MkAbs(dir)))
	}
	err := ts.Exec("go", append([]string{"test", "-vet=off"}, args[1:]...)...)
	out := ts.ReadFile("stdout")
	switch {
	case err == nil:
		ts.Fatalf("go test %v: passed", args[1:])
	case !strings.Contains(out, args[0]):
		ts.Fatalf("go test %v: no %s found", args[1:], args[0])
	case !controlled.MatchString(out):
		ts.Fatalf("go test %v: not under control", args[1:])
	}
}

func readGoEnv(t *testing.T, names ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"env"}, names...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// writeModule writes the go.mod of a user's module that requires this one from where it is, with the versions that this one selects, so
// that nothing need be downloaded or resolved.
func writeModule(root, dir string) error {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	text := strings.Replace(string(data), "module github.com/tenter-go/tenter\n", "module example.com/user\n", 1)
	text += "\nrequire github.com/tenter-go/tenter v0.0.0\n\nreplace github.com/tenter-go/tenter => " + strconv.Quote(root) + "\n"
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o666); err != nil {
		return err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "go.sum"), sum, 0o666)
}

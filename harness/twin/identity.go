package twin

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/instrument"

	// The twin is made of these too. That they are linked into the native binary makes its contents change with theirs, and so its key.
	_ "github.com/tenter-go/tenter/harness/shim/atomic"
	_ "github.com/tenter-go/tenter/harness/shim/entropy"
	_ "github.com/tenter-go/tenter/harness/shim/io"
	_ "github.com/tenter-go/tenter/harness/shim/linked"
	_ "github.com/tenter-go/tenter/harness/shim/maphash"
	_ "github.com/tenter-go/tenter/harness/shim/rand"
	_ "github.com/tenter-go/tenter/harness/shim/randv2"
	_ "github.com/tenter-go/tenter/harness/shim/sync"
	_ "github.com/tenter-go/tenter/harness/shim/tests"
	_ "github.com/tenter-go/tenter/harness/shim/time"
)

// identity says which test binary this process runs.
type identity struct {
	exe  string // its file
	key  string // stands for its content
	pkg  string // import path of the package under test
	fuzz string // pattern of the targets to be fuzzed: the package is compiled otherwise for that
	goTest
}

// ErrPackage is returned where the test binary does not belong to a package that can be built again.
var ErrPackage = errors.New("the package under test can't be told")

func identify(args Args) (*identity, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("cannot find the test binary: %w", err)
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil, fmt.Errorf("%w: the test binary holds no build information — build it in a module", ErrPackage)
	}
	pkg, ok := strings.CutSuffix(info.Path, ".test") // the tests of a main package go by its own path
	switch {
	case pkg == "command-line-arguments":
		return nil, fmt.Errorf("%w: go test was given files — name the package instead, as in 'go test .'", ErrPackage)
	case !ok && !testing.Testing():
		return nil, fmt.Errorf("%w: %q is no test binary — call harness.Main from TestMain only", ErrPackage, info.Path)
	}
	id := &identity{exe: exe, pkg: pkg}
	id.goTest = findGoTest(info, args)
	id.flags = append(id.flags, coverFlags()...)
	id.fuzz = args.Value("fuzz")
	yield := os.Getenv(YieldEnv)
	if yield != "" {
		id.flags = append(id.flags, "-"+instrument.YieldFlag+"="+yield)
	}
	id.key, err = keyOf(exe, id.fuzz != "", yield)
	return id, err
}

// YieldEnv is the variable that says what is a yield point beside operations that synchronize: see instrument.YieldFlag.
const YieldEnv = "TENTER_YIELD"

// keyOf sums up the binary. Its content is a function of everything that it was built from, the flags included, so that a twin that
// was made for an equal binary is the right one, and finding that out needs no go command.
func keyOf(exe string, fuzz bool, yield string) (string, error) {
	f, err := os.Open(exe)
	if err != nil {
		return "", fmt.Errorf("cannot read the test binary: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("cannot read the test binary: %s: %w", exe, err)
	}
	fmt.Fprintf(h, "twin 1 %s fuzz=%v yield=%s", runtime.Version(), fuzz, yield)
	return hex.EncodeToString(h.Sum(nil)[:12]), nil
}

// findGoTest looks for the go test command among this process's ancestors: there may be a -exec program or a shell between. A binary that was
// started by hand has none; it is told by an argument that go test always gives.
func findGoTest(info *debug.BuildInfo, args Args) goTest {
	byGoTest := args.Has("paniconexit0")
	for pid, n := os.Getppid(), 0; byGoTest && pid > 1 && n < 4; n++ {
		line, dir := commandLine(pid)
		if flags, ok := parseGoTest(line); ok && agrees(flags, info) {
			return goTest{dir, flags}
		}
		pid = parentOf(pid)
	}
	return goTest{flags: recordedFlags(info)}
}

// coverFlags are the flags for the coverage that the binary was built with. Without its go test command nobody knows which
// packages -coverpkg named: only the one under test is covered then.
func coverFlags() []string {
	mode := testing.CoverMode()
	if mode == "" {
		return nil
	}
	return []string{"-cover", "-covermode=" + mode}
}

// name is the file name of the twin: what the native binary is called, so that messages look alike.
func (id *identity) name() string {
	base := filepath.Base(id.exe)
	if base == "." || base == string(filepath.Separator) {
		return "tests.test"
	}
	return base
}

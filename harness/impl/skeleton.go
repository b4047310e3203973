package impl

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/tenter-go/tenter/harness/bind"
	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/worker/binary"
)

// Skeleton is a test that was written for a package.
type Skeleton struct {
	File     string // of the test
	Folder   string // of its module, in which go test is to be run
	Separate bool   // it is in a module of its own
	HasMain  bool   // the package has a TestMain, which has to call harness.Wrap
}

// skeletonName is the name of the file, and that of the folder of a module of its own.
const (
	skeletonName   = "tenter_test.go"
	skeletonFolder = "tentertest"
)

// Write writes a test of the subject, which must be a folder of the user's and settled, next to its package; or, if it is to be separate, into a module of
// its own in a folder below, so that the go.mod of the package's module stays as it is.
func (s *Subject) Write(ctx context.Context, r Request, separate bool) (*Skeleton, error) {
	p := s.place
	if !p.module.isLocal() || !isPath(r.Impl) {
		return nil, fmt.Errorf("init: %s: want a folder of your own, such as ./queue", r.Impl)
	}
	dir, err := filepath.Abs(r.Impl)
	if err != nil {
		return nil, err
	}
	sk := &Skeleton{Folder: p.module.Dir, Separate: separate}
	if separate {
		sk.Folder = filepath.Join(dir, skeletonFolder)
		dir = sk.Folder
	} else if sk.HasMain, err = hasTestMain(dir); err != nil {
		return nil, err
	}
	sk.File = filepath.Join(dir, skeletonName)
	if _, err := os.Stat(sk.File); err == nil {
		return nil, fmt.Errorf("init: %s: it is there already — remove it, or write the test by hand", sk.File)
	}
	text, err := s.test(ctx, r, !sk.HasMain)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("init: %w", err)
	}
	if err := os.WriteFile(sk.File, text, 0o666); err != nil {
		return nil, fmt.Errorf("init: %w", err)
	}
	return sk, s.require(ctx, sk)
}

// test returns the test: the calls are bound once more, to those of the model itself.
func (s *Subject) test(ctx context.Context, r Request, main bool) ([]byte, error) {
	variant := s.Impl.Variant
	direct, first, never := r.Family.Direct(variant)
	if never != "" {
		return nil, fmt.Errorf("init: %s: this has to be written by hand: %s", r.Impl, never)
	}
	same := r
	same.Family, same.Type = direct, s.Binding.Name
	var ops []bind.Op
	for _, text := range r.Ops {
		op, err := bind.ParseOp(text)
		if err != nil {
			return nil, err
		}
		if op.Name = r.Family.DirectName(variant, r.Family.Call(op.Name).Name); op.Name != "" {
			ops = append(ops, op)
		}
	}
	b, err := s.place.bindTo(ctx, same, ops)
	if err != nil {
		return nil, err
	}
	b.Choice.Allow, b.Choice.Demand = r.Allow, r.Demand
	c := b.Choice
	c.Variant = variant
	if slices.Contains(r.Family.Demands, exactTimeout) && !slices.ContainsFunc(b.Calls, func(c bind.Bound) bool { return strings.HasSuffix(c.Name, "Timeout") }) {
		c.Demand = append(slices.Clone(c.Demand), exactTimeout) // which is nothing to give up where no call has a time-out
	}
	return b.Test(bind.Skeleton{Package: s.place.name + "_test", Model: r.Family.Code(c), First: first, GoOn: family.GoesOn(variant), Main: main})
}

const exactTimeout = "exact-timeout"

var testMain = regexp.MustCompile(`(?m)^func TestMain\(`)

func hasTestMain(dir string) (bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return false, err
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return false, fmt.Errorf("init: %w", err)
		}
		if testMain.Match(data) {
			return true, nil
		}
	}
	return false, nil
}

// require has the module of the test require tenter.
func (s *Subject) require(ctx context.Context, sk *Skeleton) error {
	version, tenter := binary.Version(), ""
	if version == "" {
		dir, err := binary.Sources(ctx)
		if err != nil {
			return err
		}
		version, tenter = "v0.0.0", dir
	}
	file := filepath.Join(sk.Folder, "go.mod")
	mod := new(modfile.File)
	if sk.Separate {
		errs := []error{
			mod.AddModuleStmt(s.place.pkg + "/" + skeletonFolder), mod.AddGoStmt("1.26.0"),
			mod.AddRequire(s.place.module.Path, anyVersion(s.place.module.Path)), mod.AddReplace(s.place.module.Path, "", upTo(sk.Folder, s.place.module.Dir), ""),
		}
		if err := errors.Join(append(errs, s.inherit(mod, sk.Folder))...); err != nil {
			return fmt.Errorf("init: %s: %w", file, err)
		}
	} else {
		data, err := os.ReadFile(file)
		if err == nil {
			mod, err = modfile.Parse(file, data, nil)
		}
		if err != nil {
			return fmt.Errorf("init: %w", err)
		}
	}
	if s.place.module.Path != tenterPath {
		if tenter != "" {
			if err := mod.AddReplace(tenterPath, "", tenter, ""); err != nil {
				return fmt.Errorf("init: %s: %w", file, err)
			}
		}
		if err := mod.AddRequire(tenterPath, version); err != nil {
			return fmt.Errorf("init: %s: %w", file, err)
		}
	}
	mod.Cleanup()
	text, err := mod.Format()
	if err == nil {
		err = os.WriteFile(file, text, 0o666)
	}
	if err != nil {
		return fmt.Errorf("init: %w", err)
	}
	return s.complete(ctx, sk, tenter)
}

// inherit gives a module of its own the replacements of the package's module, which count in main modules only.
func (s *Subject) inherit(mod *modfile.File, folder string) error {
	file := filepath.Join(s.place.module.Dir, "go.mod")
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	users, err := modfile.Parse(file, data, nil)
	if err != nil {
		return err
	}
	for _, r := range users.Replace {
		path := r.New.Path
		if r.New.Version == "" && !filepath.IsAbs(path) {
			path = upTo(folder, filepath.Join(s.place.module.Dir, path))
		}
		if err := mod.AddReplace(r.Old.Path, r.Old.Version, path, r.New.Version); err != nil {
			return err
		}
	}
	return nil
}

// upTo returns the path from a folder to another.
func upTo(from, to string) string {
	rel, err := filepath.Rel(from, to)
	if err != nil {
		return to
	}
	return filepath.ToSlash(rel)
}

// complete has the go command add the requirements and check sums that are missing. What tenter stands on has been downloaded with it.
func (s *Subject) complete(ctx context.Context, sk *Skeleton, tenter string) error {
	if tenter != "" {
		own, err := os.ReadFile(filepath.Join(tenter, "go.sum"))
		if err != nil {
			return fmt.Errorf("init: %w", err)
		}
		if err := addSums(filepath.Join(sk.Folder, "go.sum"), append(s.place.sumText, append([]byte("\n"), own...)...)); err != nil {
			return err
		}
	}
	run := func(args ...string) error {
		cmd := exec.CommandContext(ctx, "go", args...)
		cmd.Dir, cmd.Env = filepath.Dir(sk.File), append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "PWD="+filepath.Dir(sk.File))
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("init: %s: the module can't be completed: %s — run 'go mod tidy' in it", sk.Folder, lastLine(string(out)))
		}
		return nil
	}
	if err := run("mod", "tidy"); err == nil {
		return nil
	}
	return run("list", "-test", "-deps", ".") // without a network: the requirements of the packages that are there
}

// addSums adds lines to a go.sum, sorted and each once.
func addSums(file string, text []byte) error {
	have, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("init: %w", err)
	}
	lines := strings.FieldsFunc(string(have)+"\n"+string(text), func(r rune) bool { return r == '\n' || r == '\r' })
	slices.Sort(lines)
	if err := os.WriteFile(file, []byte(strings.Join(slices.Compact(lines), "\n")+"\n"), 0o666); err != nil {
		return fmt.Errorf("init: %w", err)
	}
	return nil
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// compile runs the compiler on a package, on rewritten sources if the package carries the marker.
func compile(cfg *config, tool string, args []string) error {
	a := parseCompileArgs(args)
	id := a.takeMarker()
	if id == "" {
		return passOn(tool, args)
	}
	if id != cfg.ID {
		return fmt.Errorf("the marker %s%s is not of this build — do not set it by hand", markerFlag, id)
	}
	path := importPath(&a)
	if a.has("-std") && !slices.Contains(cfg.Std, path) {
		return passOn(tool, a.all()) // a user's pattern caught a standard package
	}
	if a.has("-std") && (path == "testing" || path == "testing/synctest") {
		cfg.testing = path
	}
	s := &stamp{ID: id, Package: path, Exempt: cfg.exempt(path) || isTestMain(a.files)}
	build := compileRewritten
	if s.Exempt {
		build = compileAsIs
	}
	if err := build(cfg, tool, a, s); err != nil {
		return err
	}
	return s.write(a.value("-o"))
}

// importPath returns the import path of the package being compiled, without the test that it is a variant for. The
// compiler's own -p is no help: it calls every command main.
func importPath(a *compileArgs) string {
	path := os.Getenv("TOOLEXEC_IMPORTPATH")
	if path == "" {
		path = a.value("-p")
	}
	path, _, _ = strings.Cut(path, " ")
	return path
}

// isTestMain reports whether the files are the main package that the go command writes for a test binary. There is
// nothing in it to rewrite.
func isTestMain(files []string) bool {
	return len(files) == 1 && slices.Contains([]string{"_testmain.go", "_testmain.cover.go"}, filepath.Base(files[0]))
}

func compileAsIs(cfg *config, tool string, a compileArgs, s *stamp) error {
	if slices.Contains(cfg.Unseen, s.Package) && a.has("-race") {
		a.hideFromRaceDetector()
	}
	return passOn(tool, a.all())
}

// compileRewritten rewrites the package's files and compiles these. If either fails, the compiler judges the files as
// the user wrote them: its message about those is the one to show, and if it has none, the fault is ours. So it is if
// the message is about the shims, which the user's files do not name.
func compileRewritten(cfg *config, tool string, a compileArgs, s *stamp) error {
	rewritten, err := rewrite(cfg, a, s)
	var output []byte
	if err == nil {
		output, err = runCaptured(tool, rewritten.all())
	}
	if err == nil {
		_, err = os.Stdout.Write(output)
		return err
	}
	original, refused := runCaptured(tool, a.all())
	if refused != nil && !bytes.Contains(original, []byte(cfg.Shim)) {
		_, err := os.Stderr.Write(original)
		return errors.Join(refused, err)
	}
	return fmt.Errorf("cannot rewrite package %s, which is good Go as it is: %w%s — please report this", s.Package, err, indent(output))
}

// runCaptured runs the compiler and returns what it wrote to both of its outputs.
func runCaptured(tool string, args []string) ([]byte, error) {
	cmd := exec.Command(tool, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.Bytes(), err
}

func indent(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	return "\n\t" + strings.ReplaceAll(strings.TrimSpace(string(text)), "\n", "\n\t") + "\n"
}

// rewrite writes the package's files, rewritten, into the folder of the archive, and returns the arguments with which
// to compile them. It fills in the stamp.
func rewrite(cfg *config, a compileArgs, s *stamp) (compileArgs, error) {
	ic, err := readImportcfg(a.value("-importcfg"))
	if err != nil {
		return a, err
	}
	ic.add(cfg.Table)
	out := compileArgs{slices.Clone(a.flags), slices.Clone(a.files)}
	out.raiseLang()
	p, err := loadPackage(cfg, ic, s.Package, out.value("-lang"), a.files)
	if err != nil {
		return a, err
	}
	folder := filepath.Dir(a.value("-o"))
	for i, f := range p.files {
		text, changed := f.rewrite()
		if !changed {
			continue
		}
		// The base name stays: by it the compiler knows the files that cgo wrote.
		out.files[i] = filepath.Join(folder, fmt.Sprintf("tenter%d", i), filepath.Base(a.files[i]))
		if err := writeNew(out.files[i], text); err != nil {
			return a, fmt.Errorf("cannot write a rewritten file: %w", err)
		}
	}
	file := filepath.Join(folder, "importcfg.tenter")
	if err := os.WriteFile(file, []byte(ic.text), 0o666); err != nil {
		return a, fmt.Errorf("cannot write the compiler's import configuration: %w", err)
	}
	out.set("-importcfg", file)
	if a.has("-symabis") || a.has("-asmhdr") {
		p.limit("*.s", 0, "assembly")
	}
	s.Points, s.Limits, s.Tries = p.points, p.limits, p.triesLocks()
	return out, nil
}

func writeNew(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o666)
}

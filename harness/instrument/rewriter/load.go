package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
)

// A pkg is a parsed and type-checked package on its way through the rewriter.
type pkg struct {
	cfg    *config
	fset   *token.FileSet
	types  *types.Package
	info   *types.Info
	files  []*file
	prefix string // of all names that the rewriter adds; no name of the package begins like it
	points int
	limits []limit
	linked map[string]linkedShim // the functions that get a body; see linked.go
	memory *memory               // nil unless statements are yield points
}

// loadPackage parses and type-checks the files as the compiler would see them after the swap of imports: the export
// data of rewritten dependencies already speaks of the shims' types.
func loadPackage(cfg *config, ic *importcfg, path, lang string, names []string) (*pkg, error) {
	p := &pkg{cfg: cfg, fset: token.NewFileSet(), prefix: "tenter_"}
	var trees []*ast.File
	for i, name := range names {
		f, err := p.parse(i, name)
		if err != nil {
			return nil, err
		}
		p.files = append(p.files, f)
		trees = append(trees, f.tree)
	}
	p.choosePrefix()
	p.info = &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Uses:         map[*ast.Ident]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
	var errs []error
	conf := types.Config{
		GoVersion: lang,
		Importer:  newSwapImporter(cfg, ic, p.fset),
		Sizes:     types.SizesFor("gc", goarch()),
		Error:     func(err error) { errs = append(errs, err) },
	}
	p.types, _ = conf.Check(path, p.fset, trees, p.info)
	if len(errs) == 0 {
		p.findLinked()
	}
	if p.yieldsAtStatements() && len(errs) == 0 {
		p.memory = p.findMemory()
	}
	return p, errors.Join(errs...)
}

func (p *pkg) parse(index int, name string) (*file, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	src, err := os.ReadFile(abs)
	if err != nil {
		return nil, err
	}
	tree, err := parser.ParseFile(p.fset, abs, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return &file{pkg: p, index: index, name: abs, src: src, tree: tree, tok: p.fset.File(tree.FileStart)}, nil
}

// choosePrefix settles what the rewriter's own names begin with.
func (p *pkg) choosePrefix() {
	for n := 0; ; n++ {
		if n > 0 {
			p.prefix = fmt.Sprintf("tenter%d_", n)
		}
		taken := false
		for _, f := range p.files {
			taken = taken || bytes.Contains(f.src, []byte(p.prefix))
		}
		if !taken {
			return
		}
	}
}

// limit records something in this package that the scheduler will not see. What package testing does so, it does around the tests (it catches
// the output of examples, and starts the workers of fuzzing) and not in them.
func (p *pkg) limit(file string, line int, reason string) {
	if p.cfg.testing == "testing" {
		return
	}
	p.limits = append(p.limits, limit{file, line, reason})
}

func (p *pkg) limitAt(pos token.Pos, reason string) {
	at := p.fset.Position(pos)
	p.limit(filepath.Base(at.Filename), at.Line, reason)
}

// goarch returns the architecture that the build is for. The go command sets it for the tools it runs.
func goarch() string {
	if arch := os.Getenv("GOARCH"); arch != "" {
		return arch
	}
	return runtime.GOARCH
}

// swapImporter imports from the archives of an importcfg, and the shim wherever a swapped package is asked for.
type swapImporter struct {
	cfg *config
	ic  *importcfg
	gc  types.Importer
}

func newSwapImporter(cfg *config, ic *importcfg, fset *token.FileSet) swapImporter {
	return swapImporter{cfg, ic, importer.ForCompiler(fset, "gc", ic.open)}
}

func (m swapImporter) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if shim, ok := m.cfg.swapped(path); ok {
		path = shim
	} else if real, ok := m.ic.mapped[path]; ok {
		path = real
	}
	return m.gc.Import(path)
}

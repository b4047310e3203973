package impl

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/tenter-go/tenter/harness/bind"
)

// std are the packages of the standard library that expressions may mention, by the name that they are known by.
var std = map[string]string{
	"atomic": "sync/atomic", "bytes": "bytes", "cmp": "cmp", "context": "context", "errors": "errors", "fmt": "fmt", "io": "io", "maps": "maps",
	"math": "math", "rand": "math/rand", "runtime": "runtime", "slices": "slices", "sort": "sort", "strconv": "strconv", "strings": "strings",
	"sync": "sync", "time": "time", "unsafe": "unsafe",
}

// needed are those that the binder asks for in any case.
var needed = []string{"context", "sync", "time"}

// load reads the types of the package, and of the packages of the standard library that the expressions mention.
func (p *place) load(ctx context.Context, expressions []string) (*types.Package, func(string) *types.Package, error) {
	paths := slices.Clone(needed)
	for _, text := range expressions {
		for _, name := range mentioned(text) {
			if path, ok := std[name]; ok && !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	cfg := &packages.Config{Context: ctx, Dir: p.dir, Env: p.env, Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports}
	list, err := packages.Load(cfg, append([]string{p.pkg}, paths...)...)
	if err != nil {
		return nil, nil, explain(p.pkg, "", err)
	}
	byPath := map[string]*types.Package{}
	for _, l := range list {
		if len(l.Errors) > 0 {
			return nil, nil, fmt.Errorf("--impl: %s: it does not compile: %s", l.PkgPath, firstComplaint(l.Errors[0].Msg))
		}
		byPath[l.PkgPath] = l.Types
	}
	byName := func(name string) *types.Package { return byPath[std[name]] }
	if byPath[p.pkg] == nil {
		return nil, nil, fmt.Errorf("--impl: %s: the go command did not say what it consists of", p.pkg)
	}
	return byPath[p.pkg], byName, nil
}

// firstComplaint returns the first line of a compiler's output that is about a place.
func firstComplaint(text string) string {
	for line := range strings.Lines(strings.TrimSpace(text)) {
		if !strings.HasPrefix(line, "#") {
			return strings.TrimSpace(line)
		}
	}
	return strings.TrimSpace(text)
}

// mentioned returns the names in an expression, none if it is no expression.
func mentioned(text string) (names []string) {
	expr, err := parser.ParseExpr(text)
	if err != nil {
		return nil
	}
	ast.Inspect(expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			names = append(names, id.Name)
		}
		return true
	})
	return names
}

// bindTo finds out how the package is used.
func (p *place) bindTo(ctx context.Context, r Request, ops []bind.Op) (*bind.Binding, error) {
	expressions := []string{r.New}
	for _, op := range ops {
		expressions = append(expressions, op.Expr)
	}
	pkg, byName, err := p.load(ctx, expressions)
	if err != nil {
		return nil, err
	}
	return bind.Bind(bind.Request{Package: pkg, Family: r.Family, Type: r.Type, New: r.New, Ops: ops, Sizes: r.Sizes, Import: byName})
}

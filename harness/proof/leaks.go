package proof

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
)

// Leak is one goroutine that Go's tests expect to see leaked.
type Leak struct {
	// Pattern matches the name of the function that the goroutine was started with, its arguments, and in brackets what it waits for.
	Pattern *regexp.Regexp
	// Sure is false if the stock scheduler shows the leak now and then only.
	Sure bool
}

// readLeaks reads what Go's own test of the suite expects: calls of makeTest and makeFlakyTest, each with the name of a program and its leaks.
func readLeaks(file string) (map[string][]Leak, error) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("cannot read the list of leaks: %w", err)
	}
	leaks := map[string][]Leak{}
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || err != nil {
			return true
		}
		maker, ok := call.Fun.(*ast.Ident)
		if !ok || maker.Name != "makeTest" && maker.Name != "makeFlakyTest" {
			return true
		}
		words, all := literals(call.Args)
		if !all || len(words) < 2 {
			return true // a program that leaks nothing, or the definition of the other maker
		}
		for _, w := range words[1:] {
			var pattern *regexp.Regexp
			if pattern, err = regexp.Compile(w); err != nil {
				return false
			}
			leaks[words[0]] = append(leaks[words[0]], Leak{pattern, maker.Name == "makeTest"})
		}
		return true
	})
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot read the list of leaks: %s: %w", file, err)
	case len(leaks) == 0:
		return nil, fmt.Errorf("cannot read the list of leaks: %s: it holds none — this release of Go writes it otherwise", file)
	}
	return leaks, nil
}

// literals returns the values of string literals, and whether there is nothing else.
func literals(args []ast.Expr) (words []string, all bool) {
	for _, a := range args {
		lit, ok := a.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return nil, false
		}
		w, err := strconv.Unquote(lit.Value)
		if err != nil {
			return nil, false
		}
		words = append(words, w)
	}
	return words, true
}

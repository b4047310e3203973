package main

import (
	"go/ast"
	"strings"
)

// Package testing, where it is rewritten, hands its tests to the server of a twin and runs them when it is asked to. What it does on
// the way (handing the turn from a test to its subtests and back) is no choice point: it would double the schedules of the simplest
// test, and tells nothing about the program.

// quietly names the form of a channel operation that is no choice point, in package testing.
func (f *file) quietly(method string) string {
	if f.pkg.cfg.testing != "" && (method == "Send" || method == "Recv") {
		return method + "Quietly"
	}
	return method
}

// hookTesting puts calls of package shim/tests into the functions of package testing that decide what is run.
func (f *file) hookTesting() {
	if f.pkg.cfg.testing == "" {
		return
	}
	for _, decl := range f.tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || fn.Body == nil {
			continue
		}
		switch f.pkg.cfg.testing + "." + fn.Name.Name {
		case "testing.runTests":
			f.prepend(fn, serveHook(fn))
		case "testing.runFuzzTests", "testing.runExamples":
			f.prepend(fn, "if $shimtests.Served() { return true, true };")
		case "testing.tRunner":
			f.prepend(fn, "$shimtests.Begin("+paramNames(fn)[0]+".name);")
		case "testing/synctest.Test":
			f.prepend(fn, "if $leave, $ok := $shimtests.Bubble(); $ok { $ok = testingSynctestTest(t, f); $leave(); if !$ok { t.FailNow() }; return };")
		case "testing/synctest.Wait":
			f.prepend(fn, "if $shimtests.Settle() { return };")
		}
	}
}

// serveHook offers the tests that the name patterns select, each of which is then run by runTests itself, as the only one.
func serveHook(fn *ast.FuncDecl) string {
	names := paramNames(fn)
	for i, name := range names {
		if name == "tests" {
			names[i] = "[]InternalTest{{Name: $some[$i].Name, F: func($t *T) { defer func() { if $t.Skipped() { $shimtests.Skip() } }(); $some[$i].F($t) }}}"
		}
	}
	return "var $some []InternalTest; var $names []string;" +
		`for $m, $i := newMatcher(matchString, *match, "-test.run", *skip), 0; $i < len(tests); $i++ {` +
		" if _, $ok, _ := $m.fullName(nil, tests[$i].Name); $ok { $some, $names = append($some, tests[$i]), append($names, tests[$i].Name) } };" +
		"if $shimtests.Serve($names, func($i int) bool { _, $ok := runTests(" + strings.Join(names, ", ") + "); return $ok }) { return true, true };"
}

func paramNames(fn *ast.FuncDecl) (names []string) {
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return names
}

// prepend puts text of ours at the beginning of a function's body, on the line of its brace.
func (f *file) prepend(fn *ast.FuncDecl, text string) {
	f.shim("tests.Serve") // has the package imported
	at := f.offset(fn.Body.Lbrace) + 1
	f.edits = append(f.edits, edit{at, at, len(f.edits), func() []frag { return []frag{f.text("%s", text)} }})
}

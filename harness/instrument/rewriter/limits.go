package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
)

// findLimits records what the file does that the scheduler will not see, or could not bear.
func (f *file) findLimits() {
	if strings.HasSuffix(f.name, ".cgo1.go") {
		f.pkg.limitAt(f.tree.Package, "cgo")
	}
	f.limitLinknames()
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if reason := f.refused(f.pkg.info.Uses[id]); reason != "" {
				f.pkg.limitAt(id.Pos(), reason)
			}
		}
		return true
	})
}

// refusedFuncs are functions, and methods as TYPE.METHOD, of packages that are not rewritten, which wait or wake behind the scheduler's back, let
// something run at times of their own, or decide by chance.
var refusedFuncs = map[string][]string{
	"net":               {"Dial", "DialTCP", "DialTimeout", "DialUDP", "DialUnix", "Dialer.Dial", "Dialer.DialContext", "FileListener", "Listen", "ListenConfig.Listen", "ListenPacket", "ListenTCP", "ListenUDP", "ListenUnix", "Pipe"},
	"net/http":          {"Client.Do", "Client.Get", "Client.Head", "Client.Post", "Client.PostForm", "Get", "Head", "ListenAndServe", "ListenAndServeTLS", "Post", "PostForm", "Serve", "ServeTLS", "Server.ListenAndServe", "Server.ListenAndServeTLS", "Server.Serve", "Server.ServeTLS", "Server.Shutdown", "TimeoutHandler", "Transport.RoundTrip"},
	"net/http/httptest": {"NewServer", "NewTLSServer", "NewUnstartedServer"},
	"os":                {"Getpid", "Getppid", "Pipe", "Process.Wait"},
	"os/exec":           {"Cmd.CombinedOutput", "Cmd.Output", "Cmd.Run", "Cmd.Start", "Cmd.Wait"},
	"os/signal":         {"Notify", "NotifyContext"},
	"reflect":           {"Value.MapRange", "Value.Seq", "Value.Seq2"},
	"runtime":           {"AddCleanup", "ReadMemStats", "SetFinalizer"},
	"runtime/metrics":   {"Read"},
	"testing":           {"AllocsPerRun"},
	"testing/synctest":  {"Run"},
	"weak":              {"Make"},
}

func (f *file) refused(obj types.Object) string {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg() == f.pkg.types {
		return ""
	}
	if fn.Pkg().Path() == "testing/synctest" && slices.Contains(f.pkg.cfg.Std, "testing/synctest") {
		return "" // its bubbles are under control
	}
	name := fn.Name()
	if fn.Signature().Recv() != nil {
		name = ownerName(fn) + "." + name
	}
	if slices.Contains(refusedFuncs[fn.Pkg().Path()], name) {
		return fn.Pkg().Path() + "." + name
	}
	return ""
}

// visitRefused has the execution note that a task is about to call such a function, so that what comes of it can be put down to that.
func (f *file) visitRefused(n ast.Expr, id *ast.Ident, parents []ast.Node) {
	reason := f.refused(f.pkg.info.Uses[id])
	if reason == "" || f.pkg.cfg.testing != "" || isSelected(n, parents) {
		return
	}
	if sig, ok := f.typeOf(n).(*types.Signature); !ok || sig.TypeParams().Len() > 0 || f.pkg.info.Uses[id].(*types.Func).Signature().TypeParams().Len() > 0 {
		return // no value without its type arguments
	}
	at := f.pkg.fset.Position(id.Pos())
	what := fmt.Sprintf("%s at %s:%d", reason, filepath.Base(at.Filename), at.Line)
	edit := len(f.edits)
	f.replace(n, func() []frag {
		return f.join(f.shim("Uncontrolled("), f.inner(n, edit), fmt.Sprintf(", %q)", what))
	})
}

// isSelected reports whether a name is the right-hand part of a selector, which is handled as a whole.
func isSelected(n ast.Expr, parents []ast.Node) bool {
	if len(parents) == 0 {
		return false
	}
	sel, ok := parents[len(parents)-1].(*ast.SelectorExpr)
	return ok && sel.Sel == n
}

package stress

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/tenter-go/tenter/histories"
)

// A wait that a timer may end is no proof that nothing can run. The runtime does not tell, but the source does: a wait is taken to be for a timer if it receives from
// something called C, from time.After or time.Tick, or from a variable or parameter of the same function that is declared or assigned as one of these.

// timerOf says where one of the calls waits so, or "". A time-out of the call's own has struck long before this is asked.
func (e *engine) timerOf(o *object, calls []stuckCall) (at string) {
	goids := map[int64]bool{}
	for _, s := range calls {
		goids[s.line.goid] = s.line.ops[s.index].Mode == histories.Timeout
	}
	for _, g := range of(e.dumps.take(), o) {
		if own := goids[g.id]; own {
			continue
		}
		if at := timedWait(g); at != "" {
			return at
		}
	}
	return ""
}

// timedWait returns the place at which the goroutine waits for a timer among others, or "".
func timedWait(g goroutine) string {
	if g.state != "select" && g.state != "chan receive" {
		return ""
	}
	file, line, ok := waitsAt(g.frames)
	if ok && timedLine(file, line) {
		return filepath.Base(file) + ":" + strconv.Itoa(line)
	}
	return ""
}

// waitsAt returns the position of the innermost frame.
func waitsAt(frames string) (file string, line int, ok bool) {
	_, rest, ok := strings.Cut(frames, "\n\t")
	if !ok {
		return "", 0, false
	}
	position, _, _ := strings.Cut(rest, "\n")
	position, _, _ = strings.Cut(position, " +0x")
	at := strings.LastIndexByte(position, ':')
	if at < 0 {
		return "", 0, false
	}
	line, err := strconv.Atoi(position[at+1:])
	return position[:at], line, err == nil
}

type sourceLine struct {
	file string
	line int
}

var timedLines sync.Map // by sourceLine

func timedLine(file string, line int) bool {
	key := sourceLine{file, line}
	if v, ok := timedLines.Load(key); ok {
		return v.(bool)
	}
	text, err := os.ReadFile(file)
	timed := err == nil && timedIn(file, text, line)
	timedLines.Store(key, timed)
	return timed
}

// timedIn reports whether a receive on the line, or a case of a select that begins there, is from a timer.
func timedIn(name string, text []byte, line int) (timed bool) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	for _, d := range file.Decls {
		if set.Position(d.Pos()).Line > line || set.Position(d.End()).Line < line {
			continue
		}
		names := timerNames(d)
		ast.Inspect(d, func(n ast.Node) bool {
			if n == nil || set.Position(n.Pos()).Line > line || set.Position(n.End()).Line < line {
				return n != nil
			}
			switch n := n.(type) {
			case *ast.SelectStmt:
				if set.Position(n.Pos()).Line == line {
					timed = timed || receivesTimer(n, names)
				}
			case *ast.UnaryExpr:
				timed = timed || n.Op == token.ARROW && set.Position(n.Pos()).Line == line && isTimer(n.X, names)
			case *ast.RangeStmt:
				timed = timed || set.Position(n.Pos()).Line == line && isTimer(n.X, names)
			}
			return true
		})
	}
	return timed
}

func receivesTimer(s *ast.SelectStmt, names map[string]bool) (timed bool) {
	for _, c := range s.Body.List {
		if comm := c.(*ast.CommClause).Comm; comm != nil {
			ast.Inspect(comm, func(n ast.Node) bool {
				if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
					timed = timed || isTimer(u.X, names)
				}
				return true
			})
		}
	}
	return timed
}

// isTimer reports whether an expression looks like the channel of a timer.
func isTimer(x ast.Expr, names map[string]bool) bool {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return isTimer(x.X, names)
	case *ast.Ident:
		return names[x.Name]
	case *ast.SelectorExpr:
		return x.Sel.Name == "C" || names[x.Sel.Name]
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.SelectorExpr); ok {
			p, ok := f.X.(*ast.Ident)
			return ok && p.Name == "time" && (f.Sel.Name == "After" || f.Sel.Name == "Tick")
		}
	}
	return false
}

// timerNames collects the names in a declaration that stand for the channel of a timer.
func timerNames(f ast.Decl) map[string]bool {
	names := map[string]bool{}
	note := func(left ast.Expr, right ast.Expr) {
		if id, ok := left.(*ast.Ident); ok && isTimer(right, names) {
			names[id.Name] = true
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i := range min(len(n.Lhs), len(n.Rhs)) {
				note(n.Lhs[i], n.Rhs[i])
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if i < len(n.Values) {
					note(id, n.Values[i])
				}
				if isTimeChannel(n.Type) {
					names[id.Name] = true
				}
			}
		case *ast.Field:
			for _, id := range n.Names {
				if isTimeChannel(n.Type) {
					names[id.Name] = true
				}
			}
		}
		return true
	})
	return names
}

func isTimeChannel(t ast.Expr) bool {
	c, ok := t.(*ast.ChanType)
	if !ok {
		return false
	}
	s, ok := c.Value.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	p, ok := s.X.(*ast.Ident)
	return ok && p.Name == "time" && s.Sel.Name == "Time"
}

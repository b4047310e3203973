package bind

import (
	"regexp"
	"slices"

	"github.com/tenter-go/tenter/harness/family"
)

var tryWord = regexp.MustCompile(`(?i)try_?`)

// calledLike returns the name that decides whether a method is a call: its own, and "" if it is none. A method that takes a context is for a call that has
// one, if the family has such a call. Where the methods that take a context are all called a try, such a method is what others call without that word: it tries
// until its context is done, and is none of the calls that never wait.
func (m method) calledLike(call *family.Call, f *family.Family, methods []method) string {
	if m.takesContext() && !slices.Contains(call.Args, "ctx") && slices.ContainsFunc(f.Calls, func(c family.Call) bool {
		return slices.Contains(c.Args, "ctx") && rank(m.name, c.Names) >= 0
	}) {
		return ""
	}
	tries := tryWord.MatchString(m.name)
	if !tries || !m.takesContext() || slices.ContainsFunc(methods, func(o method) bool { return o.takesContext() && !tryWord.MatchString(o.name) }) {
		return m.name
	}
	if !slices.Contains(call.Args, "ctx") {
		return ""
	}
	if rank(m.name, call.Names) >= 0 {
		return m.name
	}
	return tryWord.ReplaceAllString(m.name, "")
}

// takesContext reports whether a method can be cut short.
func (m method) takesContext() bool {
	for i := m.skip; i < m.sig.Params().Len(); i++ {
		if t := m.sig.Params().At(i).Type(); isContext(t) || isDone(t) {
			return true
		}
	}
	return false
}

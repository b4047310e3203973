package suite

import "github.com/tenter-go/tenter/harness/postmortem"

// how says in a word or two what became of a process.
func (f *failure) how() string {
	if f.hung {
		return "did not get on"
	}
	return "ended (" + f.status + ")"
}

// cause says in a phrase why the process ended.
func (f *failure) cause() string { return postmortem.Cause(f.status, f.output) }

// place says where the execution stood that did not get on.
func (f *failure) place() string {
	if f.why != "" {
		return f.why
	}
	if place := postmortem.Place(f.stacks); place != "" {
		return place
	}
	return "at a place that could not be found out"
}

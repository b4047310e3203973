package impl

import (
	"context"
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/harness/bind"
	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/family"
	"github.com/tenter-go/tenter/harness/worker"
)

// Request says what is to be checked.
type Request struct {
	Family *family.Family
	Impl   string   // PKG, PKG@VERSION, or a folder
	Type   string   // see bind.Request
	New    string   // the same
	Ops    []string // NAME=EXPR
	Sizes  []int    // see bind.Request
	Allow  []string // options that weaken the model, by name
	Demand []string // options that make it stricter
	Spec   string   // "self" to learn the model from the subject, "" for that of the family
	Build  []string // flags of the build, such as -race
}

// SpecSelf is the Spec of a request for which the subject is its own specification.
const SpecSelf = "self"

// Subject is an implementation, found and bound to a model.
type Subject struct {
	Binding  *bind.Binding
	Impl     counterexample.Impl // with which the same subject can be had again
	Packages int                 // that are run, the standard library's apart
	Module   string              // "golang.org/x/sync v0.24.0", or a folder

	place     *place
	source    []byte
	build     []string
	temporary string // folder of a program that is built for one campaign
}

// Resolve finds the package and binds it. It downloads what is not there. The error says what is wrong with the request, and what can be done.
func Resolve(ctx context.Context, r Request) (*Subject, error) {
	var ops []bind.Op
	for _, text := range r.Ops {
		op, err := bind.ParseOp(text)
		if err != nil {
			return nil, err
		}
		ops = append(ops, op)
	}
	if err := r.Family.Check(r.Allow, r.Demand); err != nil {
		return nil, err
	}
	if r.Spec != "" && r.Spec != SpecSelf {
		return nil, fmt.Errorf("--spec: %q: want %s, which has the type be its own specification; without --spec it is the model %s", r.Spec, SpecSelf, r.Family.Name)
	}
	name, version, pinned := strings.Cut(r.Impl, "@")
	if pinned && version == "" || name == "" {
		return nil, fmt.Errorf("--impl: %q: want PKG@VERSION, such as golang.org/x/sync/semaphore@latest", r.Impl)
	}
	p, err := locate(ctx, name, version)
	if err != nil {
		return nil, err
	}
	defer p.remove()
	b, err := p.bindTo(ctx, r, ops)
	if err != nil {
		return nil, err
	}
	b.Choice.Allow, b.Choice.Demand = r.Allow, r.Demand
	s := &Subject{Binding: b, Packages: p.packages, place: p, build: r.Build}
	s.Module = strings.TrimSpace(p.module.Path + " " + p.module.Version)
	if path, at := p.module.source(); p.module.isLocal() {
		s.Module = path
	} else if p.module.Replace != nil {
		s.Module = path + " " + at
	}
	s.Impl = counterexample.Impl{
		Package: name, Type: b.Name, New: r.New, Ops: r.Ops, Sizes: r.Sizes, Allow: r.Allow, Demand: r.Demand, Made: b.Choice.Sizes, Loose: b.Choice.Loose, Spec: r.Spec,
	}
	if !p.module.isLocal() && !isPath(name) {
		s.Impl.Version = p.module.Version
	}
	if p.module.Replace != nil {
		s.Impl.Version = "" // it is what the current module says
	}
	if s.source, err = b.Source(); err != nil {
		return nil, err
	}
	if err := p.readSums(); err != nil {
		return nil, err
	}
	return s, nil
}

// Again returns the request that a counterexample was found with.
func Again(t counterexample.Target) (Request, error) {
	f, err := family.Find(t.Prim)
	if err != nil {
		return Request{}, err
	}
	i := t.Impl
	r := Request{Family: f, Impl: i.String(), New: i.New, Ops: i.Ops, Sizes: i.Sizes, Allow: i.Allow, Demand: i.Demand, Spec: i.Spec}
	if i.New == "" {
		r.Type = i.Type
	}
	return r, nil
}

// Target returns what a campaign on the subject is called.
func (s *Subject) Target() counterexample.Target {
	i := s.Impl
	return counterexample.Target{Prim: s.Binding.Family.Name, Impl: &i}
}

// Find is the supervisor's worker.Find for all implementations: it knows their specifications, and has no objects.
func Find(t counterexample.Target) (*campaign.Target, error) {
	f, err := family.Find(t.Prim)
	if err != nil {
		return nil, err
	}
	if t.Impl == nil {
		return nil, fmt.Errorf("%s: no implementation is named", t.Prim)
	}
	res := &campaign.Target{Name: t}
	res.Name.Config, res.Name.Model = 0, ""
	res.Configs, err = f.Subjects(t.Impl.Choice(), nil)
	return res, err
}

var _ worker.Find = Find

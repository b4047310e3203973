package bind

import (
	"fmt"
	"go/format"
	"regexp"
	"strings"
)

// Skeleton says what a test is to be like that Test writes.
type Skeleton struct {
	Package string // of the test: "sem_test"
	Model   string // Go code, in which n is the size: "models.Lock(models.NoMisuse())"
	First   string // a statement that prepares the object x; "" for none
	GoOn    bool   // what functions return that are passed to a walk, for that to go on
	Main    bool   // there is to be a TestMain
}

// Test returns a test of the subject, written as a person would write it. The binding must be to the calls of the model itself; see
// family.Family.Direct.
func (b *Binding) Test(sk Skeleton) ([]byte, error) {
	f := b.make.file.fork()
	f.std("testing")
	f.name(ownPath+"harness", "harness")
	f.own("models")
	var body strings.Builder
	if sk.Main {
		body.WriteString("\nfunc TestMain(m *testing.M) { harness.Main(m) }\n")
	}
	name := strings.ToUpper(b.Name[:1]) + b.Name[1:]
	fmt.Fprintf(&body, "\n// Test%s holds %s to the model of a %s: %s.\nfunc Test%s(t *testing.T) {\n", name, b.Name, b.Family.Name, b.Family.About, name)
	check := fmt.Sprintf("harness.Check(t, %s, func() %s {\n%s})\n", sk.Model, b.structName(f), b.object(f, sk))
	if len(b.Choice.Sizes) > 0 {
		sizes := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(b.Choice.Sizes)), ", "), "[]")
		check = fmt.Sprintf("for _, n := range []int{%s} {\nt.Run(%s.Sprint(n), func(t *testing.T) {\n%s})\n}\n", sizes, f.std("fmt"), check)
	}
	body.WriteString(check + "}\n")
	body.WriteString(f.declarations() + f.channels(body.String()))
	text := "package " + sk.Package + "\n\n" + f.importBlock(body.String()) + body.String()
	src, err := format.Source([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("bind: the test is no Go: %w\n%s", err, text)
	}
	return src, nil
}

// object returns the statements that make x and return the struct of functions for it.
func (b *Binding) object(f *file, sk Skeleton) string {
	b.make.file = f
	var s strings.Builder
	s.WriteString(b.make.statements("if err != nil {\nt.Fatal(err)\n}"))
	if sk.First != "" {
		s.WriteString(sk.First + "\n")
	}
	fmt.Fprintf(&s, "return %s{\n", b.structName(f))
	if b.make.cancels {
		s.WriteString("Cancel: cancel,\n")
	}
	if b.make.factory != "" {
		s.WriteString("Factory: factory,\n")
	}
	if b.Family.Clock {
		fmt.Fprintf(&s, "Now: %[1]s.Now, Sleep: %[1]s.Sleep,\n", f.std("time"))
	}
	returned := regexp.MustCompile(`\breturn ` + goOn + `\b`)
	for _, call := range b.Calls {
		value := call.literal
		if call.value != "" {
			value = call.value
		}
		fmt.Fprintf(&s, "%s: %s,\n", call.Name, returned.ReplaceAllString(value, fmt.Sprint("return ", sk.GoOn)))
	}
	s.WriteString("}\n")
	return s.String()
}

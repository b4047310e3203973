package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/spelling"
)

// noWords refuses words that are no command. The commonest is the name of a primitive.
func noWords(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if _, err := builtin.Find(args[0]); err == nil {
		return fmt.Errorf("unknown command %q; did you mean --prim %s?", args[0], args[0])
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if args[0] == cmd.Name() && len(args) > 1 {
		return fmt.Errorf("unknown command %q; the program is named twice: did you mean '%s'?", args[0], strings.Join(args, " "))
	}
	return fmt.Errorf("unknown command %q%s; 'check help' lists the commands", args[0], spelling.Suggest(args[0], names))
}

// wants says in words what a flag takes, by the type that its value calls itself.
var wants = map[string]string{
	"int":      "a whole number, such as 10000",
	"duration": "a time such as 30s or 5m",
	"bool":     "true or false",
}

// flagMistake says what is wrong with a flag in words that are not those of the libraries that parse it.
func flagMistake(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown)
	case errors.As(err, &bad):
		f := bad.GetFlag()
		if want, ok := wants[f.Value.Type()]; ok {
			return fmt.Errorf("--%s: %q: want %s", f.Name, bad.GetValue(), want)
		}
		return fmt.Errorf("--%s: %q: %w", f.Name, bad.GetValue(), errors.Unwrap(bad))
	}
	return err
}

// unknownFlag says which flag may have been meant: one written with a dash too few, as go test allows, or one of check test.
func unknownFlag(cmd *cobra.Command, err *pflag.NotExistError) error {
	written, name := "--"+err.GetSpecifiedName(), err.GetSpecifiedName()
	if short := err.GetSpecifiedShortnames(); short != "" {
		written = "-" + short
		name, _, _ = strings.Cut(short, "=")
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	hint := spelling.Suggest("--"+name, names)
	switch _, missing := flagTakesValue(name); {
	case cmd.Flags().Lookup(name) != nil:
		hint = fmt.Sprintf("; did you mean \"--%s\"?", name)
	case len(name) > 1 && missing == nil && cmd.Parent() == nil:
		hint = fmt.Sprintf("; -%s is a flag of check test: did you mean 'check test -%s'?", name, name)
	}
	return fmt.Errorf("unknown flag: %s%s; '%s --help' lists the flags", written, hint, cmd.CommandPath())
}

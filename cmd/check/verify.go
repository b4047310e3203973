package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tenter-go/tenter/harness/spelling"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// verifyFlags are the flags of check verify.
type verifyFlags struct {
	model   string
	picture string
	budget  int
}

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify [--model MODEL] [FILE...]",
		Short: "Judge histories that were recorded, in any language",
		Long: `Verify judges each history by a model: is there an order of its calls that the
model allows? Without a file, or with -, it reads from standard input. It reads
the line format of histories, those of Jepsen and Knossos, and logs of lines
such as "[3] call add(1)" and "[3] return"; packed by gzip, too. Where the values
are the tuples [key value] of jepsen.independent, the model is dictionary. Items
of queues, stacks, deques and sets may be values of any kind.

A model is a name, a number where it takes one, and options: "queue",
"queue(4)", "semaphore(2),fifo". The models are:
` + paragraph(models.Names()) + `
and the options ` + strings.Join(models.Options(), ", ") + `.
A file may name its model itself.

Exit status: 0 all are legal, 1 one is not, 2 one can't be read, 3 one is
undecided within the budget.`,
		Example: "  check verify --model queue history.txt\n  record | check verify --model 'bounded-semaphore(4)'",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.budget < 0 {
				return fmt.Errorf("--steps: %d: want at least 1", f.budget)
			}
			if len(args) == 0 {
				args = []string{"-"}
			}
			if f.picture != "" && len(args) > 1 {
				return fmt.Errorf("--picture: %d files: a picture is of one", len(args))
			}
			return a.verify(&f, args, cmd.InOrStdin())
		},
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.StringVar(&f.model, "model", "", "the model, such as queue(4); without it, what the file says")
	fl.IntVar(&f.budget, "steps", 0, "steps of a search after which a history is undecided (default 50000000)")
	fl.StringVar(&f.picture, "picture", "", "write a picture of the history as a page of HTML, for up to 64 calls")
	return cmd
}

// paragraph lists words in lines of a help text.
func paragraph(words []string) string {
	var b strings.Builder
	column := 0
	for _, w := range words {
		if column+len(w)+2 > 76 {
			b.WriteByte('\n')
			column = 0
		}
		if column == 0 {
			b.WriteString(" ")
			column = 1
		}
		b.WriteString(" " + w)
		column += len(w) + 1
	}
	return b.String()
}

// severity orders what the files of one command came to: the most severe is the status.
var severity = map[status]int{statusPassed: 0, statusUndecided: 1, statusViolated: 2, statusFailed: 3}

func (a *app) verify(f *verifyFlags, files []string, stdin io.Reader) error {
	if f.model != "" { // of a wrong name no file is to blame
		if _, err := chooseModel(f.model, ""); err != nil {
			return fmt.Errorf("--model: %w", err)
		}
	}
	for _, file := range files {
		st, err := a.verifyFile(f, file, stdin)
		if err != nil {
			if len(files) == 1 {
				return fmt.Errorf("verify: %w", err)
			}
			a.complain(fmt.Errorf("verify: %w", err))
			st = statusFailed
		}
		if severity[st] > severity[a.status] {
			a.status = st
		}
	}
	return nil
}

func (a *app) verifyFile(f *verifyFlags, file string, stdin io.Reader) (status, error) {
	in, name := stdin, "standard input"
	if file != "-" {
		opened, err := os.Open(file)
		if err != nil {
			return 0, err
		}
		defer opened.Close()
		in, name = opened, file
	}
	start := time.Now()
	l, spec, err := verdict.Read(in, name, func(of string) (*models.Spec, error) { return chooseModel(f.model, of) })
	if err != nil {
		return 0, err
	}
	j := verdict.NewJudge(spec)
	j.LongBudget = f.budget
	v := verified{file: name, l: l, spec: spec, Finding: j.CheckLong(l)}
	v.took = time.Since(start)
	if v.Kind.Violation() && len(l.Calls) <= models.MaxCalls {
		why, err := j.Explain(l.History(spec.Index))
		if err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		v.explanation = l.StandIns.Restore(why.String())
	}
	if f.picture != "" {
		if err := picture(f.picture, j, l); err != nil {
			return 0, err
		}
	}
	a.printVerified(&v)
	return statusOf(v.Kind, true), nil
}

// chooseModel returns the model that was asked for, or the one that the file says it is of.
func chooseModel(asked, of string) (*models.Spec, error) {
	name := asked
	if name == "" {
		name = of
	}
	if name == "" {
		return nil, fmt.Errorf("the file does not say of which model it is; use --model NAME, such as queue or %q", "semaphore(2)")
	}
	spec, err := models.Named(name)
	var unknown *models.UnknownModel
	if errors.As(err, &unknown) {
		return nil, fmt.Errorf("%w%s; 'check verify --help' lists the models", err, spelling.Suggest(unknown.Name, models.Names()))
	}
	return spec, err
}

func picture(file string, j *verdict.Judge, l *histories.Long) (err error) {
	out, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("--picture: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if err := j.Picture(l, out); err != nil {
		return fmt.Errorf("--picture: %w", err)
	}
	return nil
}

// verified is a history with its verdict.
type verified struct {
	file string
	l    *histories.Long
	spec *models.Spec
	verdict.Finding
	explanation string
	took        time.Duration
}

// call names a call in a message, with its line.
func (v *verified) call(i int) string {
	o := v.l.Operation(i, -1)
	return fmt.Sprintf("%s of task %d (line %d)", o, o.Task, v.l.Calls[i].Line)
}

type verifiedEvent struct {
	Action     string  `json:"action"` // "verified"
	File       string  `json:"file"`
	Verdict    string  `json:"verdict"`
	Model      string  `json:"model"`
	Operations int     `json:"operations"`
	By         string  `json:"by"`
	Steps      int     `json:"steps,omitempty"`
	Reason     string  `json:"reason,omitempty"`
	Lines      []int   `json:"lines,omitempty"` // of the calls that the reason speaks of
	Seconds    float64 `json:"seconds"`
}

func (a *app) printVerified(v *verified) {
	reason := v.l.StandIns.Restore(v.Text(v.call))
	if a.json {
		e := verifiedEvent{"verified", v.file, v.Kind.String(), v.spec.Label, len(v.l.Calls), v.By, v.Steps, reason, nil, v.took.Seconds()}
		for _, c := range v.Calls {
			e.Lines = append(e.Lines, int(v.l.Calls[c].Line))
		}
		a.event(e)
		return
	}
	if a.quiet && v.Kind == verdict.OK {
		return
	}
	head := fmt.Sprintf("%s: %s: %s", v.Kind, v.file, counted(len(v.l.Calls), "operation"))
	if a.quiet {
		fmt.Fprintln(a.stdout, head)
		return
	}
	a.wrapped("", fmt.Sprintf("%s by the model %s; %s, %.2f s", head, v.spec.Label, v.By, v.took.Seconds()))
	if reason != "" {
		a.wrapped("  ", reason)
	}
	if v.explanation != "" {
		for line := range strings.Lines(v.explanation) {
			fmt.Fprint(a.stdout, "  ", line)
		}
	}
}

package twin

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tenter-go/tenter/harness/postmortem"
)

// Death says how a child ended that should not have.
type Death struct {
	Entry   postmortem.Entry // the execution that it was at
	Status  string           // "exit status 3", "signal: aborted"
	Endless bool             // it had to be killed, since the execution did not end
	Again   bool             // made once more, alone, the execution was the end of another child too
	Output  string           // the end of what that one wrote; for an endless one the stacks of all its goroutines
}

// Message says in one sentence why the process ended. Two deaths that are not endless are of the same cause if their messages are equal.
func (d *Death) Message() string {
	if !d.Endless {
		return "the process ended: " + postmortem.Cause(d.Status, d.Output)
	}
	place := postmortem.Place(d.Output)
	if place == "" {
		place = "a place that could not be found out, in an endless loop or a call that waits outside control"
	}
	return "the execution does not end: it stands at " + place
}

// Excerpt returns the part of the output that tells most.
func (d *Death) Excerpt() string {
	if d.Endless {
		return postmortem.AtWork(d.Output)
	}
	return postmortem.Excerpt(d.Output)
}

// writeDeaths writes what the children of a later round are to know: it may be too long for the environment.
func writeDeaths(folder string, deaths map[string]*Death) (file string, err error) {
	if len(deaths) == 0 {
		return "", nil
	}
	data, err := json.Marshal(deaths)
	if err != nil {
		return "", err
	}
	file = filepath.Join(folder, "deaths.json")
	return file, os.WriteFile(file, data, 0o666)
}

func readDeaths(file string) (deaths map[string]*Death, err error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, &deaths)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read what earlier processes died of: %w", err)
	}
	return deaths, nil
}

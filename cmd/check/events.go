package main

import (
	"encoding/json"
	"fmt"
)

// schema is the version of the events. A field may be added without a change of it; one that changes or goes takes a new one.
const schema = 1

// event prints an event as one line of JSON.
func (a *app) event(e any) {
	line, err := json.Marshal(e)
	if err != nil {
		panic(fmt.Sprintf("check: an event can't be written: %v", err)) // events hold strings and numbers only
	}
	fmt.Fprintf(a.stdout, "%s\n", line)
}

type primEvent struct {
	Action         string        `json:"action"` // "prim"
	Name           string        `json:"name"`
	Aliases        []string      `json:"aliases"`
	About          string        `json:"about"`
	Operations     []string      `json:"operations"`
	Configurations []string      `json:"configurations"`
	Mutants        []mutantEvent `json:"mutants"`
}

type mutantEvent struct {
	Name    string     `json:"name"`
	Verdict string     `json:"verdict"`
	Kind    string     `json:"kind"` // "D" or "S"
	About   string     `json:"about"`
	Minimum *sizeEvent `json:"minimum,omitempty"`
}

type sizeEvent struct {
	Tasks       int `json:"tasks"`
	Operations  int `json:"operations"`
	Preemptions int `json:"preemptions"`
}

type startEvent struct {
	Action         string   `json:"action"` // "start"
	Schema         int      `json:"schema"`
	Version        string   `json:"version"`
	Prim           string   `json:"prim"`
	Impl           string   `json:"impl,omitempty"`
	Mutant         string   `json:"mutant,omitempty"`
	Seed           string   `json:"seed"` // hexadecimal digits
	Mode           string   `json:"mode"` // "controlled"
	Runs           int      `json:"runs,omitempty"`
	BudgetSeconds  float64  `json:"budget_seconds,omitempty"`
	Strategy       string   `json:"strategy"`
	Race           bool     `json:"race,omitempty"`
	Yield          string   `json:"yield,omitempty"`
	Configurations []string `json:"configurations"`
}

// implEvent says which implementation is checked, and how it was bound. It comes before start.
type implEvent struct {
	Action       string            `json:"action"` // "impl"
	Prim         string            `json:"prim"`
	Package      string            `json:"package"`
	Module       string            `json:"module,omitempty"` // with its version, or a folder
	Type         string            `json:"type"`
	New          string            `json:"new"`
	Sizes        []int             `json:"sizes,omitempty"` // of n in new
	Operations   map[string]string `json:"operations"`      // what each was bound to
	Missing      []string          `json:"missing,omitempty"`
	LeftOut      []string          `json:"left_out,omitempty"`
	Contract     string            `json:"contract,omitempty"` // found out by serial runs
	Allowed      []string          `json:"allowed,omitempty"`  // how the model was weakened
	Demanded     []string          `json:"demanded,omitempty"` // how it was made stricter
	Partial      []string          `json:"partial,omitempty"`  // what is not under control: assembly, cgo, linkname
	Packages     int               `json:"packages"`           // whose code is run
	MemoryBytes  int64             `json:"memory_bytes"`       // of each process that runs it
	StallSeconds float64           `json:"stall_seconds"`      // without progress, after which a process is ended
}

type counterexampleEvent struct {
	Action      string    `json:"action"` // "counterexample"
	Verdict     string    `json:"verdict"`
	Message     string    `json:"message"`
	Model       string    `json:"model"`
	Tasks       int       `json:"tasks"`
	Operations  int       `json:"operations"`
	Preemptions int       `json:"preemptions"`
	Executions  int       `json:"executions"` // up to the one that found it
	Found       sizeEvent `json:"found"`      // size before shrinking
	Shrinks     int       `json:"shrinks"`    // executions spent on shrinking
	File        string    `json:"file"`
	Case        string    `json:"case,omitempty"`    // the file's content, if it could not be written where it was wanted
	Package     string    `json:"package,omitempty"` // of check test
	Test        string    `json:"test,omitempty"`
}

// summaryEvent is always the last one.
type summaryEvent struct {
	Action      string                    `json:"action"` // "summary"
	Verdict     string                    `json:"verdict"`
	Executions  int                       `json:"executions"`
	Seed        string                    `json:"seed"`
	Seconds     float64                   `json:"seconds"`
	Mode        string                    `json:"mode"`
	Interrupted bool                      `json:"interrupted,omitempty"`
	Scenarios   int                       `json:"scenarios"`
	Histories   int                       `json:"histories"`
	Overlapped  int                       `json:"overlapped"`
	Blocked     int                       `json:"blocked"`
	Cancelled   int                       `json:"cancelled"`
	Rescued     int                       `json:"rescued"`
	Unknown     int                       `json:"unknown"`
	Reasons     map[string]int            `json:"reasons,omitempty"` // why executions were unknown
	Steps       int                       `json:"steps"`
	Points      int                       `json:"points"` // yield points that the subject met
	Whole       bool                      `json:"whole"`  // all executions that differ have been made
	Coverage    []string                  `json:"coverage,omitempty"`
	Classes     int                       `json:"classes"`              // executions of explored scenarios that differ
	Redundant   int                       `json:"redundant"`            // executions of explored scenarios that were like one before
	Exhausted   int                       `json:"exhausted"`            // scenarios explored to the end
	Distinct    int                       `json:"distinct"`             // executions that took different steps
	Strategies  map[string]int            `json:"strategies,omitempty"` // executions by strategy
	Outcomes    map[string]int            `json:"outcomes,omitempty"`   // how often scenarios of one's own came to what
	Controlled  controlledEvent           `json:"controlled,omitzero"`
	Operation   map[string]operationEvent `json:"operation"`
	Warnings    []string                  `json:"warnings,omitempty"`
}

type controlledEvent struct {
	Packages int      `json:"packages"`
	Points   int      `json:"points"`           // yield points in their code
	Limits   []string `json:"limits,omitempty"` // what could not be put under control
}

type operationEvent struct {
	Calls     int `json:"calls"`
	Blocked   int `json:"blocked"`
	Cancelled int `json:"cancelled"`
	Failed    int `json:"failed"`
}

type replayEvent struct {
	Action     string `json:"action"` // "replay"
	File       string `json:"file"`
	Expected   string `json:"expected"` // the verdict in the file
	Verdict    string `json:"verdict"`
	Reproduced bool   `json:"reproduced"`
	Same       bool   `json:"same"`             // step by step
	Edited     bool   `json:"edited,omitempty"` // the file is not as it was written
	Diverged   string `json:"diverged,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

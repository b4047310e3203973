package worker

import (
	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
)

// The protocol. A worker says hello without being asked. Then each command is answered by one reply, in order, except stop and
// hurry, which have none: they make the share in progress answer early.

type verb string

const (
	verbBegin  verb = "begin"  // the limits, and what is to be checked; first of all
	verbShare  verb = "share"  // run a share
	verbPlan   verb = "plan"   // say what an execution of a share is about, without running it
	verbOne    verb = "one"    // run a share up to one execution, with its decisions noted, and leave what it finds as it is
	verbReplay verb = "replay" // run a counterexample again
	verbStop   verb = "stop"   // end the share early: make no more executions
	verbHurry  verb = "hurry"  // stop, and end shrinking too
	verbWhere  verb = "where"  // say where the goroutines are; answered also while a share is in progress
)

type command struct {
	Do       verb
	Target   counterexample.Target `json:",omitzero"` // begin
	Memory   int64                 `json:",omitzero"` // begin: limit in bytes
	Strategy string                `json:",omitzero"` // begin: see campaign.Target
	Limits   scenario.Limits       `json:",omitzero"` // begin: the same
	Raw      bool                  `json:",omitzero"` // begin: the same
	Share    campaign.Share        `json:",omitzero"` // share, plan, one, stop
	Index    int                   `json:",omitzero"` // plan, one
	Case     string                `json:",omitzero"` // replay: the text of the counterexample file
	Page     *Page                 `json:",omitzero"` // replay: how the report is to be written; nil for none
	Task     int                   `json:",omitzero"` // replay: with Steps, who makes the last step
	Steps    int                   `json:",omitzero"` // replay: not to be run to its end, but up to this step; see campaign.Approach
}

// reply is what a worker answers. Exactly one field is set.
type reply struct {
	Hello  *hello       `json:",omitzero"`
	Begun  bool         `json:",omitzero"`
	Share  *shareReply  `json:",omitzero"`
	Case   string       `json:",omitzero"` // plan: a counterexample file with an empty schedule
	Replay *replayReply `json:",omitzero"`
	Where  *whereReply  `json:",omitzero"`
	Error  string       `json:",omitzero"` // the worker could not do it; no fault of the subject
}

type hello struct {
	Stamp string // sched.Stamp of the worker
}

// shareReply is a campaign.ShareResult with the counterexample in its file format, which is the only one that keeps the types of
// arguments.
type shareReply struct {
	Stats campaign.Stats
	Whole bool        `json:",omitzero"`
	Parts int         `json:",omitzero"`
	Found *foundReply `json:",omitzero"`
	Bug   string      `json:",omitzero"` // a fault of ours, in spite of which there is a result
}

type foundReply struct {
	Position campaign.Position
	Case     string
}

type whereReply struct {
	Place string // "" if no execution is in progress
}

type replayReply struct {
	Verdict  verdict.Kind
	Reason   string `json:",omitzero"`
	Same     bool
	Followed bool
	Diverged string `json:",omitzero"`
	Report   string `json:",omitzero"`
}

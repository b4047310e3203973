package worker

import (
	"encoding/binary"
	"fmt"
	"os"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/sched"
)

// The note is an array of 64-bit words in the byte order of the machine:
//
//	0  beat: grows with each execution begun, so that standing still shows
//	1  number of the share in progress, plus one; 0 before the first
//	2  index of the execution in it
//	3  decisions noted since the execution began
//	4… the decisions, two words each: From and Seq; To and flags
const (
	wordBeat = iota
	wordShare
	wordIndex
	wordDecisions
	headerWords
)

// maxDecisions bounds the decisions that are noted. An execution turns to taking turns, which are no decisions, before it has more.
const maxDecisions = 1 << 15

const noteSize = 8 * (headerWords + 2*maxDecisions)

const (
	flagData = 1 << iota
	flagPreempts
)

// notepad is the worker's side of the note.
type notepad struct {
	store     func(word int, v uint64)
	beat      uint64
	decisions int
}

// begin notes that an execution begins. The position is complete before the beat grows.
func (n *notepad) begin(p campaign.Position) {
	n.beat++
	n.decisions = 0
	n.store(wordDecisions, 0)
	n.store(wordShare, uint64(p.Share)+1)
	n.store(wordIndex, uint64(p.Index))
	n.store(wordBeat, n.beat)
}

// tick notes that there is progress other than the beginning of an execution.
func (n *notepad) tick() {
	n.beat++
	n.store(wordBeat, n.beat)
}

// decided notes a decision of the execution. The count grows last: the process may end between any two stores.
func (n *notepad) decided(d sched.Decision) {
	if n.decisions == maxDecisions {
		return
	}
	at := headerWords + 2*n.decisions
	var flags uint64
	if d.Data {
		flags |= flagData
	}
	if d.Preempts {
		flags |= flagPreempts
	}
	n.store(at, uint64(uint32(d.From))<<32|uint64(uint32(d.Seq)))
	n.store(at+1, uint64(uint32(d.To))<<32|flags)
	n.decisions++
	n.store(wordDecisions, uint64(n.decisions))
}

// noted is what the supervisor reads from a note.
type noted struct {
	beat     uint64
	started  bool // an execution has begun
	position campaign.Position
	schedule []sched.Decision
}

// newNote makes the file of a note. It has no name when this returns, if the system allows that, so that nothing is left behind.
func newNote() (*os.File, error) {
	f, err := os.CreateTemp("", "tenter-note-")
	if err != nil {
		return nil, fmt.Errorf("cannot make the file in which a worker notes what it does: %w", err)
	}
	os.Remove(f.Name()) // fails on some systems; then discard removes it
	if err := f.Truncate(noteSize); err != nil {
		discard(f)
		return nil, fmt.Errorf("cannot make the file in which a worker notes what it does: %w", err)
	}
	return f, nil
}

func discard(note *os.File) {
	note.Close()
	os.Remove(note.Name())
}

// readBeat reads the first word only, for a look every now and then.
func readBeat(f *os.File) uint64 {
	words, err := readWords(f, wordBeat, 1)
	if err != nil {
		return 0
	}
	return words[0]
}

// readNote reads all of it. While the worker runs it may be in the middle of writing, and only the position is of use.
func readNote(f *os.File) (noted, error) {
	header, err := readWords(f, 0, headerWords)
	if err != nil {
		return noted{}, err
	}
	n := noted{beat: header[wordBeat], started: header[wordShare] > 0}
	n.position = campaign.Position{Share: int(header[wordShare]) - 1, Index: int(header[wordIndex])}
	words, err := readWords(f, headerWords, 2*int(min(header[wordDecisions], maxDecisions)))
	if err != nil {
		return noted{}, err
	}
	for ; len(words) > 0; words = words[2:] {
		a, b := words[0], words[1]
		n.schedule = append(n.schedule, sched.Decision{
			From: int(int32(a >> 32)), Seq: int(uint32(a)), To: int(int32(b >> 32)),
			Data: b&flagData != 0, Preempts: b&flagPreempts != 0,
		})
	}
	return n, nil
}

func readWords(f *os.File, first, n int) ([]uint64, error) {
	data := make([]byte, 8*n)
	if _, err := f.ReadAt(data, int64(8*first)); err != nil {
		return nil, fmt.Errorf("cannot read what a worker noted: %w", err)
	}
	words := make([]uint64, n)
	for i := range words {
		words[i] = binary.NativeEndian.Uint64(data[8*i:])
	}
	return words, nil
}

// writeStore is how words are stored where the file can't be mapped into memory.
func writeStore(f *os.File) func(word int, v uint64) {
	var b [8]byte
	return func(word int, v uint64) {
		binary.NativeEndian.PutUint64(b[:], v)
		f.WriteAt(b[:], int64(8*word)) // a note that can't be written is one that says less
	}
}

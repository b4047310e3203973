package histories

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, text string) ([]Event, error) {
	t.Helper()
	src, err := Open(strings.NewReader(text), "h.txt")
	if err != nil {
		return nil, err
	}
	var list []Event
	for {
		e, err := src.Next()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return list, err
		}
		list = append(list, e)
	}
}

const line1 = `tenter history 1 queue(4)
# a comment

0 call Put 1 cancellable
12 call CompareAndSwap [1 "two"]
0 cancel
0 cancelled
	12 return error "it is full"
3 call Get done
3 void
quiescent
4 call Echo "a \"b\"" timeout
4 panicked
5 call Get
5 lost
6 call Set nil
6 return true
`

func TestReaderReadsWhatWriterWrites(t *testing.T) {
	list, err := read(t, line1)
	if err != nil {
		t.Fatal(err)
	}
	want := []Event{
		{Kind: Call, Name: "Put", Value: 1, Mode: Cancellable, Line: 4},
		{Kind: Call, Task: 12, Name: "CompareAndSwap", Value: List{1, "two"}, Line: 5},
		{Kind: Cancel, Line: 6},
		{Kind: End, Outcome: Cancelled, Line: 7},
		{Kind: End, Task: 12, Value: Failure("it is full"), Line: 8},
		{Kind: Call, Task: 3, Name: "Get", Mode: Done, Line: 9},
		{Kind: Void, Task: 3, Line: 10},
		{Kind: Quiet, Line: 11},
		{Kind: Call, Task: 4, Name: "Echo", Value: `a "b"`, Mode: Timeout, Line: 12},
		{Kind: End, Task: 4, Outcome: Panicked, Line: 13},
		{Kind: Call, Task: 5, Name: "Get", Line: 14},
		{Kind: Lost, Task: 5, Line: 15},
		{Kind: Call, Task: 6, Name: "Set", Line: 16},
		{Kind: End, Task: 6, Value: true, Line: 17},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Fatalf("events (-want +got):\n%s", diff)
	}
	var b strings.Builder
	w := NewWriter(&b, "queue(4)")
	for _, e := range want {
		if err := w.Write(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	again, err := read(t, b.String())
	if err != nil {
		t.Fatal(err)
	}
	for i := range again {
		want[i].Line = again[i].Line
	}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
}

func TestMistakesNameTheirLines(t *testing.T) {
	const h = "tenter history 1\n"
	for _, c := range []struct{ text, want string }{
		{"", "h.txt:1: no history: the file is empty"},
		{"hello\n", `h.txt:1: want "tenter history 1" as the first line, or a log of another form ([1] call add(1), or Jepsen's {:process 1, :type :invoke, ...}); got "hello"`},
		{"tenter history 10\n", `h.txt:1: want "tenter history 1"`},
		{h + "0 call Put 1", "h.txt:2: the line is cut: no newline at its end"},
		{h + "0 call\n", "h.txt:2: the name of the operation is missing"},
		{h + "zero call Put\n", `h.txt:2: want a task, a number from 0, or the word quiescent: got "zero call Put"`},
		{h + "-1 call Put\n", "h.txt:2: want a task"},
		{h + "0\n", "h.txt:2: the event is missing"},
		{h + "0 returns 1\n", `h.txt:2: unknown event "returns"`},
		{h + "0 call Put one\n", `h.txt:2: "one" is no value`},
		{h + "0 call Put 1 2\n", `h.txt:2: "2" is too much at the end`},
		{h + "0 call Put \"one\n", "want a text in double quotes"},
		{h + "0 call Put [1 2\n", "not closed by a bracket"},
		{h + "0 call Put [1 2 3 4 5]\n", "more than 4 parts"},
		{h + "0 call Put 99999999999999999999\n", "is no value"},
		{h + "@0 0 call Put\n", "want a time above 0"},
		{h + "@5 0 call Put\n0 return\n", "h.txt:3: no time, but earlier events have one"},
		{h + "@5 0 call Put\n@4 0 return\n", "h.txt:3: the time 4 is before that of an earlier event, 5"},
		{h + "0 return 1\n", "h.txt:2: the call of task 0 ends, but it has none that is open"},
		{h + "0 call Put\n0 return\n0 return\n", "h.txt:4: the call of task 0 ends"},
		{h + "0 call Put\n0 call Get\n", "h.txt:3: task 0 calls Get while its call of Put is open (line 2)"},
		{h + "0 call Put\n0 lost\nquiescent\n", "h.txt:4: a quiescence, but line 3 lost sight of a call"},
		{"[1] call add 1\n", "h.txt:1: want [TASK] call NAME(ARGUMENT)"},
		{"[1] call add(1)\n[2] retur", "h.txt:2: the line is cut"},
		{"{:process 0 :type :invoke :f :read\n", "h.txt:2: the text ends within a form"},
		{"{:process 0 :type :done :f :read}\n", "h.txt:1: unknown :type done"},
		{"{:process 0 :type :invoke}\n", "h.txt:1: the map has no :f"},
		{"{:process 0 :type :invoke :f :read :value #{1}}\n", "h.txt:1: :value: a set: want a number"},
		{"{:process 0 :type :invoke :f :read :value [1 {:a 2}]}\n", "h.txt:1: :value: a map within a value"},
		{"{:process 0 :type :invoke :f :read :value [1 2 3 4 5]}\n", "h.txt:1: :value: a vector of more than 4 parts"},
		{"\x7fELF\x02\x01\x00\x00\n", "h.txt:1: it is no text, and so no history"},
		{"\x1f\x8bnothing that was packed\n", "h.txt:1: it begins as gzip does"},
		{"{:type :invoke :f :read}\n", "h.txt:1: the map has no :process"},
		{"{:process 0 :type :invoke :f :read :value 1.5}\n", `h.txt:1: :value: "1.5" is no whole number`},
	} {
		src, err := Open(strings.NewReader(c.text), "h.txt")
		if err == nil {
			_, err = ReadLong(src, "h.txt", nil)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("reading %q: error %v, want %q", c.text, err, c.want)
		}
		if bad := (*LineError)(nil); !errors.As(err, &bad) {
			t.Errorf("reading %q: error %v names no line", c.text, err)
		}
	}
}

// TestRealShapes: what Jepsen's histories hold besides the values of calls is anything, and counts for nothing.
func TestRealShapes(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"records, nemesis, errors": {`#jepsen.history.Op{:index 0, :time 100, :type :invoke, :process 0, :f :write, :value 1}
#jepsen.history.Op{:index 1, :time 150, :type :info, :process :nemesis, :f :start, :value [:isolated {"n1" #{"n2" "n3"}}]}
#jepsen.history.Op{:index 2, :time 160, :type :info, :process :nemesis, :f :clock, :value nil, :clock-offsets {"n1" -0.25, "n2" 1e3}}
#jepsen.history.Op{:index 3, :time 200, :type :info, :process 0, :f :write, :value 1, :error [:shutdown {:via [{:at ["a" "b" "c" "d" "e"]}]}], #_ :was #_ [1 {:a 2}]}
#jepsen.history.Op{:index 4, :time 300, :type :invoke, :process 1, :f :read, :value nil}
#jepsen.history.Op{:index 5, :time 400, :type :ok, :process 1, :f :read, :value 1}
`, ` 0  A  [1 …]  write(1) pending
 1  B  [3 4]  read() = 1
`},
		"tuples of a key and a value": {`{:process 0, :type :invoke, :f :read, :value [5 nil]}
{:process 0, :type :ok, :f :read, :value [5 nil]}
{:process 1, :type :invoke, :f :write, :value [5 3]}
{:process 1, :type :ok, :f :write, :value [5 3]}
{:process 0, :type :invoke, :f :read, :value #jepsen.independent/tuple [5 nil]}
{:process 0, :type :ok, :f :read, :value #jepsen.independent/tuple [5 3]}
{:process 0, :type :invoke, :f :cas, :value [5 nil]}
`, ` 0  A  [1 2]  read(5)
 1  B  [3 4]  write(5, 3)
 2  A  [5 6]  read(5) = 3
 3  A  [7 …]  cas(5) pending
`},
	} {
		packed := &bytes.Buffer{}
		w := gzip.NewWriter(packed)
		_, _ = w.Write([]byte(test.text))
		w.Close()
		for _, in := range []io.Reader{strings.NewReader(test.text), packed} {
			src, err := Open(in, "h.edn")
			if err != nil {
				t.Fatal(err)
			}
			l, err := ReadLong(src, "h.edn", nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if diff := cmp.Diff(test.want, l.History(func(string) int { return -1 }).String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

func TestTiesAreConcurrent(t *testing.T) {
	src, _ := Open(strings.NewReader("tenter history 1\n@1 0 call A\n@2 0 return\n@2 1 call B\n@2 0 call C\n@3 0 return\n@3 1 return\n"), "h")
	l, err := ReadLong(src, "h", nil)
	if err != nil {
		t.Fatal(err)
	}
	// B and C begin before A ends, since their times are the same.
	want := []Rank{1, 4, 2, 6, 3, 5}
	var got []Rank
	for _, c := range l.Calls {
		got = append(got, c.Begin, c.End)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ranks (-want +got):\n%s", diff)
	}
}

func TestJepsen(t *testing.T) {
	for _, text := range []string{`[{:process 0, :type :invoke, :f :write, :value 3}
 {:process :nemesis, :type :info, :f :start, :value nil}
 {:process 1, :type :invoke, :f :cas, :value [3 4]} {:process 0, :type :ok, :f :write, :value 3}
 {:process 1,
  :type :ok, :f :cas, :value [3 4]}
 {:process 0, :type :invoke, :f :read, :value nil} {:process 2, :type :invoke, :f :write, :value 5}
 {:process 0, :type :ok, :f :read, :value 4} {:process 2, :type :fail, :f :write, :value 5, :error "no"}
 {:process 3, :type :invoke, :f :read, :value nil} {:process 3, :type :info, :f :read, :error [:timed-out]}]
`, `INFO  jepsen.core - Running
INFO  jepsen.util - 0	:invoke	:write	3
INFO  jepsen.util - 1	:invoke	:cas	[3 4]
INFO  jepsen.util - 0	:ok	:write	3
INFO  jepsen.util - 1	:ok	:cas	[3 4]
INFO  jepsen.util - 0	:invoke	:read	nil
INFO  jepsen.util - 2	:invoke	:write	5
INFO  jepsen.util - 0	:ok	:read	4
INFO  jepsen.util - :nemesis	:info	:stop	nil
INFO  jepsen.util - 2	:fail	:write	5
INFO  jepsen.util - 3	:invoke	:read	nil
INFO  jepsen.util - 3	:info	:read	:timed-out
`} {
		src, err := Open(strings.NewReader(text), "h.edn")
		if err != nil {
			t.Fatal(err)
		}
		l, err := ReadLong(src, "h.edn", nil)
		if err != nil {
			t.Fatal(err)
		}
		h := l.History(func(string) int { return -1 })
		want := ` 0  A  [1 3]  write(3)
 1  B  [2 4]  cas(3, 4)
 2  A  [5 7]  read() = 4
 3  D  [9 …]  read() pending
`
		if diff := cmp.Diff(want, h.String()); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
	}
}

func TestCallLog(t *testing.T) {
	src, err := Open(strings.NewReader("# @object atomic-queue\n# made by hand\n[1] call add(7)\n[2] call remove()\n[1] return\n[2] return 7\n[2] call remove()\n[2] return empty\n[1] call remove()\n"), "h.log")
	if err != nil {
		t.Fatal(err)
	}
	l, err := ReadLong(src, "h.log", nil)
	if err != nil {
		t.Fatal(err)
	}
	want := ` 0  B  [1 3]  add(7)
 1  C  [2 4]  remove() = 7
 2  C  [5 6]  remove() = error "empty"
 3  B  [7 …]  remove() pending
`
	if diff := cmp.Diff(want, l.History(func(string) int { return -1 }).String()); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	if got := Subject(src); got != "atomic-queue" {
		t.Errorf("Subject = %q, want atomic-queue", got)
	}
}

// TestLongKeepsHistories writes histories as Long and back.
func TestLongKeepsHistories(t *testing.T) {
	h := sample()
	l, err := LongOf(h)
	if err != nil {
		t.Fatal(err)
	}
	got := l.History(func(name string) int { return strings.Index("ART", name[:1]) })
	if diff := cmp.Diff(h, got); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

func TestWriteHistory(t *testing.T) {
	var b strings.Builder
	if err := WriteHistory(&b, "semaphore", sample()); err != nil {
		t.Fatal(err)
	}
	want := `tenter history 1 semaphore
0 call Release 1
1 call Acquire 2 cancellable
0 return
0 call TryAcquire 1
0 return true
2 call Acquire 7
quiescent
1 cancel
1 cancelled
quiescent
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	tied := &History{Operations: []Operation{{Name: "A", Call: 1, Return: 2}, {Task: 1, Name: "B", Call: 2, Return: 3}}}
	b.Reset()
	if err := WriteHistory(&b, "", tied); err != nil {
		t.Fatal(err)
	}
	if want := "tenter history 1\n@1 0 call A\n@2 0 return\n@2 1 call B\n@3 1 return\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

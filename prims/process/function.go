package process

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"sync"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrEncode refuses a call whose argument, or result, can't be encoded.
	ErrEncode = errors.New("process: cannot be encoded")
	// ErrStarted refuses a second Start.
	ErrStarted = errors.New("process: started already")
	// ErrNotStarted refuses to wait for a process that was not started.
	ErrNotStarted = errors.New("process: not started")
	// ErrUnknown is returned for a function that the child does not know.
	ErrUnknown = errors.New("process: unknown function")
)

// Function is a function that children can run.
type Function[A, R any] struct{ name string }

// Name returns the name under which it was registered.
func (f Function[A, R]) Name() string { return f.name }

var registry = struct {
	sync.RWMutex
	functions map[string]func(arg []byte) ([]byte, error)
}{functions: map[string]func([]byte) ([]byte, error){}}

// Register makes fn known under a name, to this program and to its children. It must be called before
// main begins, by a package variable or an init function. It panics if the name is taken.
func Register[A, R any](name string, fn func(A) (R, error)) Function[A, R] {
	registry.Lock()
	defer registry.Unlock()
	if registry.functions[name] != nil {
		panic(fmt.Sprintf("process: the function name %q is taken", name))
	}
	registry.functions[name] = func(arg []byte) ([]byte, error) {
		var a A
		if err := decode(arg, &a); err != nil {
			return nil, err
		}
		r, err := fn(a)
		if err != nil {
			return nil, err
		}
		return encode(r)
	}
	return Function[A, R]{name}
}

// Encode returns the request that asks a child to call the function.
func (f Function[A, R]) Encode(arg A) (Request, error) {
	data, err := encode(arg)
	return Request{Function: f.name, Arg: data}, err
}

// Message returns that request as it is sent to a child.
func (f Function[A, R]) Message(arg A) ([]byte, error) {
	request, err := f.Encode(arg)
	if err != nil {
		return nil, err
	}
	return encode(request)
}

// Decode returns the result that is in the response to such a request.
func (f Function[A, R]) Decode(r Response) (result R, err error) {
	if err := r.Err(); err != nil {
		return result, err
	}
	return result, decode(r.Result, &result)
}

func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(v); err != nil {
		return nil, fmt.Errorf("%w: %T: %w", ErrEncode, v, err)
	}
	return buf.Bytes(), nil
}

func decode(data []byte, into any) error {
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(into); err != nil {
		return fmt.Errorf("%w: %T: %w", ErrEncode, into, err)
	}
	return nil
}

// Request asks a child to call a function.
type Request struct {
	Function string
	Arg      []byte
}

// Response is what came of it.
type Response struct {
	Result  []byte
	Failure string // the error's text; "" if it succeeded
	Unknown bool   // no such function
}

// RemoteError is an error of a function, or its panic, as the parent sees it.
type RemoteError struct{ Text string }

func (e *RemoteError) Error() string { return e.Text }

// Err returns the error that is in the response.
func (r Response) Err() error {
	switch {
	case r.Unknown:
		return fmt.Errorf("%w: %s", ErrUnknown, r.Failure)
	case r.Failure != "":
		return &RemoteError{r.Failure}
	}
	return nil
}

// Call calls the registered function that is asked for, in this process.
func Call(r Request) (response Response) {
	registry.RLock()
	fn := registry.functions[r.Function]
	registry.RUnlock()
	if fn == nil {
		return Response{Unknown: true, Failure: fmt.Sprintf("%q — is it registered before main begins, by name, in a package that the program imports?", r.Function)}
	}
	return guard(fn, r.Arg)
}

// guard calls fn, and makes a response of whatever it does.
func guard(fn func([]byte) ([]byte, error), arg []byte) (response Response) {
	defer func() {
		if v := recover(); v != nil {
			response = Response{Failure: fmt.Sprintf("the function panicked: %v", v)}
		}
	}()
	result, err := fn(arg)
	if err != nil {
		return Response{Failure: "the function failed: " + err.Error()}
	}
	return Response{Result: result}
}

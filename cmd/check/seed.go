package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// seedFlag is the value of --seed: a number in hexadecimal digits, as seeds are printed.
type seedFlag struct {
	value uint64
	set   bool
}

// String implements pflag.Value.
func (s *seedFlag) String() string {
	if !s.set {
		return ""
	}
	return seedText(s.value)
}

// Type implements pflag.Value.
func (s *seedFlag) Type() string { return "HEX" }

// Set implements pflag.Value. Digits alone are hexadecimal too: what is printed can be typed.
func (s *seedFlag) Set(text string) error {
	digits, base := strings.ToLower(text), 16
	if rest, ok := strings.CutPrefix(digits, "decimal:"); ok {
		digits, base = rest, 10
	}
	digits = strings.TrimPrefix(digits, "0x")
	v, err := strconv.ParseUint(digits, base, 64)
	if err != nil {
		return fmt.Errorf("want up to 16 hexadecimal digits such as 8f2c61d0, or decimal:N")
	}
	s.value, s.set = v, true
	return nil
}

// orRandom returns the seed, a fresh one if none was given. Eight digits are enough to tell campaigns apart and few enough to type.
func (s *seedFlag) orRandom() uint64 {
	if s.set {
		return s.value
	}
	return uint64(rand.Uint32())
}

func seedText(seed uint64) string { return fmt.Sprintf("%08x", seed) }

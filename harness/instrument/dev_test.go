package instrument

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestDev(t *testing.T) {
	t0 := time.Now()
	b, err := Prepare(context.Background(), Config{Dir: os.Getenv("DEV_DIR"), ownModule: os.Getenv("DEV_MOD"), BuildFlags: strings.Fields(os.Getenv("DEV_FLAGS"))})
	if err != nil {
		t.Fatal(err)
	}
	t1 := time.Now()
	fmt.Println("prepare", t1.Sub(t0))
	fmt.Println(b.Flags())
	args := strings.Fields(os.Getenv("DEV_RUN"))
	if err := b.Run(context.Background(), args[0], args[1:]...); err != nil {
		t.Fatal(err)
	}
	fmt.Println("run", time.Since(t1))
}

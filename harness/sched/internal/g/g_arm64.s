//go:build !tenter_noasm

#include "textflag.h"

// func Get() unsafe.Pointer
TEXT ·Get(SB), NOSPLIT, $0-8
	MOVD g, ret+0(FP)
	RET

//go:build !purego

#include "textflag.h"

#define DOT2(addr, lo, hi) \
	VPBROADCASTD addr, Z18  \
	VPDPBUSD Z16, Z18, lo   \
	VPDPBUSD Z17, Z18, hi

#define OUT2(off, lo, hi) \
	VCVTDQ2PS lo, lo              \
	VCVTDQ2PS hi, hi              \
	VBROADCASTSS off(R14), Z20    \
	VMULPS Z20, lo, lo            \
	VMULPS Z20, hi, hi            \
	VMULPS Z16, lo, lo            \
	VMULPS Z17, hi, hi            \
	VADDPS Z18, lo, lo            \
	VADDPS Z19, hi, hi            \
	VMOVUPS lo, (DX)              \
	VMOVUPS hi, 64(DX)            \
	ADDQ R9, DX

// func linearVNNI(k4 int, a *byte, lda int, b *int8, y *float32, ldy int, scale, bias, rowScale *float32, start *int32)
TEXT ·linearVNNI(SB), NOSPLIT, $0-80
	MOVQ k4+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ y+32(FP), DX
	MOVQ ldy+40(FP), R9
	MOVQ scale+48(FP), R10
	MOVQ bias+56(FP), R11
	MOVQ rowScale+64(FP), R14
	MOVQ start+72(FP), AX
	LEAQ (R8)(R8*2), R12
	LEAQ (R8)(R8*4), R13
	LEAQ (R13)(R8*2), BX
	VMOVDQU32 (AX), Z0
	VMOVDQU32 64(AX), Z1
	VMOVDQA32 Z0, Z2
	VMOVDQA32 Z1, Z3
	VMOVDQA32 Z0, Z4
	VMOVDQA32 Z1, Z5
	VMOVDQA32 Z0, Z6
	VMOVDQA32 Z1, Z7
	VMOVDQA32 Z0, Z8
	VMOVDQA32 Z1, Z9
	VMOVDQA32 Z0, Z10
	VMOVDQA32 Z1, Z11
	VMOVDQA32 Z0, Z12
	VMOVDQA32 Z1, Z13
	VMOVDQA32 Z0, Z14
	VMOVDQA32 Z1, Z15
loop:
	VMOVDQU32 (DI), Z16
	VMOVDQU32 64(DI), Z17
	DOT2((SI), Z0, Z1)
	DOT2((SI)(R8*1), Z2, Z3)
	DOT2((SI)(R8*2), Z4, Z5)
	DOT2((SI)(R12*1), Z6, Z7)
	DOT2((SI)(R8*4), Z8, Z9)
	DOT2((SI)(R13*1), Z10, Z11)
	DOT2((SI)(R12*2), Z12, Z13)
	DOT2((SI)(BX*1), Z14, Z15)
	ADDQ $128, DI
	ADDQ $4, SI
	DECQ CX
	JNZ  loop
	VMOVUPS (R10), Z16
	VMOVUPS 64(R10), Z17
	VMOVUPS (R11), Z18
	VMOVUPS 64(R11), Z19
	OUT2(0, Z0, Z1)
	OUT2(4, Z2, Z3)
	OUT2(8, Z4, Z5)
	OUT2(12, Z6, Z7)
	OUT2(16, Z8, Z9)
	OUT2(20, Z10, Z11)
	OUT2(24, Z12, Z13)
	OUT2(28, Z14, Z15)
	VZEROUPPER
	RET

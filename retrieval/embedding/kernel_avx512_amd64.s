//go:build !purego

#include "textflag.h"

// AVX-512 with VNNI: one register is the 16 lanes of a sum. The contract of each
// function stands at kernel; what they compute, step by step, in kernel_go.go.

// func linearVNNI(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias *float32, start *int32, rowScale *float32)
//
// 8 rows x 32 columns. Rows of a (k bytes apart) are addressed through
// R8 = k, R12 = 3k, R13 = 5k, BX = 7k.

#define DOT2(addr, lo, hi) \
	VPBROADCASTD addr, Z18  \
	VPDPBUSD Z16, Z18, lo   \
	VPDPBUSD Z17, Z18, hi

#define OUT2(off, lo, hi) \
	VBROADCASTSS off(R14), Z20 \
	VCVTDQ2PS lo, lo           \
	VCVTDQ2PS hi, hi           \
	VMULPS Z20, lo, lo         \
	VMULPS Z20, hi, hi         \
	VMULPS Z16, lo, lo         \
	VMULPS Z17, hi, hi         \
	VADDPS Z18, lo, lo         \
	VADDPS Z19, hi, hi         \
	VMOVUPS lo, (DX)           \
	VMOVUPS hi, 64(DX)         \
	ADDQ R9, DX

TEXT ·linearVNNI(SB), NOSPLIT, $0-72
	MOVQ y+0(FP), DX
	MOVQ ldy+8(FP), R9
	MOVQ a+16(FP), SI
	MOVQ k+24(FP), R8
	MOVQ weights+32(FP), DI
	MOVQ scale+40(FP), R10
	MOVQ bias+48(FP), R11
	MOVQ start+56(FP), AX
	MOVQ rowScale+64(FP), R14
	SHLQ $2, R9
	MOVQ R8, CX
	SHRQ $2, CX
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
dot:
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
	JNZ  dot
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

// func productAVX512(y *float32, ldy int, a *float32, lda int, b *float32, ldb, k int, scale *float32)

#define MULADD2(addr, lo, hi) \
	VBROADCASTSS addr, Z18 \
	VMULPS Z16, Z18, Z19   \
	VMULPS Z17, Z18, Z20   \
	VADDPS Z19, lo, lo     \
	VADDPS Z20, hi, hi

#define STORE2(off, lo, hi) \
	VBROADCASTSS off(R11), Z18 \
	VMULPS Z18, lo, lo \
	VMULPS Z18, hi, hi \
	VMOVUPS lo, (DX)   \
	VMOVUPS hi, 64(DX) \
	ADDQ R9, DX

#define ZERO2(lo, hi) \
	VPXORQ lo, lo, lo \
	VPXORQ hi, hi, hi

TEXT ·productAVX512(SB), NOSPLIT, $0-64
	MOVQ y+0(FP), DX
	MOVQ ldy+8(FP), R9
	MOVQ a+16(FP), SI
	MOVQ lda+24(FP), R8
	MOVQ b+32(FP), DI
	MOVQ ldb+40(FP), R10
	MOVQ k+48(FP), CX
	MOVQ scale+56(FP), R11
	SHLQ $2, R9
	SHLQ $2, R8
	SHLQ $2, R10
	LEAQ (R8)(R8*2), R12
	LEAQ (R8)(R8*4), R13
	LEAQ (R13)(R8*2), BX
	ZERO2(Z0, Z1)
	ZERO2(Z2, Z3)
	ZERO2(Z4, Z5)
	ZERO2(Z6, Z7)
	ZERO2(Z8, Z9)
	ZERO2(Z10, Z11)
	ZERO2(Z12, Z13)
	ZERO2(Z14, Z15)
term:
	VMOVUPS (DI), Z16
	VMOVUPS 64(DI), Z17
	MULADD2((SI), Z0, Z1)
	MULADD2((SI)(R8*1), Z2, Z3)
	MULADD2((SI)(R8*2), Z4, Z5)
	MULADD2((SI)(R12*1), Z6, Z7)
	MULADD2((SI)(R8*4), Z8, Z9)
	MULADD2((SI)(R13*1), Z10, Z11)
	MULADD2((SI)(R12*2), Z12, Z13)
	MULADD2((SI)(BX*1), Z14, Z15)
	ADDQ R10, DI
	ADDQ $4, SI
	DECQ CX
	JNZ  term
	STORE2(0, Z0, Z1)
	STORE2(4, Z2, Z3)
	STORE2(8, Z4, Z5)
	STORE2(12, Z6, Z7)
	STORE2(16, Z8, Z9)
	STORE2(20, Z10, Z11)
	STORE2(24, Z12, Z13)
	STORE2(28, Z14, Z15)
	VZEROUPPER
	RET

// REDUCE leaves OP over the 16 lanes of Z0 in X0, in the order of laneSum. It uses X1.
#define REDUCE(OP) \
	VEXTRACTF64X4 $1, Z0, Y1 \
	OP Y1, Y0, Y0            \
	VEXTRACTF128 $1, Y0, X1  \
	OP X1, X0, X0            \
	VPERMILPS $0x4e, X0, X1  \
	OP X1, X0, X0            \
	VPERMILPS $0xb1, X0, X1  \
	OP X1, X0, X0

// func quantizeAVX512(q *byte, x *float32, n int) (scale float32)
TEXT ·quantizeAVX512(SB), NOSPLIT, $0-28
	MOVQ q+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VPBROADCASTD ·quantizing+8(SB), Z3
	VPXORQ Z0, Z0, Z0
	XORQ AX, AX
max:
	VPANDD (SI)(AX*4), Z3, Z1
	VMAXPS Z1, Z0, Z0
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  max
	REDUCE(VMAXPS)
	VMAXSS ·quantizing+0(SB), X0, X0
	VMOVSS ·quantizing+4(SB), X1
	VDIVSS X1, X0, X2
	VMOVSS X2, scale+24(FP)
	VDIVSS X0, X1, X1
	VBROADCASTSS X1, Z4
	MOVL $128, DX
	VPBROADCASTD DX, Z5
	XORQ AX, AX
round:
	VMULPS (SI)(AX*4), Z4, Z1
	VCVTPS2DQ Z1, Z1
	VPADDD Z5, Z1, Z1
	VPMOVDB Z1, X1
	VMOVDQU X1, (DI)(AX*1)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  round
	VZEROUPPER
	RET

// func softmaxAVX512(x *float32, n int) (sum float32)
TEXT ·softmaxAVX512(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VMOVUPS (DI), Z0
	XORQ AX, AX
max:
	VMAXPS (DI)(AX*4), Z0, Z0
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  max
	REDUCE(VMAXPS)
	VBROADCASTSS X0, Z15
	VBROADCASTSS ·exponential+0(SB), Z14 // lowest
	VBROADCASTSS ·exponential+4(SB), Z13 // 1/ln 2
	VBROADCASTSS ·exponential+8(SB), Z12 // ln 2, high
	VBROADCASTSS ·exponential+12(SB), Z11 // ln 2, low
	VBROADCASTSS ·exponential+16(SB), Z20
	VBROADCASTSS ·exponential+20(SB), Z21
	VBROADCASTSS ·exponential+24(SB), Z22
	VBROADCASTSS ·exponential+28(SB), Z23
	VBROADCASTSS ·exponential+32(SB), Z24
	VBROADCASTSS ·exponential+36(SB), Z25
	VBROADCASTSS ·exponential+40(SB), Z10 // 1
	MOVL $127, DX
	VPBROADCASTD DX, Z9
	VPXORQ Z0, Z0, Z0
	XORQ AX, AX
exp:
	VMOVUPS (DI)(AX*4), Z1
	VSUBPS Z15, Z1, Z1
	VMAXPS Z14, Z1, Z1
	VMULPS Z13, Z1, Z2
	VCVTPS2DQ Z2, Z2
	VCVTDQ2PS Z2, Z3
	VMULPS Z12, Z3, Z4
	VSUBPS Z4, Z1, Z1
	VMULPS Z11, Z3, Z4
	VSUBPS Z4, Z1, Z1 // r
	VMULPS Z20, Z1, Z5
	VADDPS Z21, Z5, Z5
	VMULPS Z1, Z5, Z5
	VADDPS Z22, Z5, Z5
	VMULPS Z1, Z5, Z5
	VADDPS Z23, Z5, Z5
	VMULPS Z1, Z5, Z5
	VADDPS Z24, Z5, Z5
	VMULPS Z1, Z5, Z5
	VADDPS Z25, Z5, Z5
	VMULPS Z1, Z1, Z6
	VMULPS Z6, Z5, Z5
	VADDPS Z1, Z5, Z5
	VADDPS Z10, Z5, Z5
	VPADDD Z9, Z2, Z2
	VPSLLD $23, Z2, Z2
	VMULPS Z2, Z5, Z5
	VMOVUPS Z5, (DI)(AX*4)
	VADDPS Z5, Z0, Z0
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  exp
	REDUCE(VADDPS)
	VMOVSS X0, sum+16(FP)
	VZEROUPPER
	RET

// func geluAVX512(x *float32, n int)
TEXT ·geluAVX512(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS ·errorFunction+0(SB), Z16 // 1/sqrt 2
	VBROADCASTSS ·errorFunction+4(SB), Z17 // bounds
	VBROADCASTSS ·errorFunction+8(SB), Z18
	VBROADCASTSS ·errorFunction+12(SB), Z19
	VBROADCASTSS ·errorFunction+16(SB), Z20
	VBROADCASTSS ·errorFunction+20(SB), Z21
	VBROADCASTSS ·errorFunction+24(SB), Z22
	VBROADCASTSS ·errorFunction+28(SB), Z23
	VBROADCASTSS ·errorFunction+32(SB), Z24
	VBROADCASTSS ·errorFunction+36(SB), Z25
	VBROADCASTSS ·errorFunction+40(SB), Z26
	VBROADCASTSS ·errorFunction+44(SB), Z27
	VBROADCASTSS ·errorFunction+48(SB), Z28
	VBROADCASTSS ·errorFunction+52(SB), Z29
	VBROADCASTSS ·errorFunction+56(SB), Z30
	VBROADCASTSS ·errorFunction+60(SB), Z14 // 1
	VBROADCASTSS ·errorFunction+64(SB), Z15 // 1/2
	XORQ AX, AX
loop:
	VMOVUPS (DI)(AX*4), Z0
	VMULPS Z16, Z0, Z1
	VMINPS Z18, Z1, Z1
	VMAXPS Z17, Z1, Z1
	VMULPS Z1, Z1, Z2 // t
	VMULPS Z19, Z2, Z3
	VADDPS Z20, Z3, Z3
	VMULPS Z2, Z3, Z3
	VADDPS Z21, Z3, Z3
	VMULPS Z2, Z3, Z3
	VADDPS Z22, Z3, Z3
	VMULPS Z2, Z3, Z3
	VADDPS Z23, Z3, Z3
	VMULPS Z2, Z3, Z3
	VADDPS Z24, Z3, Z3
	VMULPS Z2, Z3, Z3
	VADDPS Z25, Z3, Z3
	VMULPS Z1, Z3, Z3
	VMULPS Z26, Z2, Z4
	VADDPS Z27, Z4, Z4
	VMULPS Z2, Z4, Z4
	VADDPS Z28, Z4, Z4
	VMULPS Z2, Z4, Z4
	VADDPS Z29, Z4, Z4
	VMULPS Z2, Z4, Z4
	VADDPS Z30, Z4, Z4
	VDIVPS Z4, Z3, Z3
	VADDPS Z14, Z3, Z3
	VMULPS Z15, Z0, Z0
	VMULPS Z3, Z0, Z0
	VMOVUPS Z0, (DI)(AX*4)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  loop
	VZEROUPPER
	RET

// func addNormAVX512(x, r, w, b *float32, n int)
TEXT ·addNormAVX512(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), DI
	MOVQ r+8(FP), SI
	MOVQ w+16(FP), R8
	MOVQ b+24(FP), R9
	MOVQ n+32(FP), CX
	VCVTSI2SSQ CX, X8, X8
	VPXORQ Z0, Z0, Z0
	XORQ AX, AX
sum:
	VMOVUPS (DI)(AX*4), Z2
	VADDPS (SI)(AX*4), Z2, Z2
	VMOVUPS Z2, (DI)(AX*4)
	VADDPS Z2, Z0, Z0
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  sum
	REDUCE(VADDPS)
	VDIVSS X8, X0, X0
	VBROADCASTSS X0, Z4 // mean
	VPXORQ Z0, Z0, Z0
	XORQ AX, AX
square:
	VMOVUPS (DI)(AX*4), Z2
	VSUBPS Z4, Z2, Z2
	VMULPS Z2, Z2, Z2
	VADDPS Z2, Z0, Z0
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  square
	REDUCE(VADDPS)
	VDIVSS X8, X0, X0
	VADDSS ·normalizing+0(SB), X0, X0
	VSQRTSS X0, X0, X0
	VMOVSS ·normalizing+4(SB), X1
	VDIVSS X0, X1, X1
	VBROADCASTSS X1, Z5
	XORQ AX, AX
scale:
	VMOVUPS (DI)(AX*4), Z2
	VSUBPS Z4, Z2, Z2
	VMULPS Z5, Z2, Z2
	VMULPS (R8)(AX*4), Z2, Z2
	VADDPS (R9)(AX*4), Z2, Z2
	VMOVUPS Z2, (DI)(AX*4)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  scale
	VZEROUPPER
	RET

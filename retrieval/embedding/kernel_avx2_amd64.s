//go:build !purego

#include "textflag.h"

// AVX2: the 16 lanes of a sum are two registers, and what counts elements goes
// on by 16. The contract of each function stands at kernel; what they compute,
// step by step, in kernel_go.go.

// ROWS4 sets the addresses of 4 rows of a: SI + {0, 1, 2, 3} * R8.
#define ROWS4(m) \
	m((SI), Y0, Y1)        \
	m((SI)(R8*1), Y2, Y3)  \
	m((SI)(R8*2), Y4, Y5)  \
	m((SI)(R12*1), Y6, Y7)

#define ZERO8 \
	VPXOR Y0, Y0, Y0 \
	VPXOR Y1, Y1, Y1 \
	VPXOR Y2, Y2, Y2 \
	VPXOR Y3, Y3, Y3 \
	VPXOR Y4, Y4, Y4 \
	VPXOR Y5, Y5, Y5 \
	VPXOR Y6, Y6, Y6 \
	VPXOR Y7, Y7, Y7

// SCALE2 turns sums of one row into outputs, with the columns' scales in Y8 and
// Y9 and their biases in Y10 and Y11.
#define SCALE2(off, lo, hi) \
	VBROADCASTSS off(R14), Y12 \
	VCVTDQ2PS lo, lo           \
	VCVTDQ2PS hi, hi           \
	VMULPS Y12, lo, lo         \
	VMULPS Y12, hi, hi         \
	VMULPS Y8, lo, lo          \
	VMULPS Y9, hi, hi          \
	VADDPS Y10, lo, lo         \
	VADDPS Y11, hi, hi         \
	VMOVUPS lo, (DX)           \
	VMOVUPS hi, 32(DX)         \
	ADDQ R9, DX

#define SCALE8 \
	VMOVUPS (R10), Y8    \
	VMOVUPS 32(R10), Y9  \
	VMOVUPS (R11), Y10   \
	VMOVUPS 32(R11), Y11 \
	SCALE2(0, Y0, Y1)    \
	SCALE2(4, Y2, Y3)    \
	SCALE2(8, Y4, Y5)    \
	SCALE2(12, Y6, Y7)

// func linearAVX2(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias, rowScale *float32)
//
// 4 rows x 16 columns. VPMADDUBSW multiplies unsigned by signed bytes and adds
// pairs to 16 bits, which saturates; so it gets |w| and a with the sign of w:
// 2 * 128 * 127 fits.

#define DOTPAIRS(addr, lo, hi) \
	VPBROADCASTD addr, Y12    \
	VPSIGNB Y8, Y12, Y13      \
	VPSIGNB Y9, Y12, Y12      \
	VPMADDUBSW Y13, Y10, Y13  \
	VPMADDUBSW Y12, Y11, Y12  \
	VPMADDWD Y15, Y13, Y13    \
	VPMADDWD Y15, Y12, Y12    \
	VPADDD Y13, lo, lo        \
	VPADDD Y12, hi, hi

TEXT ·linearAVX2(SB), NOSPLIT, $0-64
	MOVQ y+0(FP), DX
	MOVQ ldy+8(FP), R9
	MOVQ a+16(FP), SI
	MOVQ k+24(FP), R8
	MOVQ weights+32(FP), DI
	MOVQ scale+40(FP), R10
	MOVQ bias+48(FP), R11
	MOVQ rowScale+56(FP), R14
	SHLQ $2, R9
	MOVQ R8, CX
	SHRQ $2, CX
	LEAQ (R8)(R8*2), R12
	VPCMPEQW Y15, Y15, Y15
	VPSRLW $15, Y15, Y15 // 1 in each 16 bits
	ZERO8
dot:
	VMOVDQU (DI), Y8
	VMOVDQU 32(DI), Y9
	VPABSB Y8, Y10
	VPABSB Y9, Y11
	ROWS4(DOTPAIRS)
	ADDQ $128, DI
	ADDQ $4, SI
	DECQ CX
	JNZ  dot
	SCALE8
	VZEROUPPER
	RET

// func linearAVXVNNI(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias *float32, start *int32, rowScale *float32)
//
// 4 rows x 16 columns.

// VPDPBUSD adds to register acc the products of the unsigned bytes of Y10 with
// the signed bytes of register 8+w, four by four: {vex} VPDPBUSD Y(8+w), Y10,
// Yacc. The assembler only knows the AVX-512 form.
#define VPDPBUSD_VEX(w, acc) \
	BYTE $0xc4; BYTE $0xc2; BYTE $0x2d; BYTE $0x50; BYTE $(0xc0 + 8*acc + w)

#define DOTQUADS(addr, lo, hi) \
	VPBROADCASTD addr, Y10 \
	VPDPBUSD_VEX(0, lo)    \
	VPDPBUSD_VEX(1, hi)

TEXT ·linearAVXVNNI(SB), NOSPLIT, $0-72
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
	VMOVDQU (AX), Y0
	VMOVDQU 32(AX), Y1
	VMOVDQA Y0, Y2
	VMOVDQA Y1, Y3
	VMOVDQA Y0, Y4
	VMOVDQA Y1, Y5
	VMOVDQA Y0, Y6
	VMOVDQA Y1, Y7
dot:
	VMOVDQU (DI), Y8
	VMOVDQU 32(DI), Y9
	DOTQUADS((SI), 0, 1)
	DOTQUADS((SI)(R8*1), 2, 3)
	DOTQUADS((SI)(R8*2), 4, 5)
	DOTQUADS((SI)(R12*1), 6, 7)
	ADDQ $128, DI
	ADDQ $4, SI
	DECQ CX
	JNZ  dot
	SCALE8
	VZEROUPPER
	RET

// func productAVX2(y *float32, ldy int, a *float32, lda int, b *float32, ldb, k int, scale *float32)
//
// 4 rows x 16 columns.

#define MULADD2(addr, lo, hi) \
	VBROADCASTSS addr, Y10 \
	VMULPS Y8, Y10, Y11    \
	VMULPS Y9, Y10, Y12    \
	VADDPS Y11, lo, lo     \
	VADDPS Y12, hi, hi

#define STORE2(off, lo, hi) \
	VBROADCASTSS off(R11), Y8 \
	VMULPS Y8, lo, lo  \
	VMULPS Y8, hi, hi  \
	VMOVUPS lo, (DX)   \
	VMOVUPS hi, 32(DX) \
	ADDQ R9, DX

TEXT ·productAVX2(SB), NOSPLIT, $0-64
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
	ZERO8
term:
	VMOVUPS (DI), Y8
	VMOVUPS 32(DI), Y9
	ROWS4(MULADD2)
	ADDQ R10, DI
	ADDQ $4, SI
	DECQ CX
	JNZ  term
	STORE2(0, Y0, Y1)
	STORE2(4, Y2, Y3)
	STORE2(8, Y4, Y5)
	STORE2(12, Y6, Y7)
	VZEROUPPER
	RET

// func transposeAVX2(dst *float32, ldd int, src *float32, lds int)
//
// 8 x 8: pairs, then fours, then halves.
TEXT ·transposeAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ ldd+8(FP), R9
	MOVQ src+16(FP), SI
	MOVQ lds+24(FP), R8
	SHLQ $2, R8
	SHLQ $2, R9
	LEAQ (R8)(R8*2), R12
	LEAQ (SI)(R8*4), AX
	VMOVUPS (SI), Y0
	VMOVUPS (SI)(R8*1), Y1
	VMOVUPS (SI)(R8*2), Y2
	VMOVUPS (SI)(R12*1), Y3
	VMOVUPS (AX), Y4
	VMOVUPS (AX)(R8*1), Y5
	VMOVUPS (AX)(R8*2), Y6
	VMOVUPS (AX)(R12*1), Y7
	VUNPCKLPS Y1, Y0, Y8
	VUNPCKHPS Y1, Y0, Y9
	VUNPCKLPS Y3, Y2, Y10
	VUNPCKHPS Y3, Y2, Y11
	VUNPCKLPS Y5, Y4, Y12
	VUNPCKHPS Y5, Y4, Y13
	VUNPCKLPS Y7, Y6, Y14
	VUNPCKHPS Y7, Y6, Y15
	VUNPCKLPD Y10, Y8, Y0
	VUNPCKHPD Y10, Y8, Y1
	VUNPCKLPD Y11, Y9, Y2
	VUNPCKHPD Y11, Y9, Y3
	VUNPCKLPD Y14, Y12, Y4
	VUNPCKHPD Y14, Y12, Y5
	VUNPCKLPD Y15, Y13, Y6
	VUNPCKHPD Y15, Y13, Y7
	VPERM2F128 $0x20, Y4, Y0, Y8
	VPERM2F128 $0x20, Y5, Y1, Y9
	VPERM2F128 $0x20, Y6, Y2, Y10
	VPERM2F128 $0x20, Y7, Y3, Y11
	VPERM2F128 $0x31, Y4, Y0, Y12
	VPERM2F128 $0x31, Y5, Y1, Y13
	VPERM2F128 $0x31, Y6, Y2, Y14
	VPERM2F128 $0x31, Y7, Y3, Y15
	LEAQ (R9)(R9*2), R12
	LEAQ (DI)(R9*4), AX
	VMOVUPS Y8, (DI)
	VMOVUPS Y9, (DI)(R9*1)
	VMOVUPS Y10, (DI)(R9*2)
	VMOVUPS Y11, (DI)(R12*1)
	VMOVUPS Y12, (AX)
	VMOVUPS Y13, (AX)(R9*1)
	VMOVUPS Y14, (AX)(R9*2)
	VMOVUPS Y15, (AX)(R12*1)
	VZEROUPPER
	RET

// REDUCE leaves OP over the 16 lanes of Y0 and Y1 in X0, in the order of laneSum.
#define REDUCE(OP) \
	OP Y1, Y0, Y0            \
	VEXTRACTF128 $1, Y0, X1  \
	OP X1, X0, X0            \
	VPERMILPS $0x4e, X0, X1  \
	OP X1, X0, X0            \
	VPERMILPS $0xb1, X0, X1  \
	OP X1, X0, X0

// func quantizeAVX2(q *byte, x *float32, n int, offset uint32) (scale float32)
//
// The four bytes of offset are what is flipped in each group of 4 quantized bytes.
TEXT ·quantizeAVX2(SB), NOSPLIT, $0-36
	MOVQ q+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	MOVL offset+24(FP), DX
	VMOVD DX, X5
	VPBROADCASTD X5, X5
	VPBROADCASTD ·quantizing+8(SB), Y3
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	XORQ AX, AX
max:
	VPAND (SI)(AX*4), Y3, Y2
	VMAXPS Y2, Y0, Y0
	VPAND 32(SI)(AX*4), Y3, Y2
	VMAXPS Y2, Y1, Y1
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  max
	REDUCE(VMAXPS)
	VMAXSS ·quantizing+0(SB), X0, X0
	VMOVSS ·quantizing+4(SB), X1
	VDIVSS X1, X0, X2
	VMOVSS X2, scale+32(FP)
	VDIVSS X0, X1, X1
	VBROADCASTSS X1, Y4
	XORQ AX, AX
round:
	VMULPS (SI)(AX*4), Y4, Y1
	VMULPS 32(SI)(AX*4), Y4, Y2
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VPACKSSDW Y2, Y1, Y1
	VPERMQ $0xd8, Y1, Y1
	VEXTRACTI128 $1, Y1, X2
	VPACKSSWB X2, X1, X1
	VPXOR X5, X1, X1
	VMOVDQU X1, (DI)(AX*1)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  round
	VZEROUPPER
	RET

// STEP is one step of a polynomial in Y2: p = p*Y2 + c.
#define STEP(c, p) \
	VBROADCASTSS c(SB), Y10 \
	VMULPS Y2, p, p         \
	VADDPS Y10, p, p

// EXP8 sets 8 elements to exp(x - max) and adds them to sum.
#define EXP8(addr, sum) \
	VMOVUPS addr, Y2           \
	VSUBPS Y15, Y2, Y2         \
	VMAXPS Y14, Y2, Y2         \
	VMULPS Y13, Y2, Y3         \
	VCVTPS2DQ Y3, Y3           \
	VCVTDQ2PS Y3, Y4           \
	VMULPS Y12, Y4, Y5         \
	VSUBPS Y5, Y2, Y2          \
	VMULPS Y11, Y4, Y5         \
	VSUBPS Y5, Y2, Y2          \
	VBROADCASTSS ·exponential+16(SB), Y5 \
	STEP(·exponential+20, Y5)  \
	STEP(·exponential+24, Y5)  \
	STEP(·exponential+28, Y5)  \
	STEP(·exponential+32, Y5)  \
	STEP(·exponential+36, Y5)  \
	VMULPS Y2, Y2, Y6          \
	VMULPS Y6, Y5, Y5          \
	VADDPS Y2, Y5, Y5          \
	VADDPS Y8, Y5, Y5          \
	VPADDD Y9, Y3, Y3          \
	VPSLLD $23, Y3, Y3         \
	VMULPS Y3, Y5, Y5          \
	VMOVUPS Y5, addr           \
	VADDPS Y5, sum, sum

// func softmaxAVX2(x *float32, n int) (sum float32)
TEXT ·softmaxAVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	XORQ AX, AX
max:
	VMAXPS (DI)(AX*4), Y0, Y0
	VMAXPS 32(DI)(AX*4), Y1, Y1
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  max
	REDUCE(VMAXPS)
	VBROADCASTSS X0, Y15
	VBROADCASTSS ·exponential+0(SB), Y14 // lowest
	VBROADCASTSS ·exponential+4(SB), Y13 // 1/ln 2
	VBROADCASTSS ·exponential+8(SB), Y12 // ln 2, high
	VBROADCASTSS ·exponential+12(SB), Y11 // ln 2, low
	VBROADCASTSS ·exponential+40(SB), Y8 // 1
	VPCMPEQD Y9, Y9, Y9
	VPSRLD $25, Y9, Y9 // 127
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	XORQ AX, AX
exp:
	EXP8((DI)(AX*4), Y0)
	EXP8(32(DI)(AX*4), Y1)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  exp
	REDUCE(VADDPS)
	VMOVSS X0, sum+16(FP)
	VZEROUPPER
	RET

// func geluAVX2(x *float32, n int)
TEXT ·geluAVX2(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS ·errorFunction+0(SB), Y15 // 1/sqrt 2
	VBROADCASTSS ·errorFunction+4(SB), Y14 // bounds
	VBROADCASTSS ·errorFunction+8(SB), Y13
	VBROADCASTSS ·errorFunction+60(SB), Y12 // 1
	VBROADCASTSS ·errorFunction+64(SB), Y11 // 1/2
	XORQ AX, AX
loop:
	VMOVUPS (DI)(AX*4), Y0
	VMULPS Y15, Y0, Y1
	VMINPS Y13, Y1, Y1
	VMAXPS Y14, Y1, Y1
	VMULPS Y1, Y1, Y2 // t
	VBROADCASTSS ·errorFunction+12(SB), Y3
	STEP(·errorFunction+16, Y3)
	STEP(·errorFunction+20, Y3)
	STEP(·errorFunction+24, Y3)
	STEP(·errorFunction+28, Y3)
	STEP(·errorFunction+32, Y3)
	STEP(·errorFunction+36, Y3)
	VMULPS Y1, Y3, Y3
	VBROADCASTSS ·errorFunction+40(SB), Y4
	STEP(·errorFunction+44, Y4)
	STEP(·errorFunction+48, Y4)
	STEP(·errorFunction+52, Y4)
	STEP(·errorFunction+56, Y4)
	VDIVPS Y4, Y3, Y3
	VADDPS Y12, Y3, Y3
	VMULPS Y11, Y0, Y0
	VMULPS Y3, Y0, Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  loop
	VZEROUPPER
	RET

#define ADD8(addr, addr2, sum) \
	VMOVUPS addr, Y2       \
	VADDPS addr2, Y2, Y2   \
	VMOVUPS Y2, addr       \
	VADDPS Y2, sum, sum

#define SQUARE8(addr, sum) \
	VMOVUPS addr, Y2    \
	VSUBPS Y4, Y2, Y2   \
	VMULPS Y2, Y2, Y2   \
	VADDPS Y2, sum, sum

// func addNormAVX2(x, r, w, b *float32, n int)
TEXT ·addNormAVX2(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), DI
	MOVQ r+8(FP), SI
	MOVQ w+16(FP), R8
	MOVQ b+24(FP), R9
	MOVQ n+32(FP), CX
	VCVTSI2SSQ CX, X8, X8
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	XORQ AX, AX
sum:
	ADD8((DI)(AX*4), (SI)(AX*4), Y0)
	ADD8(32(DI)(AX*4), 32(SI)(AX*4), Y1)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  sum
	REDUCE(VADDPS)
	VDIVSS X8, X0, X0
	VBROADCASTSS X0, Y4 // mean
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	XORQ AX, AX
square:
	SQUARE8((DI)(AX*4), Y0)
	SQUARE8(32(DI)(AX*4), Y1)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  square
	REDUCE(VADDPS)
	VDIVSS X8, X0, X0
	VADDSS ·normalizing+0(SB), X0, X0
	VSQRTSS X0, X0, X0
	VMOVSS ·normalizing+4(SB), X1
	VDIVSS X0, X1, X1
	VBROADCASTSS X1, Y5
	XORQ AX, AX
scale:
	VMOVUPS (DI)(AX*4), Y2
	VSUBPS Y4, Y2, Y2
	VMULPS Y5, Y2, Y2
	VMULPS (R8)(AX*4), Y2, Y2
	VADDPS (R9)(AX*4), Y2, Y2
	VMOVUPS Y2, (DI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  scale
	VZEROUPPER
	RET

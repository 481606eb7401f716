// The NEON kernels, for the GNU assembler: Go's has no vector arithmetic on
// floats and no widening products of integers. generate.py turns this file into
// ../kernel_arm64.s.
//
// A line "//go NAME(ARGUMENTS) RESULT" begins a function: its arguments are put
// into x0, x1 … in order, names after a ";" are addresses of Go variables and
// follow them, and a result is taken from s0. The contract of each function
// stands at kernel in ../kernel.go; what they compute, step by step, in
// ../kernel_go.go. One register is four lanes of a sum, so that v0 to v3 are 16.

.macro float r, row
	scvtf v\r\().4s, v\r\().4s
	fmul v\r\().4s, v\r\().4s, v24.s[\row]
.endm

// Scales the sums of one row, in \a to \d, to outputs: v24.s[\row] is the row's
// scale, v16 to v19 the columns' scales, v20 to v23 their biases.
.macro scale row, a, b, c, d
	float \a, \row
	float \b, \row
	float \c, \row
	float \d, \row
	fmul v\a\().4s, v\a\().4s, v16.4s
	fmul v\b\().4s, v\b\().4s, v17.4s
	fmul v\c\().4s, v\c\().4s, v18.4s
	fmul v\d\().4s, v\d\().4s, v19.4s
	fadd v\a\().4s, v\a\().4s, v20.4s
	fadd v\b\().4s, v\b\().4s, v21.4s
	fadd v\c\().4s, v\c\().4s, v22.4s
	fadd v\d\().4s, v\d\().4s, v23.4s
	stp q\a, q\b, [x0]
	stp q\c, q\d, [x0, #32]
	add x0, x0, x1
.endm

.macro columns
	ldp q16, q17, [x5]
	ldp q18, q19, [x5, #32]
	ldp q20, q21, [x6]
	ldp q22, q23, [x6, #32]
.endm

// 4 rows x 16 columns, with the dot products of ARMv8.2.
//go linearSDOT(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias, rowScale *float32)
linearSDOT:
	lsl x1, x1, #2
	add x8, x2, x3
	add x9, x8, x3
	add x10, x9, x3
	.irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
	movi v\r\().4s, #0
	.endr
1:
	ldr q20, [x2], #16
	ldr q21, [x8], #16
	ldr q22, [x9], #16
	ldr q23, [x10], #16
	.irp i, 0,1,2,3
	ldp q16, q17, [x4]
	ldp q18, q19, [x4, #32]
	add x4, x4, #128
	sdot v0.4s, v16.16b, v20.4b[\i]
	sdot v1.4s, v17.16b, v20.4b[\i]
	sdot v2.4s, v18.16b, v20.4b[\i]
	sdot v3.4s, v19.16b, v20.4b[\i]
	sdot v4.4s, v16.16b, v21.4b[\i]
	sdot v5.4s, v17.16b, v21.4b[\i]
	sdot v6.4s, v18.16b, v21.4b[\i]
	sdot v7.4s, v19.16b, v21.4b[\i]
	sdot v8.4s, v16.16b, v22.4b[\i]
	sdot v9.4s, v17.16b, v22.4b[\i]
	sdot v10.4s, v18.16b, v22.4b[\i]
	sdot v11.4s, v19.16b, v22.4b[\i]
	sdot v12.4s, v16.16b, v23.4b[\i]
	sdot v13.4s, v17.16b, v23.4b[\i]
	sdot v14.4s, v18.16b, v23.4b[\i]
	sdot v15.4s, v19.16b, v23.4b[\i]
	.endr
	subs x3, x3, #16
	b.ne 1b
	columns
	ldr q24, [x7]
	scale 0, 0, 1, 2, 3
	scale 1, 4, 5, 6, 7
	scale 2, 8, 9, 10, 11
	scale 3, 12, 13, 14, 15

// Adds products of 8 inputs with two columns of \weights, which are the columns'
// first 4 inputs, and of \weights2, their next 4: two products fit in 16 bits,
// as 2 * 127 * 128 does.
.macro pairs acc, acc2, weights, weights2, a, a2
	smull v28.8h, v\weights\().8b, v\a\().8b
	smull2 v29.8h, v\weights\().16b, v\a\().16b
	smlal v28.8h, v\weights2\().8b, v\a2\().8b
	smlal2 v29.8h, v\weights2\().16b, v\a2\().16b
	sadalp v\acc\().4s, v28.8h
	sadalp v\acc2\().4s, v29.8h
.endm

// 2 rows x 16 columns, on any arm64. A register of sums holds two columns, each in two parts.
//go linearNEON(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias, rowScale *float32)
linearNEON:
	lsl x1, x1, #2
	add x8, x2, x3
	.irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
	movi v\r\().4s, #0
	.endr
1:
	ldp q16, q17, [x4]
	ldp q18, q19, [x4, #32]
	add x4, x4, #128
	ldp q20, q21, [x4]
	ldp q22, q23, [x4, #32]
	add x4, x4, #128
	ld1r {v24.4s}, [x2]
	add x2, x2, #4
	ld1r {v25.4s}, [x2]
	add x2, x2, #4
	ld1r {v26.4s}, [x8]
	add x8, x8, #4
	ld1r {v27.4s}, [x8]
	add x8, x8, #4
	pairs 0, 1, 16, 20, 24, 25
	pairs 2, 3, 17, 21, 24, 25
	pairs 4, 5, 18, 22, 24, 25
	pairs 6, 7, 19, 23, 24, 25
	pairs 8, 9, 16, 20, 26, 27
	pairs 10, 11, 17, 21, 26, 27
	pairs 12, 13, 18, 22, 26, 27
	pairs 14, 15, 19, 23, 26, 27
	subs x3, x3, #8
	b.ne 1b
	addp v0.4s, v0.4s, v1.4s
	addp v1.4s, v2.4s, v3.4s
	addp v2.4s, v4.4s, v5.4s
	addp v3.4s, v6.4s, v7.4s
	addp v4.4s, v8.4s, v9.4s
	addp v5.4s, v10.4s, v11.4s
	addp v6.4s, v12.4s, v13.4s
	addp v7.4s, v14.4s, v15.4s
	columns
	ldr d24, [x7]
	scale 0, 0, 1, 2, 3
	scale 1, 4, 5, 6, 7

.macro muladd a, r0, r1, r2, r3
	fmul v24.4s, v16.4s, v\a\().s[0]
	fmul v25.4s, v17.4s, v\a\().s[0]
	fmul v26.4s, v18.4s, v\a\().s[0]
	fmul v27.4s, v19.4s, v\a\().s[0]
	fadd v\r0\().4s, v\r0\().4s, v24.4s
	fadd v\r1\().4s, v\r1\().4s, v25.4s
	fadd v\r2\().4s, v\r2\().4s, v26.4s
	fadd v\r3\().4s, v\r3\().4s, v27.4s
.endm

.macro store row, r0, r1, r2, r3
	fmul v\r0\().4s, v\r0\().4s, v16.s[\row]
	fmul v\r1\().4s, v\r1\().4s, v16.s[\row]
	fmul v\r2\().4s, v\r2\().4s, v16.s[\row]
	fmul v\r3\().4s, v\r3\().4s, v16.s[\row]
	stp q\r0, q\r1, [x0]
	stp q\r2, q\r3, [x0, #32]
	add x0, x0, x1
.endm

// 4 rows x 16 columns.
//go productNEON(y *float32, ldy int, a *float32, lda int, b *float32, ldb, k int, scale *float32)
productNEON:
	lsl x1, x1, #2
	lsl x3, x3, #2
	lsl x5, x5, #2
	add x8, x2, x3
	add x9, x8, x3
	add x10, x9, x3
	.irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
	movi v\r\().4s, #0
	.endr
1:
	ldp q16, q17, [x4]
	ldp q18, q19, [x4, #32]
	add x4, x4, x5
	ldr s20, [x2], #4
	ldr s21, [x8], #4
	ldr s22, [x9], #4
	ldr s23, [x10], #4
	muladd 20, 0, 1, 2, 3
	muladd 21, 4, 5, 6, 7
	muladd 22, 8, 9, 10, 11
	muladd 23, 12, 13, 14, 15
	subs x6, x6, #1
	b.ne 1b
	ldr q16, [x7]
	store 0, 0, 1, 2, 3
	store 1, 4, 5, 6, 7
	store 2, 8, 9, 10, 11
	store 3, 12, 13, 14, 15

// 4 x 4.
//go transposeNEON(dst *float32, ldd int, src *float32, lds int)
transposeNEON:
	lsl x1, x1, #2
	lsl x3, x3, #2
	ldr q0, [x2]
	add x2, x2, x3
	ldr q1, [x2]
	add x2, x2, x3
	ldr q2, [x2]
	add x2, x2, x3
	ldr q3, [x2]
	trn1 v4.4s, v0.4s, v1.4s
	trn2 v5.4s, v0.4s, v1.4s
	trn1 v6.4s, v2.4s, v3.4s
	trn2 v7.4s, v2.4s, v3.4s
	trn1 v0.2d, v4.2d, v6.2d
	trn1 v1.2d, v5.2d, v7.2d
	trn2 v2.2d, v4.2d, v6.2d
	trn2 v3.2d, v5.2d, v7.2d
	str q0, [x0]
	add x0, x0, x1
	str q1, [x0]
	add x0, x0, x1
	str q2, [x0]
	add x0, x0, x1
	str q3, [x0]

//go quantizeNEON(q *byte, x *float32, n int; quantizing) (scale float32)
quantizeNEON:
	movi v0.4s, #0
	movi v1.4s, #0
	mov x4, x1
	mov x5, x2
1:
	ldp q4, q5, [x4], #32
	fabs v4.4s, v4.4s
	fabs v5.4s, v5.4s
	fmax v0.4s, v0.4s, v4.4s
	fmax v1.4s, v1.4s, v5.4s
	subs x5, x5, #8
	b.ne 1b
	fmax v0.4s, v0.4s, v1.4s
	fmaxv s0, v0.4s
	ldp s1, s2, [x3]
	fmax s0, s0, s1
	fdiv s3, s2, s0
	fdiv s0, s0, s2
2:
	ldp q4, q5, [x1], #32
	ldp q6, q7, [x1], #32
	.irp r, 4,5,6,7
	fmul v\r\().4s, v\r\().4s, v3.s[0]
	fcvtns v\r\().4s, v\r\().4s
	.endr
	sqxtn v4.4h, v4.4s
	sqxtn2 v4.8h, v5.4s
	sqxtn v6.4h, v6.4s
	sqxtn2 v6.8h, v7.4s
	sqxtn v4.8b, v4.8h
	sqxtn2 v4.16b, v6.8h
	str q4, [x0], #16
	subs x2, x2, #16
	b.ne 2b

// Leaves the sum of the 16 lanes in s0.
.macro lanesum
	fadd v0.4s, v0.4s, v2.4s
	fadd v1.4s, v1.4s, v3.4s
	fadd v0.4s, v0.4s, v1.4s
	ext v1.16b, v0.16b, v0.16b, #8
	fadd v0.4s, v0.4s, v1.4s
	faddp s0, v0.2s
.endm

.macro power c, p, x
	fadd v\p\().4s, v\p\().4s, v\c\().4s
	fmul v\p\().4s, v\p\().4s, v\x\().4s
.endm

// Sets \x to exp(\x - v31), with \n, \t and \p to work in, and adds it to \sum.
.macro exponential x, n, t, p, sum
	fsub v\x\().4s, v\x\().4s, v31.4s
	fmax v\x\().4s, v\x\().4s, v30.4s
	fmul v\n\().4s, v\x\().4s, v29.4s
	fcvtns v\n\().4s, v\n\().4s
	scvtf v\t\().4s, v\n\().4s
	fmul v\p\().4s, v\t\().4s, v28.4s
	fsub v\x\().4s, v\x\().4s, v\p\().4s
	fmul v\p\().4s, v\t\().4s, v27.4s
	fsub v\x\().4s, v\x\().4s, v\p\().4s
	fmul v\p\().4s, v\x\().4s, v26.4s
	power 25, \p, \x
	power 24, \p, \x
	power 23, \p, \x
	power 22, \p, \x
	fadd v\p\().4s, v\p\().4s, v21.4s
	fmul v\t\().4s, v\x\().4s, v\x\().4s
	fmul v\p\().4s, v\p\().4s, v\t\().4s
	fadd v\p\().4s, v\p\().4s, v\x\().4s
	fadd v\p\().4s, v\p\().4s, v20.4s
	add v\n\().4s, v\n\().4s, v19.4s
	shl v\n\().4s, v\n\().4s, #23
	fmul v\x\().4s, v\p\().4s, v\n\().4s
	fadd v\sum\().4s, v\sum\().4s, v\x\().4s
.endm

//go softmaxNEON(x *float32, n int; exponential) (sum float32)
softmaxNEON:
	ldp q0, q1, [x0]
	mov x4, x0
	mov x5, x1
1:
	ldp q4, q5, [x4], #32
	fmax v0.4s, v0.4s, v4.4s
	fmax v1.4s, v1.4s, v5.4s
	subs x5, x5, #8
	b.ne 1b
	fmax v0.4s, v0.4s, v1.4s
	fmaxv s0, v0.4s
	dup v31.4s, v0.s[0]
	.irp r, 30,29,28,27,26,25,24,23,22,21,20 // from the lowest exponent to 1
	ld1r {v\r\().4s}, [x2]
	add x2, x2, #4
	.endr
	movi v19.4s, #127
	.irp r, 0,1,2,3
	movi v\r\().4s, #0
	.endr
2:
	ldp q4, q5, [x0]
	ldp q6, q7, [x0, #32]
	exponential 4, 8, 9, 10, 0
	exponential 5, 11, 12, 13, 1
	exponential 6, 8, 9, 10, 2
	exponential 7, 11, 12, 13, 3
	stp q4, q5, [x0], #32
	stp q6, q7, [x0], #32
	subs x1, x1, #16
	b.ne 2b
	lanesum

// One step of a polynomial for two registers: \p = \p*t + \c.
.macro step p, p2, c
	fmul v\p\().4s, v\p\().4s, v4.4s
	fmul v\p2\().4s, v\p2\().4s, v5.4s
	fadd v\p\().4s, v\p\().4s, v\c\().4s
	fadd v\p2\().4s, v\p2\().4s, v\c\().4s
.endm

//go geluNEON(x *float32, n int; errorFunction)
geluNEON:
	.irp r, 31,30,29,28,27,26,25,24,23,22,21,20,19,18,17,16,15 // from 1/sqrt 2 to 1/2
	ld1r {v\r\().4s}, [x2]
	add x2, x2, #4
	.endr
1:
	ldp q0, q1, [x0]
	fmul v2.4s, v0.4s, v31.4s
	fmul v3.4s, v1.4s, v31.4s
	fmin v2.4s, v2.4s, v29.4s
	fmin v3.4s, v3.4s, v29.4s
	fmax v2.4s, v2.4s, v30.4s
	fmax v3.4s, v3.4s, v30.4s
	fmul v4.4s, v2.4s, v2.4s
	fmul v5.4s, v3.4s, v3.4s
	mov v6.16b, v28.16b
	mov v7.16b, v28.16b
	.irp c, 27,26,25,24,23,22
	step 6, 7, \c
	.endr
	fmul v6.4s, v6.4s, v2.4s
	fmul v7.4s, v7.4s, v3.4s
	mov v8.16b, v21.16b
	mov v9.16b, v21.16b
	.irp c, 20,19,18,17
	step 8, 9, \c
	.endr
	fdiv v6.4s, v6.4s, v8.4s
	fdiv v7.4s, v7.4s, v9.4s
	fadd v6.4s, v6.4s, v16.4s
	fadd v7.4s, v7.4s, v16.4s
	fmul v0.4s, v0.4s, v15.4s
	fmul v1.4s, v1.4s, v15.4s
	fmul v0.4s, v0.4s, v6.4s
	fmul v1.4s, v1.4s, v7.4s
	stp q0, q1, [x0], #32
	subs x1, x1, #8
	b.ne 1b

//go addNormNEON(x, r, w, b *float32, n int; normalizing)
addNormNEON:
	scvtf s24, x4
	mov x6, x0
	mov x7, x4
	.irp r, 0,1,2,3
	movi v\r\().4s, #0
	.endr
1:
	ldp q4, q5, [x6]
	ldp q6, q7, [x6, #32]
	ldp q16, q17, [x1], #32
	ldp q18, q19, [x1], #32
	fadd v4.4s, v4.4s, v16.4s
	fadd v5.4s, v5.4s, v17.4s
	fadd v6.4s, v6.4s, v18.4s
	fadd v7.4s, v7.4s, v19.4s
	stp q4, q5, [x6], #32
	stp q6, q7, [x6], #32
	fadd v0.4s, v0.4s, v4.4s
	fadd v1.4s, v1.4s, v5.4s
	fadd v2.4s, v2.4s, v6.4s
	fadd v3.4s, v3.4s, v7.4s
	subs x7, x7, #16
	b.ne 1b
	lanesum
	fdiv s0, s0, s24
	dup v20.4s, v0.s[0] // mean
	mov x6, x0
	mov x7, x4
	.irp r, 0,1,2,3
	movi v\r\().4s, #0
	.endr
2:
	ldp q4, q5, [x6], #32
	ldp q6, q7, [x6], #32
	.irp r, 4,5,6,7
	fsub v\r\().4s, v\r\().4s, v20.4s
	fmul v\r\().4s, v\r\().4s, v\r\().4s
	.endr
	fadd v0.4s, v0.4s, v4.4s
	fadd v1.4s, v1.4s, v5.4s
	fadd v2.4s, v2.4s, v6.4s
	fadd v3.4s, v3.4s, v7.4s
	subs x7, x7, #16
	b.ne 2b
	lanesum
	fdiv s0, s0, s24
	ldp s1, s2, [x5]
	fadd s0, s0, s1
	fsqrt s0, s0
	fdiv s0, s2, s0
3:
	ldp q4, q5, [x0]
	ldp q16, q17, [x2], #32
	ldp q18, q19, [x3], #32
	fsub v4.4s, v4.4s, v20.4s
	fsub v5.4s, v5.4s, v20.4s
	fmul v4.4s, v4.4s, v0.s[0]
	fmul v5.4s, v5.4s, v0.s[0]
	fmul v4.4s, v4.4s, v16.4s
	fmul v5.4s, v5.4s, v17.4s
	fadd v4.4s, v4.4s, v18.4s
	fadd v5.4s, v5.4s, v19.4s
	stp q4, q5, [x0], #32
	subs x4, x4, #8
	b.ne 3b

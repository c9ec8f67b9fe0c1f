// Nanoseconds of calls of the library and of a step of a bare loop of Math.log, as JSON; the library is argument 1.

const start = performance.now();
const X = await import(process.argv[2]);
X.NERNST(5, 140, "K+", 37);
const ready = performance.now() - start;

const ROWS = 100000;
const CALLS = 20000;
const numbers = Float64Array.from({ length: ROWS }, (_, i) => 1 + i / 500.1);
const column = Array.from(numbers, (x) => [x]);
const solutions = Array.from(numbers, (x) => [x, 145, 2]);
let kept; // so that nothing is left out as unused

const work = {
  "bare loop": [ROWS, () => { let sum = 0; for (let i = 0; i < ROWS; i++) sum += Math.log(numbers[i]); kept = sum; }],
  "NERNST, a call": [CALLS, () => { for (let i = 0; i < CALLS; i++) kept = X.NERNST(5 + (i % 7), 140, 1, 37); }],
  'NERNST of "K+", a call': [CALLS, () => { for (let i = 0; i < CALLS; i++) kept = X.NERNST(5, 140, "K+", 37); }],
  "NERNST, a row of 1e5": [ROWS, () => { kept = X.NERNST(column, 140, 1, 37); }],
  "GHK of K+, Na+, Ca2+, a row of 1e5": [
    ROWS, () => { kept = X.GHK([1, 0.05, 0.01], solutions, [140, 10, 1e-4], [1, 1, 2], 37); },
  ],
  "GHK with a trivalent ion, a row of 1e5": [
    ROWS, () => { kept = X.GHK([1, 0.05, 0.01], solutions, [140, 10, 1e-4], [1, 1, 3], 37); },
  ],
};

const best = {};
for (let turn = 0; turn < 9; turn++) {
  for (const [what, [count, run]] of Object.entries(work)) {
    const before = performance.now();
    run();
    best[what] = Math.min(best[what] ?? Infinity, ((performance.now() - before) * 1e6) / count);
  }
}
console.log(JSON.stringify({ ready, best, kept: typeof kept }));

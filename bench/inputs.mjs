// A thousand and twenty-four different inputs, the same in every process: no library can remember its answers.
let seed = 42;
const next = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed % below;
};
const words = 'alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november'.split(' ');
const word = () => words[next(words.length)];
const sentence = (length) => Array.from({ length }, word).join(' ');
const number = () => `+1555${String(next(10_000_000)).padStart(7, '0')}`;

/** One text in eight has a character to escape. */
const spoken = (length) => sentence(length) + (next(8) === 0 ? ` & ${word()}'s "${word()}"` : ` ${next(1_000_000)}`);

const lines = Array.from({ length: 4096 }, () => spoken(9));

export const inputs = Array.from({ length: 1024 }, () => {
  const start = next(lines.length - 400);
  return {
    name: spoken(2),
    from: number(),
    lines: lines.slice(start, start + 400),
    numbers: Array.from({ length: 8 }, number),
  };
});

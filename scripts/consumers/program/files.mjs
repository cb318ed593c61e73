// The program as the consumers take it, and what it must print.
import { readFileSync } from 'node:fs';
import { fileOf } from './setup-page.mjs';

const menu = readFileSync(new URL('menu.tsx', import.meta.url), 'utf8');
const lineOf = (text) => menu.slice(0, menu.indexOf(text)).split('\n').length;
const start = 'declare const console: { log(text: string): void };\nconsole.log(report());\n';

/** The program and its start. */
export const program = {
  'src/menu.tsx': menu,
  'src/main.ts': `import { report } from './menu.js';\n${start}`,
};

/** The program in one file, which imports no other. */
export const programInOneFile = { 'src/main.tsx': `${menu}\n${start}` };

const report = (place) => {
  const document =
    '<?xml version="1.0" encoding="UTF-8"?><Response><Gather gatherUrl="/menu" maxDigits="1">' +
    '<SpeakSentence voice="julie">Hola Zoë &amp; co, <emphasis>press</emphasis> one.</SpeakSentence></Gather></Response>';
  const problem =
    '<Hangup> is not allowed inside <Gather>; allowed: SpeakSentence, PlayAudio. at Response > Gather > Hangup';
  return `${document}\n${document}\n${problem}, ${place}\ninitiate\n`;
};

/** What the program prints when it was compiled with `react-jsxdev`: problems name their line. */
export const printsInDevelopment = (name = 'menu.tsx') => report(`${name}:${lineOf('<Hangup />')}`);

/** What it prints when it was compiled with `react-jsx`, or elements are not told where they were written. */
export const printsInProduction = report('no file:no line');

/** A test of the program, for a runner that has `test` and `expect`. */
export const testFile = (head = '') => `${head}import { report } from '../src/menu';
test('the menu', () => expect(report() + '\\n').toBe(${JSON.stringify(printsInDevelopment())}));
test('a mistake', () => expect(() => expect(report()).toContain('Goodbye')).toThrow());
`;

/** A tsconfig of the page with compiler options of the consumer's own. */
export function tsconfig(compilerOptions = {}, { section = 'tsc', name = 'tsconfig.json' } = {}) {
  const page = JSON.parse(fileOf(section, name));
  return JSON.stringify({ ...page, compilerOptions: { ...page.compilerOptions, ...compilerOptions } });
}

/** The least that a program may have around it, and the strictest: declarations of packages are checked as well. */
export const STRICT = { lib: ['ES2022'], types: [], exactOptionalPropertyTypes: true, skipLibCheck: false };

/** Checks the types where the tool itself does not. */
export const checkTypes = { run: ['typescript-7/bin/tsc', '-p', '.', '--noEmit'] };

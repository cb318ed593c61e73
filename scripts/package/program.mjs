// The program of consumers/program/, what it must print, and the settings that it is compiled with.
import { filesIn, setup } from './project-files.mjs';

/** The program and its start. */
export const program = filesIn('program');

const menu = program['src/menu.tsx'];
const lineOf = (text) => menu.slice(0, menu.indexOf(text)).split('\n').length;

/** The program in one file, which imports no other. */
export const programInOneFile = {
  'src/main.tsx': `${menu}\n${program['src/main.ts'].replace(/^import .*\n/, '')}`,
};

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

/** What it prints when it was compiled with `react-jsx`, or by a compiler that does not pass on positions. */
export const printsInProduction = report('no file:no line');

/** Returns a tsconfig of docs/setup.md with further compiler options. */
export function tsconfig(compilerOptions = {}, { section = 'tsc', name = 'tsconfig.json' } = {}) {
  const shown = JSON.parse(setup.fileOf(section, name));
  return JSON.stringify({ ...shown, compilerOptions: { ...shown.compilerOptions, ...compilerOptions } });
}

/** The least that a program may have around it, and the strictest: declarations of packages are checked as well. */
export const STRICT = { lib: ['ES2022'], types: [], exactOptionalPropertyTypes: true, skipLibCheck: false };

/** Checks the types if the tool itself does not. */
export const checkTypes = { run: ['typescript-7/bin/tsc', '-p', '.', '--noEmit'] };

/** The versions of TypeScript in use. */
export const TYPESCRIPTS = ['5.9', '6', '7'];

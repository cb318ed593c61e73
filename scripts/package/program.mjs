// The program of consumers/program/, its expected output, and the settings that it is compiled with.
import { filesIn, setup } from './project-files.mjs';

/** The files of the program. */
export const program = filesIn('program');

const menu = program['src/menu.tsx'];
const lineOf = (text) => menu.slice(0, menu.indexOf(text)).split('\n').length;

/** The program in one file, without relative imports. */
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

/** Returns the output of the program compiled with `react-jsxdev`: problems have file and line. */
export const printsInDevelopment = (name = 'menu.tsx') => report(`${name}:${lineOf('<Hangup />')}`);

/** The output of the program compiled with `react-jsx`, or by a compiler that does not pass source positions. */
export const printsInProduction = report('no file:no line');

/** Returns a tsconfig of docs/setup.md with additional compiler options. */
export function tsconfig(compilerOptions = {}, { section = 'tsc', name = 'tsconfig.json' } = {}) {
  const shown = JSON.parse(setup.fileOf(section, name));
  return JSON.stringify({ ...shown, compilerOptions: { ...shown.compilerOptions, ...compilerOptions } });
}

/** Minimal and strict options: declarations of packages are checked too. */
export const STRICT = { lib: ['ES2022'], types: [], exactOptionalPropertyTypes: true, skipLibCheck: false };

/** A command that checks the types, for tools that do not. */
export const checkTypes = { run: ['typescript-7/bin/tsc', '-p', '.', '--noEmit'] };

/** The versions of TypeScript in use. */
export const TYPESCRIPTS = ['5.9', '6', '7'];

// Checks the English of comments, messages, test names and pages, as a part of `npm run lint`. It reports words that
// readers of MDN and Node's documentation do not expect, and what to write instead.
//   node scripts/prose.mjs               checks the whole repository
//   node scripts/prose.mjs src/koa docs  checks these files and folders
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { codeProse } from './prose/code-prose.mjs';
import { markdownProse } from './prose/markdown-prose.mjs';
import { countWords, findMarkers } from './prose/markers.mjs';

const CODE = /^(?:src|jsx-runtime|test|examples|scripts|bench|consumers|cli)\/.*\.[cm]?[jt]sx?$/;
const GENERATED = new Set(['src/events/validators.js']);

const paths = process.argv.slice(2);
const counts = { words: 0, markers: 0 };

for (const file of (paths.length > 0 ? paths : ['.']).flatMap(filesOf)) check(file);
const rate = ((counts.markers / Math.max(counts.words, 1)) * 1000).toFixed(2);
console.log(`prose: ${counts.markers} to fix in ${counts.words} words, ${rate} per 1,000`);
if (counts.markers > 0) process.exitCode = 1;

/** Counts the words and markers of a file, and reports each marker. */
function check(file) {
  const source = readFileSync(file, 'utf8');
  for (const { line, text } of file.endsWith('.md') ? markdownProse(source) : codeProse(file, source)) {
    const prose = withoutCode(text);
    counts.words += countWords(prose);
    for (const { index, words, instead } of findMarkers(prose)) {
      counts.markers++;
      const at = line + prose.slice(0, index).split('\n').length - 1;
      console.error(`${file}:${at}: "${words}"; write ${instead}`);
    }
  }
}

/** Returns a file itself, and the files with prose in a folder of the repository. */
function filesOf(path) {
  if (statSync(path).isFile()) return [path];
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', path];
  const listed = execFileSync('git', args, { encoding: 'utf8' }).split('\n');
  return [...new Set(listed)].filter(
    (file) => (file.endsWith('.md') || CODE.test(file)) && !GENERATED.has(file) && existsSync(file),
  );
}

/** Replaces code, links of docstrings and URLs by a word, so that a marker before them is found. */
function withoutCode(text) {
  return text.replace(/``[^`]+``|`[^`]*`|\{@\w+[^}]*\}|https?:\/\/\S+/g, (code) => `code${code.replace(/[^\n]/g, '')}`);
}

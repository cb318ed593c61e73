// The settings and commands that docs/setup.md shows: what the consumers are made with is what readers copy.
import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../../docs/setup.md', import.meta.url), 'utf8');
const FILE = /^`([\w.-]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm;
const COMMANDS = /^```sh\n([\s\S]*?)^```$/gm;

const shown = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [
      section.slice(0, section.indexOf('\n')),
      {
        files: new Map([...section.matchAll(FILE)].map(([, name, code]) => [name, code])),
        commands: [...section.matchAll(COMMANDS)].flatMap(([, lines]) => lines.trimEnd().split('\n')),
      },
    ]),
);
const untaken = new Set(
  [...shown].flatMap(([title, { files, commands }]) => [
    ...[...files.keys()].map((name) => `${title}: ${name}`),
    ...(commands.length > 0 ? [`${title}: commands`] : []),
  ]),
);

/** A file of settings as a section of the page shows it. */
export function fileOf(section, name) {
  const code = shown.get(section)?.files.get(name);
  if (code === undefined) throw new Error(`docs/setup.md does not show ${name} under ${section}`);
  untaken.delete(`${section}: ${name}`);
  return code;
}

/** The commands that a section shows, in its order. */
export function commandsOf(section) {
  untaken.delete(`${section}: commands`);
  return shown.get(section).commands.map((line) => {
    const words = line.split(' ');
    const variables = words.filter((word) => /^[A-Z_]+=/.test(word));
    const run = words.slice(variables.length);
    return {
      run: run[0] === 'npx' ? run.slice(1) : run,
      env: Object.fromEntries(variables.map((variable) => variable.split('='))),
    };
  });
}

/** What the page shows and no consumer has taken, so that nobody has tried it. */
export const untested = () => [...untaken];

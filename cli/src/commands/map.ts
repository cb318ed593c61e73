import { InvalidArgumentError, Option } from 'commander';
import { guarded } from '../load/guarded-process.js';
import type { MapOptions } from '../map/map-command.js';
import { addLoadOptions } from './load-options.js';
import type { Register } from './work.js';

const EXAMPLES = `
Examples:
  bxml map src/app.tsx                          # the states and choices as text
  bxml map src/app.tsx -o map.svg -o map.png    # pictures
  bxml map http://localhost:3000/initiate --format mermaid
  bxml map src/app.tsx --check --write-tests check.test.ts
  bxml map src/app.tsx --random 500 --seed 7
  bxml map src/app.tsx --diff old.json -o changes.svg -o changes.md
  bxml map src/app.tsx --coverage -o coverage.svg -- npm test

Each branch is a call of its own from the start. A module that exports an application remembers its earlier calls.

Exit status: 0 no findings; 1 --check, --random or --threshold found something; 2 the command could not do its work.`;

/** `bxml map`: draws and checks the map of a call flow. */
export const registerMap: Register = (program, start) => {
  const command = program
    .command('map')
    .description('Walk every branch of a call flow: its map as a picture or text, its faults, its tests.')
    .argument('<target>', 'a module such as src/app.tsx, or the URL where calls start')
    .argument('[tests...]', 'after --, the command of the tests for --coverage')
    .option('-o, --output <file>', 'write a .svg, .png, .mmd, .dot, .json, .md or .txt file; may be repeated', collect)
    .addOption(
      new Option('--format <format>', 'the format on standard output (default: text)').choices([
        'text',
        'svg',
        'png',
        'mermaid',
        'dot',
        'json',
        'markdown',
      ]),
    )
    .option('--json', 'the same as --format json')
    .addOption(
      new Option('--theme <theme>', 'the colors of pictures (default: auto for SVG)').choices([
        'auto',
        'light',
        'dark',
      ]),
    )
    .option(
      '--check',
      'report dead URLs, loops, silence, errors, invalid documents, dead verbs, unhandled keys, unreached handlers',
    )
    .option('--silence <seconds>', 'for --check: how long a caller may hear nothing (default: 10)', positive)
    .option('--write-tests <file>', 'for --check and --random: write a failing call test for each finding')
    .option('--random <calls>', 'hold this many calls at random, or until one fails', some)
    .option('--seed <number>', 'the seed of random calls (default: 1)', count)
    .option('--diff <file>', 'compare with a map of another version, as JSON')
    .option('--coverage', 'run the tests after --, and paint the branches that they walk')
    .option('--visits <folder>', 'for --coverage: keep the visits of tests here; without tests, read them')
    .option('--threshold <percent>', 'for --coverage: exit with 1 if fewer branches are tested', percent)
    .option('--from <number>', 'the number of the caller')
    .option('--to <number>', 'the number that is called')
    .option('--field <name=value>', 'set a field of the initiate event; may be repeated', collect)
    .option('-u, --user <name:password>', 'the credentials of the application; or BXML_USER and BXML_PASSWORD')
    .option('--outbound <json>', 'the request of createCall that places the call, instead of a caller')
    .option('--starts-at <time>', 'the time of the calls, such as 2026-01-05T15:00:00Z', moment)
    .option('--every-key', 'try all twelve keys at each input')
    .option('--keys <keys>', 'keys to try at inputs of several keys, such as 4711#; may be repeated', collect)
    .option('--say <words>', 'words to try at inputs of speech; may be repeated', collect)
    .option('--max-states <number>', 'states to explore (default: 500)', some)
    .option('--max-depth <number>', 'actions in a path (default: 40)', some)
    .option('--max-calls <number>', 'calls to hold (default: 10000)', some)
    .option('--max-seconds <number>', 'real seconds (default: 300)', positive)
    .option('--max-variants <number>', 'documents of a state that differ in numbers (default: 8)', some)
    .option('--app-output', 'print what the application prints, which is printed only if the command fails otherwise')
    .option('--watch', 'walk again whenever a file of the module changes');
  addLoadOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(
      (
        target: string,
        tests: readonly string[],
        options: MapOptions & { readonly watch?: boolean; readonly appOutput?: boolean },
      ) =>
        start(
          guarded(async (io) => (await import('../map/map-command.js')).mapCommand(io, target, tests, options), {
            watch: options.watch,
            quiet: options.appOutput !== true,
          }),
        ),
    );
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function count(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}

function moment(text: string): string {
  if (!Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('Expected a time such as 2026-01-05T15:00:00Z.');
}

/** Reads a number of things of which none would do nothing. */
function some(text: string): number {
  const value = count(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('Expected 1 or more.');
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('Expected a number from 0 to 100.');
}

// `bxml map --check`.

import { resolve } from 'node:path';
import type { CallTest } from '../call-test/call-test.js';
import { testRunnerOf } from '../call-test/test-runner.js';
import { testedApplication } from '../call-test/tested-application.js';
import { writeCallTests } from '../call-test/write-call-tests.js';
import { pathText } from '../draw/path-text.js';
import { printable } from '../draw/picture/printable.js';
import type { CallMap, MapProblem } from '../map/call-map.js';
import { type FoundProblems, type MapContext, writeMaps } from '../map/map-command.js';
import type { Output } from '../map/map-settings.js';
import type { Walk } from '../map/walk.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { print, remark } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { writeOutput } from '../terminal/write-output.js';
import { testOfFinding } from './check-tests.js';
import { type Finding, type FindingCode, findingsOf, handlerFindings, handlerNotes } from './findings.js';

/** The default of `--silence`, in seconds. */
const SILENCE = 10;

/** The outcome of `--check`. */
export interface Checked {
  readonly status: ExitStatus;
  /** What pictures show beside the problems of states. */
  readonly found: FoundProblems;
}

/** Prints the findings of a map, one line each, and writes their tests. */
export async function check(
  context: MapContext,
  { map, unreached, simulator }: Walk,
  outputs: readonly Output[],
): Promise<Checked> {
  const { io, options, start } = context;
  const findings = [...findingsOf(map, { silence: options.silence ?? SILENCE }), ...handlerFindings(map, unreached)];
  const notes = handlerNotes(unreached);
  const found = foundProblems(findings);
  const isJson = outputs.some(({ format, file }) => format === 'json' && file === undefined);
  await writeMaps(
    io,
    map,
    outputs.filter(({ file }) => file !== undefined),
    options,
    { found },
  );
  if (isJson) print(io, jsonOf(findings, notes, map));
  else report(context, map, findings, notes);
  const shown = findings.filter(({ shows }) => shows.by !== 'nothing');
  if (options.writeTests !== undefined && shown.length > 0) {
    writeTests(
      context,
      shown.map((finding) => testOfFinding(finding, map, start, simulator)),
    );
  }
  return {
    status: findings.some(({ severity }) => severity === 'error') ? exitStatus.findings : exitStatus.ok,
    found,
  };
}

/** The findings that are problems of their states already. */
const OF_STATES: readonly FindingCode[] = ['dead-url', 'invalid-document', 'dead-verb', 'error'];

function foundProblems(findings: readonly Finding[]): FoundProblems {
  const found = new Map<string, MapProblem[]>();
  for (const { code, severity, message, state } of findings) {
    if (OF_STATES.includes(code)) continue;
    found.set(state.id, [...(found.get(state.id) ?? []), { code, severity, message }]);
  }
  return found;
}

function report({ io }: MapContext, map: CallMap, findings: readonly Finding[], notes: readonly string[]): void {
  const style = styleFor(io);
  for (const { code, severity, message, state, path, shows } of findings) {
    const [line = ''] = message.split('\n');
    print(io, `${style(severity === 'error' ? 'red' : 'yellow', code)} ${printable(line)}`);
    if (shows.by !== 'nothing' && (shows.by !== 'event' || path.length > 0))
      print(io, style('dim', `    at ${printable(`${state.id} ${state.title}`)}: ${pathText(path)}`));
  }
  for (const sentence of map.leftOut) print(io, style('yellow', `Left out: ${printable(sentence)}`));
  for (const note of notes) print(io, style('dim', `Note: ${printable(note)}`));
  const states = `${map.states.length} ${map.states.length === 1 ? 'state' : 'states'}`;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  if (findings.length === 0) print(io, style('green', `✓ ${states}, no findings`));
  else if (warnings === findings.length) print(io, style('yellow', `✓ ${count(warnings, 'warning')} in ${states}`));
  else print(io, style('red', `✗ ${count(findings.length, 'finding')} in ${states}`));
}

const jsonOf = (
  findings: readonly Finding[],
  notes: readonly string[],
  { application, states, leftOut }: CallMap,
): string =>
  JSON.stringify(
    {
      version: 1,
      application,
      findings: findings.map(({ code, severity, message, state, path }) => ({
        code,
        severity,
        message,
        state: state.id,
        title: state.title,
        path,
        way: pathText(path),
      })),
      states: states.length,
      leftOut,
      notes,
    },
    undefined,
    2,
  );

/** Writes call tests to the file of `--write-tests`. */
export function writeTests({ io, options, loaded }: MapContext, tests: readonly CallTest[]): void {
  const { writeTests: name = '' } = options;
  const file = resolve(io.cwd, name);
  const application = testedApplication(loaded);
  writeOutput(io, writeCallTests({ file, runner: testRunnerOf(io.cwd), application, tests }), name);
  remark(io, `${name}: ${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`);
}

import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type BxmlElement, BxmlError, type Problem, renderAsync } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import type { Finding } from '../lint/finding.js';
import { reportForPeople } from '../lint/report-human.js';
import { importModule } from '../load/import-module.js';
import { moduleFile } from '../load/load-application.js';
import { moduleError } from '../load/module-error.js';
import { kindOf } from '../load/recognize.js';
import { whileLoading } from '../load/while-loading.js';
import { closestMatch } from '../terminal/closest-match.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';
import { writeOutput } from '../terminal/write-output.js';

/** What of `ConvertOptions` a module needs. */
interface XmlSettings {
  readonly export?: string | undefined;
  readonly props?: string | undefined;
  readonly exact?: boolean | undefined;
  readonly output?: string | undefined;
  readonly tsconfig?: string | undefined;
  readonly loadTimeout?: number | undefined;
}

/** Writes the document that a component of a module renders. Prints its problems with the lines of the sources. */
export async function moduleToXml(io: Io, source: string, settings: XmlSettings): Promise<ExitStatus> {
  const file = moduleFile(io, source);
  const name = relative(io.cwd, file);
  const timeout = settings.loadTimeout ?? 15;
  const { exports } = await importModule(io, file, { tsconfig: settings.tsconfig, timeout });
  const { value, name: chosen } = chooseExport(exports, name, settings.export);
  io.parent?.doing(`rendering ${chosen} of ${name}`);
  const element = await elementOf(io, value, { name, chosen, props: propsOf(settings.props) });
  const warnings: Problem[] = [];
  try {
    const render = () =>
      renderAsync(element, { pretty: settings.exact !== true, onWarning: (problem) => warnings.push(problem) });
    const late = () => notRendered(chosen, name, timeout);
    const xml = await whileLoading({ name, timeout, signal: io.signal, late }, render);
    writeOutput(io, settings.exact === true ? xml : `${xml.trimEnd()}\n`, settings.output);
    if (warnings.length > 0) report(io, warnings, name);
    return exitStatus.ok;
  } catch (error) {
    if (error instanceof CommandError || io.signal.aborted) throw error;
    if (!(error instanceof BxmlError)) throw moduleError(error, { name, cwd: io.cwd });
    report(io, error.problems, name);
    return exitStatus.findings;
  }
}

const notRendered = (component: string, name: string, timeout: number): CommandError =>
  new CommandError(`${component} of ${name} did not render within ${timeout} s: it awaits what does not settle.`, {
    hint: 'Does it request something that does not answer here? --load-timeout 60 waits for 60 seconds.',
  });

interface Chosen {
  readonly name: string;
  readonly value: unknown;
}

const isElement = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Symbol.for('bxml-jsx.element') in value;

/** True for exports that may be components: functions with a capital letter or as the default export, and elements. */
const isComponent = (name: string, value: unknown): boolean =>
  isElement(value) || (typeof value === 'function' && /^(?:\p{Lu}|default$)/u.test(name));

/** Returns the exports of a module. Those of CommonJS may be properties of the default export. */
function exportsOf(module: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { default: main, 'module.exports': _, ...named } = module;
  const isObject = typeof main === 'object' && main !== null && !isElement(main) && !Array.isArray(main);
  return isObject ? { ...main, ...named } : main === undefined ? named : { default: main, ...named };
}

function chooseExport(module: Readonly<Record<string, unknown>>, file: string, given: string | undefined): Chosen {
  const exports = exportsOf(module);
  const names = Object.keys(exports);
  const list =
    names.length === 0
      ? 'It exports nothing.'
      : `It exports ${names.map((name) => `${name} (${kindOf(exports[name])})`).join(', ')}.`;
  if (given !== undefined) {
    if (Object.hasOwn(exports, given)) return { name: given, value: exports[given] };
    const meant = closestMatch(given, names);
    throw new CommandError(
      `${file} does not export ${given}. ${list}`,
      meant === undefined ? {} : { hint: `Did you mean ${meant}?` },
    );
  }
  const components = names.filter((name) => isComponent(name, exports[name]));
  const chosen = components.includes('default') ? 'default' : components[0];
  if (chosen === undefined)
    throw new CommandError(`${file} exports no component. ${list}`, {
      hint: 'Export a function that returns an element, with a capital letter: export const Menu = () => <Response>…</Response>.',
    });
  if (chosen !== 'default' && components.length > 1) {
    throw new CommandError(`${file} exports several components: ${components.join(', ')}.`, {
      hint: `Choose one: --export ${chosen}`,
    });
  }
  return { name: chosen, value: exports[chosen] };
}

async function elementOf(
  io: Io,
  value: unknown,
  {
    name,
    chosen,
    props,
  }: { readonly name: string; readonly chosen: string; readonly props: Readonly<Record<string, unknown>> },
): Promise<BxmlElement> {
  // The casts: the renderer checks elements and components.
  if (isElement(value)) return value as BxmlElement;
  if (typeof value !== 'function') {
    throw new CommandError(`${chosen} of ${name} is ${kindOf(value)}, not a component.`, {
      hint: 'Export a function that returns an element, or an element.',
    });
  }
  try {
    return jsx(value as never, props);
  } catch (error) {
    throw moduleError(error, { name, cwd: io.cwd });
  }
}

function propsOf(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  let props: unknown;
  try {
    props = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`--props is not JSON: ${(error as Error).message}.`, {
      hint: `Write --props '{"name":"Ada"}'.`,
    });
  }
  if (typeof props === 'object' && props !== null && !Array.isArray(props)) return { ...props };
  throw new CommandError(`--props is ${kindOf(props)}; expected an object.`, {
    hint: `Write --props '{"name":"Ada"}'.`,
  });
}

function report(io: Io, problems: readonly Problem[], name: string): void {
  const findings = problems.map(({ source, path, hint, ...problem }): Finding => {
    const file = source?.file ?? name;
    return {
      ...problem,
      file,
      path: undefined,
      line: source?.line,
      column: source?.column,
      hint,
      elements: path,
      sourceLine: source === undefined ? '' : lineOf(resolve(io.cwd, file), source.line),
    };
  });
  reportForPeople({ ...io, stdout: io.stderr }, { findings, documents: 1, skipped: 0, maxWarnings: undefined });
}

/** Returns a line of a source file; empty if it cannot be read. */
function lineOf(path: string, line: number): string {
  try {
    return readFileSync(path, 'utf8').split(/\r\n|[\n\r]/)[line - 1] ?? '';
  } catch {
    return '';
  }
}

import { basename, dirname, extname, relative, sep } from 'node:path';
import { CALLER, type CallTest, type CallTestStep, type TestedApi, type TestedApplication } from './call-test.js';
import { commentSource, stringSource, valueSource } from './source-text.js';
import { runnerSource, type TestRunner } from './test-runner.js';

/** A file of call tests. */
export interface CallTestFile {
  /** The absolute path of the file, which imports of the application are relative to. It is not written. */
  readonly file: string;
  readonly runner: TestRunner;
  readonly application: TestedApplication;
  readonly tests: readonly CallTest[];
  /** A comment at the top of the file. */
  readonly comment?: string;
}

/**
 * Returns the source of a file of call tests: TypeScript without types, so that it is JavaScript (an ECMAScript module) too.
 * The tests use `simulate` of `bxml-jsx/testing`.
 *
 * @throws TypeError if an option cannot be written, such as a function, or a step names a party that no earlier step has
 * @example
 * writeCallTests({
 *   file: '/app/src/menu.test.ts',
 *   runner: testRunnerOf('/app/src'),
 *   application: { kind: 'module', file: '/app/src/app.tsx', exportName: 'app' },
 *   tests: [
 *     {
 *       name: 'sales is busy',
 *       start: { kind: 'inbound', call: { url: '/call' } },
 *       steps: [
 *         { kind: 'hears', words: 'For sales, press one.' },
 *         { kind: 'press', keys: '1' },
 *         { kind: 'transferredTo', to: '+15551230077', behavior: { busy: true } },
 *         { kind: 'ends', cause: 'hangup' },
 *       ],
 *     },
 *   ],
 * });
 */
export function writeCallTests({ file, runner, application, tests, comment }: CallTestFile): string {
  const { head, foot } = runnerSource[runner];
  const { imports, expression, inner } = applicationSource(application, file, tests);
  const top = comment === undefined ? [] : [commentSource(comment, '')];
  const assertions = tests.some(({ steps }) => steps.some(hasAssertion)) ? [ASSERT] : [];
  const lines = [...top, ...assertions, "import { simulate } from 'bxml-jsx/testing';", head, ...imports];
  return `${lines.join('\n')}\n\n${tests.map((test) => testSource(test, expression, inner)).join('\n')}${foot}`;
}

/** Assertions that every test runner reports. */
const ASSERT = "import assert from 'node:assert/strict';";

/** True if a step asserts what the simulator returns. All others fail by themselves. */
const hasAssertion = (step: CallTestStep): boolean => step.kind === 'nextChoice' && step.is !== undefined;

interface ApplicationSource {
  readonly imports: readonly string[];
  /** What `simulate` is called with. */
  readonly expression: string;
  /** What tests begin with: imports of an application that reads the environment that a test sets. */
  readonly inner: readonly string[];
}

function applicationSource(
  application: TestedApplication,
  testFile: string,
  tests: readonly CallTest[],
): ApplicationSource {
  if (application.kind === 'url') return { imports: [], expression: stringSource(application.origin), inner: [] };
  const { exportName, is } = application;
  const from = stringSource(specifierOf(application.file, testFile));
  const name = is === 'factory' ? 'createApp' : is === 'koa' ? 'middleware' : 'app';
  const isLate = tests.some(({ api }) => api !== undefined);
  const imports = isLate ? [] : [`import ${bindingOf(exportName, name)} from ${from};`];
  const property = IDENTIFIER.test(exportName) ? exportName : stringSource(exportName);
  const inner = isLate
    ? [`const { ${exportName === name ? name : `${property}: ${name}`} } = await import(${from});`]
    : [];
  switch (is) {
    case 'factory':
      return { imports, expression: `await ${name}()`, inner };
    case 'koa':
      return { imports: ["import Koa from 'koa';", ...imports], expression: `new Koa().use(${name})`, inner };
    default:
      return { imports, expression: name, inner };
  }
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function bindingOf(exportName: string, name: string): string {
  if (exportName === 'default') return name;
  if (exportName === name) return `{ ${name} }`;
  return `{ ${IDENTIFIER.test(exportName) ? exportName : stringSource(exportName)} as ${name} }`;
}

/** The extensions of what the compiler writes, which imports name. */
const OUTPUT: Readonly<Record<string, string>> = {
  '.ts': '.js',
  '.tsx': '.js',
  '.jsx': '.js',
  '.mts': '.mjs',
  '.cts': '.cjs',
};

/** Returns the specifier that imports a module from a file: relative, with the extension of the compiled module. */
function specifierOf(module: string, from: string): string {
  const extension = extname(module);
  const folder = relative(dirname(from), dirname(module)).split(sep).join('/');
  const prefix = folder === '' ? './' : folder.startsWith('..') ? `${folder}/` : `./${folder}/`;
  // A JavaScript file with JSX has no compiled module beside it: tools resolve its own name.
  const written = extension === '.jsx' ? '.jsx' : (OUTPUT[extension] ?? extension);
  return `${prefix}${basename(module, extension)}${written}`;
}

/** The indentation of a step. */
const INDENT = '  ';

function testSource(
  { name, comment, options, api, start, steps }: CallTest,
  application: string,
  inner: readonly string[],
): string {
  const lines = comment === undefined ? [] : [commentSource(comment, '')];
  lines.push(`test(${stringSource(name)}, async () => {`);
  if (api !== undefined) lines.push(...apiEnvironment(api, inner.length > 0));
  lines.push(...inner.map((line) => INDENT + line));
  const given =
    options === undefined || Object.keys(options).length === 0 ? '' : `, ${valueSource(options, INDENT, 40)}`;
  lines.push(`${INDENT}const platform = simulate(${application}${given});`);
  if (api !== undefined) {
    const credentials = `credentials: { username: ${stringSource(api.username)}, password }`;
    lines.push(`${INDENT}const api = await platform.serveApi({ port: ${api.port}, ${credentials} });`);
  }
  const needsCall = steps.length > 0 ? 'const call = ' : '';
  lines.push(`${INDENT}${needsCall}await platform.${startSource(start)};`);
  const parties = new Parties(steps);
  for (const step of steps) lines.push(...stepLines(step, parties));
  if (!lastsToTheEnd(steps)) lines.push(`${INDENT}await platform.settles();`);
  if (api !== undefined) lines.push(`${INDENT}await api.close();`);
  lines.push('});', '');
  return lines.join('\n');
}

/** Returns the lines that set the environment of an application, which has to be imported after them. */
function apiEnvironment({ port, username, accountId, applicationId }: TestedApi, isModule: boolean): string[] {
  const password = `${INDENT}const password = process.env.BXML_API_PASSWORD ?? 'secret';`;
  if (!isModule) return [password];
  const variables = {
    BXML_API_URL: `http://127.0.0.1:${port}`,
    BXML_API_USER: username,
    BXML_API_ACCOUNT_ID: accountId,
    BXML_API_APPLICATION_ID: applicationId,
  };
  const values = valueSource(variables, INDENT, 40);
  return [
    password,
    `${INDENT}// The application reads where the REST API is when it is imported.`,
    `${INDENT}Object.assign(process.env, { BXML_API_PASSWORD: password }, ${values});`,
  ];
}

/** True if the last step waits for the end of the call. */
function lastsToTheEnd(steps: readonly CallTestStep[]): boolean {
  const last = steps.at(-1);
  if (steps.some(({ kind }) => kind === 'begins')) return false;
  if (last?.kind === 'together') return last.steps.some((each) => lastsToTheEnd([each]));
  const isEnd = last?.kind === 'ends' || last?.kind === 'hangUp' || last?.kind === 'neverHears';
  return isEnd && (last.party ?? CALLER) === CALLER;
}

function startSource(start: CallTest['start']): string {
  if (start.kind === 'inbound') return `call(${argumentsSource([start.call])})`;
  const { request, callee } = start;
  return `createCall(${argumentsSource(callee === undefined ? [request] : [request, callee])})`;
}

/** Returns arguments as source. An empty object at the end is left out. */
function argumentsSource(values: readonly unknown[]): string {
  const last = values.at(-1);
  const isEmpty =
    typeof last === 'object' && last !== null && !(last instanceof RegExp) && Object.keys(last).length === 0;
  return (isEmpty ? values.slice(0, -1) : values).map((value) => valueSource(value, INDENT, 40)).join(', ');
}

function stepLines(step: CallTestStep, parties: Parties): string[] {
  const comment = step.comment === undefined ? [] : [commentSource(step.comment, INDENT)];
  if (step.kind !== 'together') {
    const source = stepSource(step, parties);
    const name = parties.declare(step);
    if (step.kind === 'nextChoice' && step.leaves === true)
      return [...comment, `${INDENT}if ((await ${source}).kind !== 'over') await call.hangUp();`];
    if (step.kind === 'nextChoice' && step.is !== undefined)
      return [...comment, `${INDENT}assert.equal((await ${source}).kind, ${stringSource(step.is)});`];
    return [...comment, `${INDENT}${name === undefined ? '' : `const ${name} = `}await ${source};`];
  }
  if (step.steps.length === 0) return comment;
  const sources = step.steps.map((each) => `${INDENT}${INDENT}${stepSource(each, parties)},`);
  const names = step.steps.map((each) => parties.declare(each));
  while (names.length > 0 && names.at(-1) === undefined) names.pop();
  const target = names.length === 0 ? '' : `const [${names.map((name) => name ?? '').join(', ')}] = `;
  return [...comment, `${INDENT}${target}await Promise.all([`, ...sources, `${INDENT}]);`];
}

function stepSource(step: CallTestStep, parties: Parties): string {
  const call = (receiver: string, ...values: unknown[]): string =>
    `${receiver}.${step.kind}(${argumentsSource(values)})`;
  switch (step.kind) {
    case 'hears':
    case 'hearsNext':
    case 'beginsToHear':
    case 'neverHears':
      return call(parties.nameOf(step.party), step.words);
    case 'press':
      return call(parties.nameOf(step.party), step.keys, nowOption(step.now));
    case 'says':
      return call(parties.nameOf(step.party), step.words, nowOption(step.now));
    case 'speaksFor':
      return call(parties.nameOf(step.party), step.seconds, nowOption(step.now));
    case 'waits':
      return call(parties.nameOf(step.party), step.seconds);
    case 'hangUp':
      return call(parties.nameOf(step.party));
    case 'ends':
      return call(parties.nameOf(step.party), ...(step.cause === undefined ? [] : [step.cause]));
    case 'transferredTo':
    case 'forwardedTo':
      return call(parties.nameOf(step.of), step.to, step.behavior ?? {});
    case 'rings':
      return `platform.phone(${stringSource(step.to)}).rings()`;
    case 'answers':
      return call(parties.nameOf(step.party), step.options);
    case 'isBusy':
    case 'rejects':
      return call(parties.nameOf(step.party));
    case 'referredTo':
      return call(parties.nameOf(step.of), step.to, step.outcome ?? {});
    case 'begins':
      return `platform.${startSource(step.start)}`;
    case 'nextChoice':
      return call('call', step.within === undefined ? {} : { within: step.within });
    case 'receives':
      return call('call', step.eventType, step.fields ?? {});
    case 'together':
      return `Promise.all([${step.steps.map((each) => stepSource(each, parties)).join(', ')}])`;
  }
}

const nowOption = (now: boolean | undefined): object => (now === true ? { now } : {});

/** The variables of the parties of a test. */
class Parties {
  /** The variable of each party, by its number. */
  readonly #names = new Map<string, string>([[CALLER, 'call']]);
  /** The numbers that steps name. */
  readonly #needed: ReadonlySet<string>;
  #count = 0;
  #calls = 1;

  constructor(steps: readonly CallTestStep[]) {
    this.#needed = new Set(steps.flatMap(partiesOf));
  }

  /** @throws TypeError for a party that no earlier step has declared */
  nameOf(party = CALLER): string {
    const name = this.#names.get(party);
    if (name === undefined) throw new TypeError(`no earlier step of the test has the party ${party}`);
    return name;
  }

  /** Returns the variable to declare for the party that a step returns, if a step needs it. */
  declare(step: CallTestStep): string | undefined {
    if (step.kind === 'begins') {
      this.#calls++;
      const name = `call${this.#calls}`;
      this.#names.set(step.party, name);
      return this.#needed.has(step.party) ? name : undefined;
    }
    if (step.kind !== 'transferredTo' && step.kind !== 'forwardedTo' && step.kind !== 'rings') return undefined;
    const { as = step.to } = step;
    if (!this.#needed.has(as)) return undefined;
    this.#count++;
    const name = this.#count === 1 ? 'party' : `party${this.#count}`;
    this.#names.set(as, name);
    return name;
  }
}

function partiesOf(step: CallTestStep): string[] {
  if (step.kind === 'together') return step.steps.flatMap(partiesOf);
  if (step.kind === 'begins') return [];
  const party = 'of' in step ? step.of : 'party' in step ? step.party : undefined;
  return party === undefined ? [] : [party];
}

import { basename } from 'node:path';
import type { SimulatedApplication } from 'bxml-jsx/testing';
import { CommandError } from '../terminal/command-error.js';
import { kindOf, NotApplication, recognize } from './recognize.js';
import type { StartedServers } from './servers.js';

/** The exports that are tried, in this order, if none is named. */
const NAMES = [
  'default',
  'app',
  'application',
  'webhooks',
  'calls',
  'handler',
  'listener',
  'middleware',
  'router',
  'server',
  'fetch',
];

/** The names of functions that make the application. */
const FACTORIES =
  /^(?:create|make|build|get|new|start|setup|init|bootstrap|serve|run|main)(?:App|Application|Server|Webhooks|Handler|Calls|Router)?$/;

/** What {@link chooseApplication} chooses from. */
export interface Choice {
  readonly exports: Readonly<Record<string, unknown>>;
  /** The export to use. @default the first that is an application */
  readonly name: string | undefined;
  /** The module in messages. */
  readonly file: string;
  readonly folder: string;
  readonly servers: StartedServers;
}

/** The application of a module. */
export interface ChosenApplication {
  readonly application: SimulatedApplication;
  /** The export; `undefined` for a server that the module has started. */
  readonly exportName: string | undefined;
  /** Returns a new application, if the export is a function that makes one. */
  readonly create: (() => Promise<SimulatedApplication>) | undefined;
}

/** Returns an application with the export that it is, or that has made it. */
function chosen(choice: Choice, exportName: string, application: SimulatedApplication): ChosenApplication {
  const value = choice.exports[exportName];
  const isItself = application === value || Object.values(Object(application)).includes(value);
  if (typeof value !== 'function' || isItself) return { application, exportName, create: undefined };
  const create = async (): Promise<SimulatedApplication> => {
    const made = await recognize(value, { name: exportName, folder: choice.folder, mayCall: true });
    return made instanceof NotApplication ? application : made;
  };
  return { application, exportName, create };
}

/**
 * Returns the application among the exports of a module: the named one, `default`, one with a usual name, a function that
 * makes one, or the only export that clearly is one. Without any, the listener of a server that the module has started.
 *
 * @throws CommandError if there is none, with a list of what is exported
 */
export async function chooseApplication(choice: Choice): Promise<ChosenApplication> {
  const { exports, name, servers } = choice;
  if (name !== undefined) return named(choice, name);
  const usual = [...NAMES, ...Object.keys(exports).filter((each) => FACTORIES.test(each))];
  let refused: { readonly name: string; readonly found: NotApplication } | undefined;
  for (const each of usual) {
    if (!(each in exports)) continue;
    const found = await recognize(exports[each], { name: each, folder: choice.folder, mayCall: true });
    if (!(found instanceof NotApplication)) return chosen(choice, each, found);
    refused ??= { name: each, found };
  }
  const only = await onlyApplication(choice, usual);
  if (only !== undefined) return only;
  const listener = await startedListener(servers);
  if (listener !== undefined) return { application: { listener }, exportName: undefined, create: undefined };
  throw refused === undefined ? nothingExported(choice) : notUsable(choice, refused.name, refused.found);
}

async function named(choice: Choice, name: string): Promise<ChosenApplication> {
  const { exports, folder } = choice;
  if (!(name in exports)) {
    throw new CommandError(`${choice.file} does not export ${name}. ${listOf(exports)}`);
  }
  const found = await recognize(exports[name], { name, folder, mayCall: true });
  if (found instanceof NotApplication) throw notUsable(choice, name, found);
  return chosen(choice, name, found);
}

/** Returns the only export that clearly is an application, without calling any. */
async function onlyApplication(choice: Choice, tried: readonly string[]): Promise<ChosenApplication | undefined> {
  const found = new Map<string, SimulatedApplication>();
  for (const name of Object.keys(choice.exports)) {
    if (tried.includes(name)) continue;
    const result = await recognize(choice.exports[name], { name, folder: choice.folder, mayCall: false });
    if (!(result instanceof NotApplication)) found.set(name, result);
  }
  if (found.size > 1) {
    throw new CommandError(`${choice.file} exports several applications: ${[...found.keys()].join(', ')}.`, {
      hint: `Choose one: --export ${[...found.keys()][0]}`,
    });
  }
  for (const [name, application] of found) return chosen(choice, name, application);
  return undefined;
}

/** Milliseconds to wait for a server that a module starts after an await. */
const SERVER_WAIT = 1000;

async function startedListener(servers: StartedServers): Promise<ReturnType<StartedServers['listener']>> {
  const end = performance.now() + SERVER_WAIT;
  while (servers.listener() === undefined && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return servers.listener();
}

function notUsable({ file, exports }: Choice, name: string, { is, hint }: NotApplication): CommandError {
  const subject = name === 'default' ? `The default export of ${file}` : `${name} of ${file}`;
  return new CommandError(`${subject} is ${is}, not an application. ${listOf(exports)}`, { hint: hint ?? HINT });
}

function nothingExported({ file, exports }: Choice): CommandError {
  return new CommandError(`${file} exports no application. ${listOf(exports)}`, {
    hint: callHint(file, exports) ?? HINT,
  });
}

/** Returns how to call an exported function that needs arguments, which may make the application; undefined if there is none. */
function callHint(file: string, exports: Readonly<Record<string, unknown>>): string | undefined {
  const name = Object.keys(exports).find((each) => {
    const value = exports[each];
    return typeof value === 'function' && value.length > 0 && kindOf(value) === 'a function';
  });
  if (name === undefined) return undefined;
  const from = `./${basename(file).replace(/\.(?:tsx?|jsx)$/, '.js')}`;
  const binding = name === 'default' ? 'createApp' : `{ ${name} }`;
  const called = name === 'default' ? 'createApp' : name;
  return `If ${name} makes it, write a module that calls it, and name that module: import ${binding} from '${from}'; export default () => ${called}(settings);`;
}

const HINT =
  'Export the app: export default app; or name an export: --export NAME. A function that needs arguments has to be called in the module: export const app = createApp(settings).';

function listOf(exports: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(exports).filter((name) => name !== 'module.exports');
  if (names.length === 0) return 'It exports nothing.';
  return `It exports ${names.map((name) => `${name} (${kindOf(exports[name])})`).join(', ')}.`;
}

import { readFileSync } from 'node:fs';
import { dirname, extname, relative } from 'node:path';
import { BxmlError, type RenderOptions } from 'bxml-jsx';
import { type ParseOptions, parse } from 'bxml-jsx/parse';
import { moduleError } from '../load/module-error.js';
import { importFile, nearest } from '../load/project.js';
import { whileLoading } from '../load/while-loading.js';
import { closestMatch } from '../terminal/closest-match.js';
import { CommandError } from '../terminal/command-error.js';
import { inputFile } from '../terminal/input-file.js';
import type { Io } from '../terminal/io.js';
import { assertKnown, assertRules } from './rule-options.js';

/** The contents of a configuration file. */
export interface LintConfig {
  /** Severity of rules by id. */
  readonly rules?: NonNullable<RenderOptions['rules']>;
  /** Verbs created by `defineVerb` that documents may contain. Only in a module. */
  readonly verbs?: NonNullable<ParseOptions['verbs']>;
}

const FILES = ['bxml.config.mjs', 'bxml.config.json'];
const FIELDS = ['rules', 'verbs'];

/** Seconds that a configuration module may take. */
const TIMEOUT = 15;

/** Returns the path of the configuration that applies to a folder: in it, or in the nearest folder above. */
function configFile(folder: string): string | undefined {
  const found = FILES.flatMap((name) => nearest(folder, name) ?? []);
  // The nearest has the longest folder; of two in a folder, the module.
  return found.sort((a, b) => dirname(b).length - dirname(a).length)[0];
}

/** True if reading the configuration runs code. */
export const isConfigModule = (file: string): boolean => extname(file) !== '.json';

/**
 * Reads a configuration file.
 *
 * @throws CommandError if it cannot be read, or has an invalid field
 */
async function readConfig(io: Io, file: string): Promise<LintConfig> {
  const name = relative(io.cwd, file);
  inputFile(io, name);
  const { rules, verbs, ...others } = isConfigModule(file)
    ? await importConfig(io, file, name)
    : fieldsOf(parseConfig(file, name), name);
  for (const field of Object.keys(others)) {
    const meant = closestMatch(field, FIELDS);
    throw new CommandError(`${name} has an unknown field ${JSON.stringify(field)}; allowed: ${FIELDS.join(', ')}.`, {
      hint: meant === undefined ? undefined : `Did you mean ${meant}?`,
    });
  }
  assertRules(rules, name);
  assertVerbs(verbs, name);
  // Verbs may have rules of their own.
  if (verbs === undefined && rules !== undefined) await assertKnown(rules, name);
  return { ...(rules === undefined ? {} : { rules }), ...(verbs === undefined ? {} : { verbs }) };
}

/** The fields of a configuration, which may have any type. */
type Fields = Readonly<Record<string, unknown>>;

/** Returns the fields of a configuration. @throws CommandError if it is not an object */
function fieldsOf(config: unknown, name: string): Fields {
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return { ...config };
  throw new CommandError(`${name} is not an object; expected { "rules": { … } }.`);
}

function parseConfig(file: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CommandError(`${name} cannot be read: ${(error as Error).message}.`.replace(/\.\.$/, '.'), {
      hint: 'It has to be JSON without comments. A module, bxml.config.mjs, may have comments and verbs.',
    });
  }
}

async function importConfig(io: Io, file: string, name: string): Promise<Fields> {
  io.parent?.doing(`loading ${name}`);
  try {
    return await whileLoading({ name, timeout: TIMEOUT, signal: io.signal, late: () => lateConfig(name) }, async () => {
      const { default: config } = Object(await importFile(file)) as { readonly default?: unknown };
      if (config !== undefined) return fieldsOf(await config, name);
      throw new CommandError(`${name} has no default export.`, { hint: 'Write export default { rules: {} }.' });
    });
  } catch (error) {
    throw error instanceof CommandError ? error : moduleError(error, { name, cwd: io.cwd });
  }
}

const lateConfig = (name: string): CommandError =>
  new CommandError(`${name} did not finish loading within ${TIMEOUT} s: an await does not settle.`, {
    hint: 'Configure the rules and the verbs without requests and connections.',
  });

function assertVerbs(verbs: unknown, name: string): asserts verbs is LintConfig['verbs'] {
  if (verbs === undefined) return;
  try {
    // The cast: the parser checks it.
    parse('<Response/>', { verbs: verbs as NonNullable<ParseOptions['verbs']> });
  } catch (error) {
    const message = error instanceof BxmlError ? error.problems[0]?.message : String(error);
    throw new CommandError(`${name}: ${message}`, {
      hint: 'Verbs are created by defineVerb, in a module: bxml.config.mjs with export default { verbs: [Whisper] }.',
    });
  }
}

/** Finds and reads configurations, each once. */
export class Configs {
  readonly #io: Io;
  readonly #given: string | false | undefined;
  readonly #read = new Map<string, Promise<LintConfig>>();
  readonly #files = new Map<string, string | undefined>();

  /**
   * @param given the path of the configuration for all files; false for none
   * @throws CommandError if the file does not exist
   */
  constructor(io: Io, given: string | false | undefined) {
    this.#io = io;
    this.#given = typeof given === 'string' ? inputFile(io, given, '--config is the path of a configuration.') : given;
  }

  /** Returns the path of the configuration for files of a folder; undefined if there is none. */
  fileFor(folder: string): string | undefined {
    if (this.#given !== undefined) return this.#given || undefined;
    if (!this.#files.has(folder)) this.#files.set(folder, configFile(folder));
    return this.#files.get(folder);
  }

  /** @throws CommandError */
  for(folder: string): Promise<LintConfig> {
    const file = this.fileFor(folder);
    if (file === undefined) return NONE;
    const known = this.#read.get(file) ?? readConfig(this.#io, file);
    this.#read.set(file, known);
    return known;
  }
}

const NONE: Promise<LintConfig> = Promise.resolve({});

// Reads the options of `bxml map`.
import { extname } from 'node:path';
import type { InboundCall } from 'bxml-jsx/testing';
import type { LoadedApplication } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import { credentialsOf } from '../terminal/credentials.js';
import type { Io } from '../terminal/io.js';
import type { MapOptions } from './map-command.js';
import type { WalkStart } from './replay.js';

/** The formats of maps. */
export type MapFormat = 'text' | 'svg' | 'png' | 'mermaid' | 'dot' | 'json' | 'markdown';

const extensions: Readonly<Record<string, MapFormat>> = {
  '.svg': 'svg',
  '.png': 'png',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
  '.json': 'json',
  '.md': 'markdown',
  '.txt': 'text',
};

/** A map to write. */
export interface Output {
  readonly format: MapFormat;
  /** Standard output without one. */
  readonly file: string | undefined;
}

/** Returns the maps to write. @throws CommandError for a file with another extension */
export function outputsOf({ output = [], format, json }: MapOptions): Output[] {
  const files = output.map((file): Output => {
    const known = extensions[extname(file).toLowerCase()];
    if (known !== undefined) return { format: known, file };
    throw new CommandError(`${file} is not the name of a map: its extension says in which format it is written.`, {
      hint: `Use one of ${Object.keys(extensions).join(', ')}.`,
    });
  });
  const printed = json === true ? 'json' : format;
  return printed === undefined ? files : [...files, { format: printed, file: undefined }];
}

/** Returns how calls begin. @throws CommandError for an invalid field or request */
export function startOf(io: Io, loaded: LoadedApplication, options: MapOptions): WalkStart {
  const { credentials, origin } = loaded;
  // A path, so that tests do not name the origin.
  const url = loaded.url.startsWith(`${origin}/`) ? loaded.url.slice(origin.length) : loaded.url;
  const user = credentialsOf(io, options.user) ?? credentials;
  if (options.outbound !== undefined) return { kind: 'outbound', request: requestOf(options.outbound, url, user) };
  const { from, to, field = [] } = options;
  const fields = Object.fromEntries(field.map(fieldOf));
  const call: InboundCall = {
    url,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(user === undefined ? {} : { credentials: user }),
    // The simulator checks the fields.
    ...(field.length === 0 ? {} : { fields: fields as InboundCall['fields'] }),
  };
  return { kind: 'inbound', call };
}

function fieldOf(text: string): [name: string, value: unknown] {
  const equals = text.indexOf('=');
  if (equals < 1)
    throw new CommandError(`--field is ${JSON.stringify(text)}; expected name=value.`, {
      hint: 'Write --field callerDisplayName=Ada.',
    });
  const value = text.slice(equals + 1);
  return [
    text.slice(0, equals),
    /^[[{"]/.test(value) ? jsonIn(value, `--field ${text.slice(0, equals)}`, FIELD_EXAMPLE) : value,
  ];
}

const FIELD_EXAMPLE = 'A value that begins with {, [ or " is JSON: write it in single quotes.';

function jsonIn(text: string, name: string, hint: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${name} is not JSON.`, { hint, cause });
  }
}

type Request = Extract<WalkStart, { kind: 'outbound' }>['request'];

/** Reads the request of createCall. Its numbers and its URL may be left out. The simulator checks the other fields. */
function requestOf(text: string, answerUrl: string, user: ReturnType<typeof credentialsOf>): Request {
  const value = jsonIn(text, '--outbound', EXAMPLE);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandError('--outbound is not a JSON object.', { hint: EXAMPLE });
  return { to: '+15551230001', from: '+15551230002', answerUrl, ...user, ...value };
}

const EXAMPLE = `Write it as the body of createCall: --outbound '{"to": "+15551230001", "answerUrl": "/answered"}'`;

import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { EventError, parseEvent } from 'bxml-jsx/events';
import { events } from 'bxml-jsx/testing';
import { closestMatch } from '../terminal/closest-match.js';
import { CommandError } from '../terminal/command-error.js';
import { inputFile, reasonOf } from '../terminal/input-file.js';
import type { Io } from '../terminal/io.js';
import { eventInfos } from './event-fields.js';
import type { EventInfo } from './event-info.js';

/** An event to send. */
export type SentEvent = Readonly<Record<string, unknown>>;

/** Returns the event with a name, in any spelling. @throws CommandError for an unknown name */
export function eventNamed(name: string): EventInfo {
  const plain = name.replaceAll('-', '').toLowerCase();
  const isNamed = (each: string): boolean => each.toLowerCase() === plain;
  const found = eventInfos.find((event) => isNamed(event.name) || event.aliases?.some(isNamed));
  if (found !== undefined) return found;
  const names = eventInfos.map((event) => event.name);
  const similar = closestMatch(name, names);
  throw new CommandError(`${JSON.stringify(name)} is not an event.`, {
    hint:
      similar === undefined
        ? `Events: ${names.join(', ')}.`
        : `Did you mean ${similar}? bxml send --help lists all events.`,
  });
}

/**
 * Returns a realistic event with the given fields, by the builder of the library. Unless a time is given, its times are moved
 * so that it happens now: applications drop an asynchronous event that they have seen before, by its time.
 *
 * @throws CommandError with the message of `parseEvent` if a field does not fit
 */
export function builtEvent({ name }: EventInfo, fields: SentEvent): SentEvent {
  // The cast: every event of the table has a builder (a test compares them), which checks the fields when it is called.
  const build = events[name as keyof typeof events] as (given: SentEvent) => object;
  const event = checked(() => ({ ...build(fields) }));
  return timesIn(fields).length > 0 ? event : movedToNow(event);
}

/** A time as Bandwidth writes it. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function timesIn(value: unknown): number[] {
  if (typeof value === 'string') return TIME.test(value) ? [Date.parse(value)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(timesIn) : [];
}

function movedToNow(event: SentEvent): SentEvent {
  const times = timesIn(event);
  const difference = Date.now() - Math.max(...times);
  return times.length === 0 ? event : moved(event, difference);
}

function moved<T>(value: T, milliseconds: number): T;
function moved(value: unknown, milliseconds: number): unknown {
  if (typeof value === 'string')
    return TIME.test(value) ? new Date(Date.parse(value) + milliseconds).toISOString() : value;
  if (Array.isArray(value)) return value.map((each) => moved(each, milliseconds));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, moved(each, milliseconds)]));
}

/**
 * Reads an event from a JSON file, or from standard input if the file is `-`.
 *
 * @throws CommandError if the file cannot be read, or does not contain an event
 */
export async function eventFromFile(
  io: Io,
  file: string,
): Promise<{ readonly event: SentEvent; readonly info: EventInfo }> {
  const text = file === '-' ? await readInput(io) : await readText(io, file);
  const where = file === '-' ? 'Standard input' : file;
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${where} is not JSON: ${reason}.`, {
      hint: 'It must contain one event, as Bandwidth sends it.',
      cause: error,
    });
  }
  const { eventType, event } = checked(() => parseEvent(json)) as {
    readonly eventType?: string;
    readonly event?: string;
  };
  // The cast: parseEvent has checked that it is an object.
  return { event: json as SentEvent, info: eventNamed(eventType ?? event ?? '') };
}

/** Adds fields to an event of a file. Objects are merged. @throws CommandError with the message of `parseEvent` */
export function withFields(event: SentEvent, fields: SentEvent): SentEvent {
  const result = merged(event, fields);
  checked(() => parseEvent(result));
  return result;
}

function merged(event: SentEvent, fields: SentEvent): SentEvent {
  const result: Record<string, unknown> = { ...event };
  for (const [name, value] of Object.entries(fields)) {
    const before = result[name];
    result[name] = isObject(value) && isObject(before) ? merged(before, value) : value;
  }
  return result;
}

const isObject = (value: unknown): value is SentEvent =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checked<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    throw new CommandError(error.message.replace(/ In tests, create it with .*$/, ''), { cause: error });
  }
}

/** The maximum number of bytes of an event that is read. */
const MAX_EVENT = 10_000_000;

async function readText(io: Io, file: string): Promise<string> {
  const path = inputFile(io, file, 'Pass the path of a JSON file, or - for standard input.');
  try {
    return await readStream(createReadStream(path), file, io.signal);
  } catch (error) {
    if (error instanceof CommandError || io.signal.aborted) throw error;
    throw new CommandError(`${file} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

function readInput({ stdin, signal }: Io): Promise<string> {
  if (stdin.isTTY)
    throw new CommandError('No event is on standard input.', { hint: 'Pipe it: bxml send --file - URL < event.json' });
  return readStream(stdin, 'Standard input', signal);
}

async function readStream(stream: Readable, name: string, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of addAbortSignal(signal, stream)) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_EVENT) throw new CommandError(`${name} has more than ${MAX_EVENT} bytes and is not an event.`);
  }
  return Buffer.concat(chunks).toString('utf8');
}

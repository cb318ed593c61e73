import { isIP } from 'node:net';
import { CommandError } from '../terminal/command-error.js';
import { credentialsOf } from '../terminal/credentials.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { httpUrl } from '../terminal/http-url.js';
import { type Io, remark } from '../terminal/io.js';
import { visible } from '../terminal/visible.js';
import { builtEvent, eventFromFile, eventNamed, type SentEvent, withFields } from './build-event.js';
import { type AnswerCheck, checkAnswer } from './check-answer.js';
import { type Delivery, deliver } from './deliver.js';
import type { EventInfo } from './event-info.js';
import { givenFields, readArguments } from './given-fields.js';
import { eventHelp, eventList } from './help.js';
import { printOutcome } from './print-outcome.js';

/** The options of `bxml send`, as commander reads them. */
export interface SendOptions {
  readonly field?: readonly string[];
  readonly file?: string;
  readonly get?: boolean;
  readonly user?: string;
  readonly header?: readonly string[];
  readonly timeout: string;
  readonly json?: boolean;
  readonly raw?: boolean;
  readonly help?: boolean;
}

/** What was sent, and what came back. */
export interface SendOutcome {
  readonly info: EventInfo;
  readonly event: SentEvent;
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly delivery: Delivery;
  /** `undefined` if no answer came. */
  readonly check: AnswerCheck | undefined;
  /** True if credentials were given and the application did not ask for them. */
  readonly isOpen: boolean;
}

/**
 * Sends one event to a URL, and prints the answer and whether Bandwidth would accept it.
 *
 * @param args the event, the URL and the options of fields
 * @param usage the help of the command without events
 * @returns `ok` if the answer is accepted, `findings` if it is refused, `usage` if no answer came
 * @throws CommandError for wrong arguments
 */
export async function send(io: Io, args: readonly string[], options: SendOptions, usage: string): Promise<ExitStatus> {
  const { positional, options: fieldOptions } = readArguments(args);
  if (options.help) {
    const [name] = positional;
    io.stdout.write(name === undefined ? `${usage}\n${eventList()}` : eventHelp(eventNamed(name)));
    return exitStatus.ok;
  }
  const target = await targetOf(io, positional, options.file);
  const { fields, remarks } = givenFields(target.info, fieldOptions, options.field ?? []);
  const event = target.event === undefined ? builtEvent(target.info, fields) : withFields(target.event, fields);
  const url = httpUrl(target.url);
  const method = options.get ? 'GET' : 'POST';
  const credentials = credentialsOf(io, options.user);
  warnAboutPlainText(io, url, credentials !== undefined);
  for (const each of remarks) remark(io, visible(each));
  const headers = headersOf(options.header ?? []);
  const seconds = secondsOf(options.timeout);
  const delivery = await deliver(event, { url, method, credentials, headers, seconds, signal: io.signal });
  const { hasCredentials, result } = delivery.last;
  const check = 'status' in result ? checkAnswer(target.info, url, result, hasCredentials) : undefined;
  const isOpen = credentials !== undefined && !hasCredentials && check?.isAccepted === true;
  printOutcome(io, { info: target.info, event, method, url, delivery, check, isOpen }, options);
  if (check === undefined) return exitStatus.usage;
  return check.isAccepted ? exitStatus.ok : exitStatus.findings;
}

interface Target {
  readonly info: EventInfo;
  readonly url: string;
  /** The event of `--file`. */
  readonly event?: SentEvent;
}

/** Returns the event and the URL of the arguments. The event may be left out with `--file`. */
async function targetOf(io: Io, positional: readonly string[], file: string | undefined): Promise<Target> {
  const usage = 'bxml send gather --digits 1 http://localhost:3000/menu';
  const names = file === undefined || positional.length > 1 ? positional.slice(0, 1) : [];
  const [name] = names;
  const [url, ...extra] = positional.slice(names.length);
  if (file === undefined && name === undefined)
    throw new CommandError('No event is given.', { hint: `Write ${usage}; bxml send --help lists the events.` });
  const info = name === undefined ? undefined : eventNamed(name);
  if (url === undefined) throw new CommandError('No URL is given.', { hint: `Write ${usage}` });
  if (extra.length > 0) {
    throw new CommandError(`The argument ${JSON.stringify(extra[0])} is not expected after the URL.`, {
      hint: `Fields are options: ${usage}`,
    });
  }
  if (file === undefined) {
    if (info === undefined) throw new TypeError('an event without a name has no file');
    return { info, url };
  }
  const read = await eventFromFile(io, file);
  if (info !== undefined && info.name !== read.info.name)
    throw new CommandError(`The file has the event ${read.info.name}, and the argument is ${info.name}.`, {
      hint: 'Leave the argument out, or correct it.',
    });
  return { url, ...read };
}

/** Remarks on credentials that are sent to another machine in plain text. */
function warnAboutPlainText(io: Io, { protocol, hostname }: URL, hasCredentials: boolean): void {
  const isLocal =
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
  if (!hasCredentials || protocol === 'https:' || isLocal) return;
  remark(
    io,
    'Credentials to an http URL of another machine are sent as plain text; Bandwidth documents them only for https.',
  );
}

function headersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((each) => {
      const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*([\t\x20-\x7e\x80-\xff]*)$/.exec(each) ?? [];
      if (name === undefined || value === undefined)
        throw new CommandError(`--header ${JSON.stringify(each.replace(/:.*/s, ': …'))} is not a header.`, {
          hint: 'Write --header "name: value".',
        });
      return [name.toLowerCase(), value];
    }),
  );
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds > 0 && seconds <= 86_400) return seconds;
  throw new CommandError(`--timeout is ${JSON.stringify(text)}; expected seconds, more than 0 and at most 86400.`);
}

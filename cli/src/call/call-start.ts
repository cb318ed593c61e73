import type { CreateCall, InboundCall } from 'bxml-jsx/testing';
import { eventNamed } from '../send/build-event.js';
import { givenFields } from '../send/given-fields.js';
import { CommandError } from '../terminal/command-error.js';

/** How a call begins. */
export type SessionStart =
  | { readonly kind: 'inbound'; readonly call: InboundCall }
  | { readonly kind: 'outbound'; readonly request: CreateCall };

/** The options of `bxml call` about the call, as commander reads them. */
export interface StartOptions {
  readonly from?: string;
  readonly to?: string;
  readonly displayName?: string;
  readonly sipHeader?: readonly string[];
  readonly field?: readonly string[];
  readonly method?: string;
  readonly outbound?: boolean;
  readonly machineDetection?: string;
  readonly disconnectUrl?: string;
  readonly tag?: string;
  readonly callTimeout?: string;
}

/**
 * Returns how a call begins.
 *
 * @param url where the application receives `initiate`, or `answer` of an outbound call: an absolute URL
 * @param origin the origin of the application
 * @throws CommandError for options that do not fit
 */
export function sessionStart(options: StartOptions, url: string, origin: string): SessionStart {
  const method = methodOf(options.method);
  const path = url.startsWith(`${origin}/`) ? url.slice(origin.length) : url;
  return options.outbound ? outbound(options, path, method) : inbound(options, path, method);
}

function inbound(options: StartOptions, url: string, method: 'GET' | undefined): SessionStart {
  for (const [name, value] of Object.entries({
    '--machine-detection': options.machineDetection,
    '--disconnect-url': options.disconnectUrl,
    '--call-timeout': options.callTimeout,
    '--tag': options.tag,
  })) {
    if (value !== undefined)
      throw new CommandError(`${name} belongs to an outbound call.`, { hint: 'Add --outbound.' });
  }
  const { from, to, displayName, sipHeader = [], field = [] } = options;
  const { fields } = givenFields(eventNamed('initiate'), [], field);
  const sipHeaders = headersOf(sipHeader);
  const all = {
    ...fields,
    ...(displayName === undefined ? {} : { callerDisplayName: displayName }),
    ...(sipHeader.length === 0 ? {} : { sipHeaders: { ...Object(fields.sipHeaders), ...sipHeaders } }),
  };
  return {
    kind: 'inbound',
    call: {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      url,
      ...(method === undefined ? {} : { method }),
      ...(Object.keys(all).length === 0 ? {} : { fields: all }),
    },
  };
}

function outbound(options: StartOptions, answerUrl: string, method: 'GET' | undefined): SessionStart {
  const {
    from = '+15551230002',
    to = '+15551230001',
    displayName,
    disconnectUrl,
    tag,
    machineDetection,
    callTimeout,
    sipHeader,
    field,
  } = options;
  if (sipHeader !== undefined || field !== undefined)
    throw new CommandError(`${field === undefined ? '--sip-header' : '--field'} belongs to an inbound call.`, {
      hint: 'Leave out --outbound, or leave out the option.',
    });
  if (machineDetection !== undefined && machineDetection !== 'sync' && machineDetection !== 'async')
    throw new CommandError(`--machine-detection is ${JSON.stringify(machineDetection)}; expected sync or async.`);
  const timeout = Number(callTimeout);
  if (callTimeout !== undefined && !(timeout >= 1 && timeout <= 300))
    throw new CommandError(`--call-timeout is ${JSON.stringify(callTimeout)}; expected seconds from 1 to 300.`);
  return {
    kind: 'outbound',
    request: {
      from,
      to,
      answerUrl,
      ...(method === undefined ? {} : { answerMethod: method }),
      ...(displayName === undefined ? {} : { displayName }),
      ...(disconnectUrl === undefined ? {} : { disconnectUrl }),
      ...(tag === undefined ? {} : { tag }),
      ...(callTimeout === undefined ? {} : { callTimeout: timeout }),
      ...(machineDetection === undefined
        ? {}
        : {
            machineDetection: {
              mode: machineDetection,
              ...(machineDetection === 'async' ? { callbackUrl: answerUrl } : {}),
            },
          }),
    },
  };
}

function methodOf(method: string | undefined): 'GET' | undefined {
  const upper = method?.toUpperCase();
  if (upper === undefined || upper === 'POST') return undefined;
  if (upper === 'GET') return upper;
  throw new CommandError(`--method is ${JSON.stringify(method)}; expected GET or POST.`);
}

function headersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((each) => {
      const [, name, value] = /^([\w-]+)\s*[:=]\s*([\s\S]*)$/.exec(each) ?? [];
      if (name === undefined || value === undefined)
        throw new CommandError(`--sip-header ${JSON.stringify(each)} is not a header.`, {
          hint: 'Write --sip-header X-Ticket=17.',
        });
      return [name, value];
    }),
  );
}

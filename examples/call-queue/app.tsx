// The call queue as a request listener of node:http: each path with the events that are sent to it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Credentials, type WebhookOptions, type WebhooksListener, webhooks } from 'bxml-jsx/node';
import type { Logger } from 'pino';
import type { CallControl } from './bandwidth.js';
import { Dispatcher, type DispatchSettings } from './dispatch.js';
import { Goodbye } from './documents.js';
import {
  agentHandlers,
  callHandlers,
  coachHandlers,
  conferenceHandlers,
  messageHandlers,
  staffHandlers,
  type VoiceMessage,
  waitingHandlers,
} from './handlers.js';
import { holdMusic } from './hold-music.js';
import { paths, withCredentials } from './paths.js';
import type { CallQueue } from './queue.js';

export interface QueueOptions extends DispatchSettings {
  readonly queue: CallQueue;
  /** Places and changes calls. */
  readonly control: CallControl;
  /** The number that agents and supervisors call, one of the account's (E.164). */
  readonly staffLine: string;
  /** The codes of the supervisors. */
  readonly supervisorCodes: ReadonlySet<string>;
  /** Keeps a message of a caller. */
  readonly keep: (message: VoiceMessage) => void | Promise<void>;
  readonly log: Logger;
  readonly credentials?: Credentials | undefined;
}

/** The call queue, and its webhooks. Drain these before the process ends. */
export interface CallQueueApp {
  (request: IncomingMessage, response: ServerResponse): void;
  readonly webhooks: readonly WebhooksListener[];
}

/** Returns the call queue. */
export function callQueue(options: QueueOptions): CallQueueApp {
  const { queue, control, staffLine, supervisorCodes, keep, log, credentials } = options;
  const dispatcher = new Dispatcher(queue, control, options, log);
  const documents = withCredentials(credentials);
  const calls = callHandlers(queue, dispatcher, staffLine);
  const waiting = waitingHandlers(queue, dispatcher);
  const agents = agentHandlers(queue, dispatcher);
  const shared = {
    ...(credentials && { auth: credentials }),
    timeout: 9_000,
    // Events that change the queue are acknowledged when the change is made.
    ack: 'after',
    onError: (error, { stage, eventType }) => log.error({ stage, eventType, error: String(error) }, 'failed'),
  } satisfies WebhookOptions;
  const spoken = {
    ...shared,
    fallback: <Goodbye>Sorry, something went wrong. Please call again.</Goodbye>,
  } satisfies WebhookOptions;
  const routes = new Map<string, WebhooksListener>([
    [paths.call, webhooks({ initiate: documents(calls.initiate), disconnect: calls.disconnect }, spoken)],
    [paths.wait, webhooks({ gather: documents(waiting.gather) }, spoken)],
    [paths.connect, webhooks({ redirect: documents(waiting.redirect) }, spoken)],
    [paths.message, webhooks(messageHandlers(keep), spoken)],
    [paths.agent, webhooks({ ...agents, answer: documents(agents.answer), gather: documents(agents.gather) }, spoken)],
    [paths.conference, webhooks(conferenceHandlers(dispatcher, log), shared)],
    [paths.staff, webhooks({ gather: documents(staffHandlers(queue, supervisorCodes).gather) }, spoken)],
    [paths.coach, webhooks({ gather: documents(coachHandlers(queue).gather) }, spoken)],
  ]);
  const music = holdMusic();

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://queue');
    const route = routes.get(pathname);
    if (route !== undefined) {
      route(request, response);
    } else if (pathname === paths.music) {
      // Bandwidth caches an audio file only if its response says so.
      response.writeHead(200, { 'content-type': 'audio/wav', 'cache-control': 'max-age=86400' });
      response.end(music);
    } else {
      response.writeHead(404).end();
    }
  };
  return Object.assign(listener, { webhooks: [...routes.values()] });
}

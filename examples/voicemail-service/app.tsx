// The voicemail box as a request listener of node:http, the handlers of its worker, and the end of both.
import type { Server } from 'node:http';
import { Hangup, Record, Response, SpeakSentence } from 'bxml-jsx';
import { type Credentials, type Handlers, type WebhooksListener, webhooks } from 'bxml-jsx/node';
import type { EventQueue } from 'bxml-jsx/queue';
import type { Mailbox, Notice } from './mailbox.js';
import type { Recordings } from './recordings.js';

/** The path of the webhooks. */
export const PATH = '/voicemail';

export interface VoicemailOptions {
  readonly mailbox: Mailbox;
  readonly recordings: Recordings;
  /**
   * Sends a notice of a message, such as an email. It is called again with the same key if it fails, or if the process
   * crashes before the notice is marked as sent: pass the key to the service as its idempotency key.
   */
  readonly notify: (notice: Notice, key: string) => Promise<void>;
  readonly queue: EventQueue;
  readonly credentials: Credentials;
  readonly onError: (error: unknown) => void;
}

/** Returns the handlers of the events that are stored in the queue. They may run in another process than the webhooks. */
export const workHandlers = ({
  mailbox,
  recordings,
  notify,
}: Omit<VoicemailOptions, 'queue' | 'credentials' | 'onError'>) =>
  ({
    /** Also sent if the caller hung up during the message. */
    async recordingAvailable(event, { key, signal }) {
      const { recordingId, callId, from, startTime, duration, mediaUrl } = event;
      // The message of an earlier attempt whose notice failed is not downloaded again.
      if (!(await mailbox.hasHandled(key))) {
        const audio = mediaUrl == null ? undefined : await recordings.audio(event, signal);
        await mailbox.saveMessage(key, { recordingId, callId, caller: from, recordedAt: startTime, duration, audio });
      }
      await mailbox.sendNotice(key, (notice) => notify(notice, key));
    },

    async transcriptionAvailable(event, { key, signal }) {
      // Short recordings, and very long ones, have no text.
      if (event.transcription.status !== 'available' || (await mailbox.hasHandled(key))) return;
      await mailbox.saveText(key, event.recordingId, await recordings.text(event, signal));
    },

    async disconnect({ callId, from, startTime, endTime, cause }, { key }) {
      await mailbox.endCall(key, { callId, caller: from, startedAt: startTime ?? null, endedAt: endTime, cause });
    },
  }) satisfies Handlers<unknown>;

/** Returns the webhooks. They answer calls, and store all other events in the queue. */
export function voicemail(options: VoicemailOptions): WebhooksListener {
  const { queue, credentials, onError } = options;
  return webhooks(
    {
      ...workHandlers(options),

      initiate: () => (
        <Response>
          <SpeakSentence>You have reached Harbor Light Books. Please leave a message, and press pound.</SpeakSentence>
          <Record
            recordCompleteUrl={PATH}
            recordingAvailableUrl={PATH}
            transcribe
            transcriptionAvailableUrl={PATH}
            {...credentials}
            silenceTimeout={5}
            maxDuration={120}
          />
        </Response>
      ),

      /** The message is recorded, and the caller has not hung up. */
      recordComplete: () => (
        <Response>
          <SpeakSentence>Thank you. We will call you back.</SpeakSentence>
          <Hangup />
        </Response>
      ),
    },
    {
      path: PATH,
      auth: credentials,
      queue,
      fallback: (
        <Response>
          <SpeakSentence>Sorry, something went wrong. Please call again later.</SpeakSentence>
        </Response>
      ),
      onError,
    },
  );
}

/** The parts of the program that end with it. A process that only handles events has no server. */
export interface RunningParts {
  readonly server?: Server | undefined;
  readonly webhooks?: WebhooksListener | undefined;
  readonly queue: EventQueue;
  readonly mailbox: Mailbox;
}

/**
 * Ends the parts in the order in which events pass through them: first no more requests, then no more handlers, and only
 * then the database that the handlers use. Resolves to the number of handlers that were interrupted. A durable queue handles
 * their events again.
 */
export async function shutDown({ server, webhooks, queue, mailbox }: RunningParts, timeout: number): Promise<number> {
  const end = performance.now() + timeout;
  if (server !== undefined) {
    const closed = new Promise((resolve) => server.close(resolve));
    const timer = setTimeout(() => server.closeAllConnections(), timeout / 3);
    await closed;
    clearTimeout(timer);
  }
  // Events that are still being stored.
  await webhooks?.drain({ timeout: Math.max(0, (end - performance.now()) / 2) });
  const interrupted = await queue.close({ timeout: Math.max(0, end - performance.now()) });
  await mailbox.close();
  return interrupted;
}

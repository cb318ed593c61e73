import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text, unpressableKeys, url } from './shared/attributes.js';
import { idleWithoutTranscribe, type RecordingProps, recording } from './shared/recording.js';
import { secureCallbacks } from './shared/secure-callbacks.js';

/** Props of {@link Record}. */
export interface RecordProps extends RecordingProps {
  /**
   * Receives the `recordComplete` event when the recording has stopped and the caller is still there; the BXML that it
   * answers runs next. Without it no such event is sent, and the next verb runs; the recording is kept all the same.
   */
  recordCompleteUrl?: string | undefined;
  /**
   * HTTP method of the request to `recordCompleteUrl`.
   * @default 'POST'
   */
  recordCompleteMethod?: HttpMethod | undefined;
  /** Tried for the `recordComplete` event when `recordCompleteUrl` does not answer properly. */
  recordCompleteFallbackUrl?: string | undefined;
  /**
   * HTTP method of the request to `recordCompleteFallbackUrl`.
   * @default 'POST'
   */
  recordCompleteFallbackMethod?: HttpMethod | undefined;
  /**
   * User name of the HTTP Basic credentials sent to `recordCompleteUrl`, `recordingAvailableUrl` and
   * `transcriptionAvailableUrl`, which must be https then, except on this machine.
   */
  username?: string | undefined;
  /**
   * Password of the HTTP Basic credentials sent to `recordCompleteUrl`, `recordingAvailableUrl` and
   * `transcriptionAvailableUrl`, which must be https then, except on this machine.
   */
  password?: string | undefined;
  /** User name of the HTTP Basic credentials sent to `recordCompleteFallbackUrl`, which must be https then, except on this machine. */
  fallbackUsername?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `recordCompleteFallbackUrl`, which must be https then, except on this machine. */
  fallbackPassword?: string | undefined;
  /**
   * Text of your own that comes back with this event and every later one of the call, until it is changed; at most
   * 256 characters. The empty text clears it.
   */
  tag?: string | undefined;
  /**
   * Keys that end the recording, out of `0-9 * # A-D`. The empty text turns this off.
   * @default '#'
   */
  terminatingDigits?: string | undefined;
  /**
   * Most seconds to record, whole, up to 10800 (three hours).
   * @default 60
   */
  maxDuration?: number | undefined;
  /**
   * Seconds of silence that end the recording, 0 to 10800, fractions allowed; with 0 silence never does.
   * @default 0
   */
  silenceTimeout?: number | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

const LONGEST = 10_800;

/**
 * Records the caller, as for a voice mail, until a key, silence or the time limit ends it. There is no beep: play one
 * before it. With `recordCompleteUrl` the document ends here and goes on with what that address answers.
 *
 * @example
 * <Record recordCompleteUrl="/recorded" recordingAvailableUrl="/voicemail" maxDuration={120} />
 */
export const Record = lazyVerb<RecordProps>('Record', (define) => {
  return define({
    attributes: {
      recordCompleteUrl: url,
      recordCompleteMethod: httpMethod,
      recordCompleteFallbackUrl: url,
      recordCompleteFallbackMethod: httpMethod,
      ...recording('record.fileFormat'),
      username: text,
      password,
      fallbackUsername: text,
      fallbackPassword: password,
      tag,
      terminatingDigits: { type: 'string', default: '#' },
      maxDuration: { type: 'integer', max: LONGEST, default: 60, unit: 'seconds', rule: 'record.maxDuration' },
      silenceTimeout: {
        type: 'decimal',
        min: 0,
        max: LONGEST,
        default: 0,
        unit: 'seconds',
        rule: 'record.silenceTimeout',
      },
    },
    contexts: { conference: false },
    terminal: { when: 'recordCompleteUrl' },
    rules: [
      ...secureCallbacks<RecordProps>(
        'record.https',
        'Record',
        ['username', 'password'],
        ['recordCompleteUrl', 'recordingAvailableUrl', 'transcriptionAvailableUrl'],
      ),
      ...secureCallbacks<RecordProps>(
        'record.https',
        'Record',
        ['fallbackUsername', 'fallbackPassword'],
        ['recordCompleteFallbackUrl'],
      ),
      idleWithoutTranscribe('record.detectLanguage', 'Record', 'detectLanguage'),
      idleWithoutTranscribe('record.transcriptionUrl', 'Record', 'transcriptionAvailableUrl'),
      unpressableKeys('record.terminatingDigits'),
    ],
    answers: true,
  });
});

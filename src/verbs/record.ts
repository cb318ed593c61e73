import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text, unpressableKeys, url } from './shared/attributes.js';
import { idleWithoutTranscribe, type RecordingProps, recording } from './shared/recording.js';
import { secureCallbacks } from './shared/secure-callbacks.js';

/** Props of {@link Record}. */
export interface RecordProps extends RecordingProps {
  /**
   * Receives the `recordComplete` event when the recording has stopped and the caller has not hung up. The BXML in the
   * response runs next. Without it, the event is not sent and the next verb runs; the recording is kept in either case.
   */
  recordCompleteUrl?: string | undefined;
  /**
   * HTTP method for `recordCompleteUrl`.
   * @default 'POST'
   */
  recordCompleteMethod?: HttpMethod | undefined;
  /** Fallback URL for the `recordComplete` event, used if `recordCompleteUrl` does not respond or responds with an error. */
  recordCompleteFallbackUrl?: string | undefined;
  /**
   * HTTP method for `recordCompleteFallbackUrl`.
   * @default 'POST'
   */
  recordCompleteFallbackMethod?: HttpMethod | undefined;
  /**
   * HTTP Basic username sent to `recordCompleteUrl`, `recordingAvailableUrl` and
   * `transcriptionAvailableUrl`. These URLs must use https, except on a loopback host.
   */
  username?: string | undefined;
  /**
   * HTTP Basic password sent to `recordCompleteUrl`, `recordingAvailableUrl` and
   * `transcriptionAvailableUrl`. These URLs must use https, except on a loopback host.
   */
  password?: string | undefined;
  /** HTTP Basic username sent to `recordCompleteFallbackUrl`. The URL must use https, except on a loopback host. */
  fallbackUsername?: string | undefined;
  /** HTTP Basic password sent to `recordCompleteFallbackUrl`. The URL must use https, except on a loopback host. */
  fallbackPassword?: string | undefined;
  /**
   * A custom string that Bandwidth sends with this event and all later events of the call, until it is changed. At most
   * 256 characters. An empty string clears the tag.
   */
  tag?: string | undefined;
  /**
   * Keys that end the recording, from `0-9 * # A-D`. With an empty string, no key ends it.
   * @default '#'
   */
  terminatingDigits?: string | undefined;
  /**
   * Maximum length of the recording in whole seconds, up to 10800 (three hours).
   * @default 60
   */
  maxDuration?: number | undefined;
  /**
   * Seconds of silence that end the recording, 0 to 10800, fractions allowed. With 0, silence does not end it.
   * @default 0
   */
  silenceTimeout?: number | undefined;
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

const LONGEST = 10_800;

/**
 * Records the caller, for example for voicemail, until a key press, silence or the time limit. Bandwidth does not play a
 * beep: play one with `<PlayAudio>` first. With `recordCompleteUrl`, the document ends here and the call continues with
 * the response of that URL.
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

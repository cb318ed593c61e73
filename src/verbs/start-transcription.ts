import type { ElementsOnly, NoChildrenAllowed } from '../jsx/element.js';
import { quoted } from '../problems/inspect.js';
import type { Finding } from './define/attribute-rule.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, offByDefault, password, text, url } from './shared/attributes.js';
import { endsWithDocument, nameInUse, type Tracks, tooManyTracks, tracks } from './shared/background-tracks.js';
import { secureCallbacks } from './shared/secure-callbacks.js';

/** Props of {@link StartTranscription}. */
export interface StartTranscriptionProps {
  /**
   * A name for `<StopTranscription>`, unique among the running transcriptions of a call: 1 to 255 letters, digits, `_`
   * and `-`. Defaults to an id that Bandwidth generates.
   */
  name?: string | undefined;
  /**
   * The audio to transcribe, from Bandwidth's point of view: `inbound` is the audio received from this call, `outbound`
   * the audio sent to it. A call has at most 4 transcribed tracks at once; `both` counts as 2.
   * @default 'inbound'
   */
  tracks?: Tracks | undefined;
  /**
   * Receives `realTimeTranscriptionAvailable` when the complete transcription can be fetched; with `destination`, also
   * `realTimeTranscriptionStarted`, `realTimeTranscriptionRejected` and `realTimeTranscriptionStopped`. There is no
   * fallback URL, and the response is ignored.
   */
  transcriptionEventUrl?: string | undefined;
  /**
   * HTTP method for `transcriptionEventUrl`.
   * @default 'POST'
   */
  transcriptionEventMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `transcriptionEventUrl`. The URL must use https, except on a loopback host. */
  username?: string | undefined;
  /** HTTP Basic password sent to `transcriptionEventUrl`. The URL must use https, except on a loopback host. */
  password?: string | undefined;
  /** The WebSocket that receives the live text, an absolute `wss:` or `ws:` URL. */
  destination?: string | undefined;
  /**
   * Sends only final text. With `false`, also text that may still be revised. Requires `destination`.
   * @default true
   */
  stabilized?: boolean | undefined;
  /**
   * Detects the language automatically.
   * @default false
   * @since late 2026
   */
  detectLanguage?: boolean | undefined;
  /**
   * The expected languages if `detectLanguage` is off: tags separated by commas, such as `en-US,es-US`, with at most one
   * dialect per language.
   * @default 'en-US'
   * @since late 2026
   */
  preferredLanguages?: string | undefined;
  /** At most 12 `<CustomParam>` elements: parameters for the server at the start of the transcription. */
  children?: ElementsOnly | undefined;
}

const transcription = {
  element: 'StartTranscription',
  stop: 'StopTranscription',
  rejection: 'realTimeTranscriptionRejected',
  ledger: 'transcriptions',
} as const;

/**
 * Transcribes the call in real time, in the background. The next verb runs immediately. The live text is sent to the
 * WebSocket `destination`, and the complete transcription can be fetched afterwards. It lasts until `<StopTranscription>`
 * or the end of the call.
 *
 * @example
 * <StartTranscription name="agent" tracks="both" transcriptionEventUrl="/transcript">
 *   <CustomParam name="ticket" value="4711" />
 * </StartTranscription>
 */
export const StartTranscription = lazyVerb<StartTranscriptionProps>('StartTranscription', (define) => {
  return define({
    attributes: {
      name: {
        type: 'string',
        maxLength: 255,
        pattern: /^[A-Za-z0-9_-]+$/,
        expected: '1 to 255 letters, digits, _ and -',
      },
      tracks,
      transcriptionEventUrl: url,
      transcriptionEventMethod: httpMethod,
      username: text,
      password,
      destination: { type: 'wsUrl' },
      stabilized: { type: 'boolean', default: true },
      detectLanguage: offByDefault,
      preferredLanguages: { type: 'string', default: 'en-US' },
    },
    content: 'verbs',
    children: { CustomParam: { max: 12, rule: 'startTranscription.params' } },
    instant: true,
    contexts: { conference: false, transferAnswer: 'unlisted' },
    rules: [
      nameInUse('startTranscription.unique', transcription),
      tooManyTracks('startTranscription.tracks', transcription),
      ...secureCallbacks<StartTranscriptionProps>(
        'startTranscription.https',
        'StartTranscription',
        ['username', 'password'],
        ['transcriptionEventUrl'],
      ),
      {
        id: 'startTranscription.stabilized',
        level: 'warning',
        about: ['stabilized'],
        check: ({ props: { stabilized, destination } }) =>
          stabilized == null || destination != null
            ? undefined
            : {
                message: 'stabilized on <StartTranscription> has no effect without destination.',
                hint: 'Set destination, or remove stabilized.',
              },
      },
      {
        id: 'startTranscription.languages',
        level: 'warning',
        about: ['preferredLanguages'],
        check({ props: { detectLanguage, preferredLanguages } }) {
          if (preferredLanguages == null) return undefined;
          if (detectLanguage !== true) return duplicateLanguage(preferredLanguages);
          return {
            message: 'preferredLanguages on <StartTranscription> has no effect, because detectLanguage is true.',
            hint: 'Remove one of the two.',
          };
        },
      },
      {
        id: 'startTranscription.useless',
        level: 'warning',
        check: ({ props: { destination, transcriptionEventUrl } }) =>
          destination == null && transcriptionEventUrl == null
            ? {
                message:
                  '<StartTranscription> has neither destination nor transcriptionEventUrl, so the text is not delivered.',
                hint: 'Set transcriptionEventUrl, or destination for live text. Without them, only the REST API returns it.',
              }
            : undefined,
      },
      endsWithDocument({
        id: 'startTranscription.last',
        element: 'StartTranscription',
        loss: 'the transcription ends with it',
        mayEnd: 'the transcription',
      }),
    ],
    effect(call, { name, tracks }) {
      call.transcriptions.start(name, tracks);
    },
  });
});

function duplicateLanguage(list: string): Finding | undefined {
  const dialects = new Map<string, string>();
  for (const part of list.split(',')) {
    const dialect = part.trim();
    const language = canonical(dialect).split('-')[0] ?? '';
    if (language === '') continue;
    const other = dialects.get(language) ?? dialect;
    if (canonical(other) !== canonical(dialect)) {
      return {
        message: `preferredLanguages on <StartTranscription> contains ${quoted(other)} and ${quoted(dialect)}; at most one dialect per language is allowed.`,
        hint: 'Keep one of them.',
      };
    }
    dialects.set(language, other);
  }
  return undefined;
}

/** Returns a language tag in lower case with hyphens. */
const canonical = (tag: string): string => tag.toLowerCase().replaceAll('_', '-');

/** Props of {@link StopTranscription}. */
export interface StopTranscriptionProps {
  /** The `name` of `<StartTranscription>`, or the id of the transcription. Without it, all of the call end. */
  name?: string | undefined;
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends live transcriptions that `<StartTranscription>` started. The next verb runs immediately. Transcriptions of
 * recordings are not affected. Has no effect if no transcription matches.
 *
 * @example
 * <StopTranscription name="agent" />
 */
export const StopTranscription = lazyVerb<StopTranscriptionProps>('StopTranscription', (define) => {
  return define({
    attributes: { name: text },
    instant: true,
    contexts: { conference: false, transferAnswer: 'unlisted' },
    effect(call, { name }) {
      call.transcriptions.stop(name);
    },
  });
});

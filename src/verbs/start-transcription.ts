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
   * A name for `<StopTranscription>`, used once at a time on a call: 1 to 255 letters, digits, `_` and `-`. Without it,
   * the id that the platform makes up.
   */
  name?: string | undefined;
  /**
   * Which sides to transcribe, seen from the platform: `inbound` is what it hears of this call, `outbound` what it
   * plays to it. A call has at most 4 transcribed tracks at once; `both` is 2.
   * @default 'inbound'
   */
  tracks?: Tracks | undefined;
  /**
   * Receives `realTimeTranscriptionAvailable` when the whole text can be fetched; with `destination` also
   * `realTimeTranscriptionStarted`, `realTimeTranscriptionRejected` and `realTimeTranscriptionStopped`. It has no
   * fallback address, and what it answers is ignored.
   */
  transcriptionEventUrl?: string | undefined;
  /**
   * HTTP method of the requests to `transcriptionEventUrl`.
   * @default 'POST'
   */
  transcriptionEventMethod?: HttpMethod | undefined;
  /** User name of the HTTP Basic credentials sent to `transcriptionEventUrl`, which must be https then, except on this machine. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `transcriptionEventUrl`, which must be https then, except on this machine. */
  password?: string | undefined;
  /** The web socket that receives the text while it is spoken, an absolute `wss:` or `ws:` address. */
  destination?: string | undefined;
  /**
   * Sends only text that will not be revised any more; with `false`, also what may still change. Needs `destination`.
   * @default true
   */
  stabilized?: boolean | undefined;
  /**
   * Lets the platform find out the language.
   * @default false
   * @since late 2026
   */
  detectLanguage?: boolean | undefined;
  /**
   * The languages to expect when `detectLanguage` is off: tags with commas between them, such as `en-US,es-US`, and no
   * more than one dialect of a language.
   * @default 'en-US'
   * @since late 2026
   */
  preferredLanguages?: string | undefined;
  /** At most 12 `<CustomParam>`: what the server is told when the transcription begins. */
  children?: ElementsOnly | undefined;
}

const transcription = {
  element: 'StartTranscription',
  stop: 'StopTranscription',
  rejection: 'realTimeTranscriptionRejected',
  ledger: 'transcriptions',
} as const;

/**
 * Transcribes the call while it goes on, in the background, and goes on with the next verb at once. The text goes to
 * the web socket `destination` as it is spoken, and can be fetched as a whole afterwards. It lasts until
 * `<StopTranscription>` or the end of the call.
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
                hint: 'Set destination, or leave out stabilized.',
              },
      },
      {
        id: 'startTranscription.languages',
        level: 'warning',
        about: ['preferredLanguages'],
        check({ props: { detectLanguage, preferredLanguages } }) {
          if (preferredLanguages == null) return undefined;
          if (detectLanguage !== true) return dialectsOfOneLanguage(preferredLanguages);
          return {
            message: 'preferredLanguages on <StartTranscription> is meant for detectLanguage false; it is true.',
            hint: 'Leave out one of the two.',
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
                  '<StartTranscription> has neither destination nor transcriptionEventUrl, so nobody hears of the text.',
                hint: 'Set transcriptionEventUrl, or destination for live text; else only the REST API finds it.',
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

function dialectsOfOneLanguage(list: string): Finding | undefined {
  const dialects = new Map<string, string>();
  for (const part of list.split(',')) {
    const dialect = part.trim();
    const language = canonical(dialect).split('-')[0] ?? '';
    if (language === '') continue;
    const other = dialects.get(language) ?? dialect;
    if (canonical(other) !== canonical(dialect)) {
      return {
        message: `preferredLanguages on <StartTranscription> holds ${quoted(other)} and ${quoted(dialect)}; at most one dialect of a language is expected.`,
        hint: 'Keep one of them.',
      };
    }
    dialects.set(language, other);
  }
  return undefined;
}

/** A language tag but for its spelling. */
const canonical = (tag: string): string => tag.toLowerCase().replaceAll('_', '-');

/** Props of {@link StopTranscription}. */
export interface StopTranscriptionProps {
  /** The name that `<StartTranscription>` gave the transcription, or else its id. Without it all of the call end. */
  name?: string | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends live transcriptions that `<StartTranscription>` began, and goes on with the next verb at once. Transcriptions of
 * recordings are left alone, and where nothing matches nothing happens.
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

import type { ElementsOnly, NoChildrenAllowed } from '../jsx/element.js';
import { oneOf } from './define/attribute-rule.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, offByDefault, password, text, url } from './shared/attributes.js';
import { endsWithDocument, nameInUse, type Tracks, tooManyTracks, tracks } from './shared/background-tracks.js';
import { secureCallbacks } from './shared/secure-callbacks.js';

const modes = ['unidirectional', 'bidirectional'] as const;

/** Props of {@link StartStream}. */
export interface StartStreamProps {
  /** A name for `<StopStream>`, unique among the running streams of a call. Defaults to an id that Bandwidth generates. */
  name?: string | undefined;
  /**
   * Whether the server can send audio back (`bidirectional`) or only receives it.
   * @default 'unidirectional'
   * @since 2026
   */
  mode?: (typeof modes)[number] | undefined;
  /**
   * The audio to send, from Bandwidth's point of view and regardless of the call direction: `inbound` is the audio
   * received from this call, `outbound` the audio sent to it. A call streams at most 4 tracks at once; `both` counts as 2.
   * @default 'inbound'
   */
  tracks?: Tracks | undefined;
  /** The WebSocket to stream to, an absolute `wss:` or `ws:` URL. */
  destination: string;
  /**
   * Username of the credentials in the `Authorization` header of the WebSocket handshake.
   * @since 2026
   */
  destinationUsername?: string | undefined;
  /**
   * Password of the credentials in the `Authorization` header of the WebSocket handshake.
   * @since 2026
   */
  destinationPassword?: string | undefined;
  /**
   * Receives `mediaStreamStarted`, `mediaStreamRejected` and `mediaStreamStopped`. There is no fallback URL, and the
   * response is ignored.
   */
  streamEventUrl?: string | undefined;
  /**
   * HTTP method for `streamEventUrl`.
   * @default 'POST'
   */
  streamEventMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `streamEventUrl`. The URL must use https, except on a loopback host. */
  username?: string | undefined;
  /** HTTP Basic password sent to `streamEventUrl`. The URL must use https, except on a loopback host. */
  password?: string | undefined;
  /** At most 12 `<StreamParam>` elements: parameters for the server at the start of the stream. */
  children?: ElementsOnly | undefined;
}

const stream = {
  element: 'StartStream',
  stop: 'StopStream',
  rejection: 'mediaStreamRejected',
  ledger: 'streams',
} as const;

/**
 * Streams the audio of the call to a WebSocket in the background (mu-law, 8000 Hz, in Base64). The next verb runs as soon
 * as the stream is set up. The stream lasts until `<StopStream>`, the end of the call, or the closing of the WebSocket. To
 * connect the call to a voice bot, add `<StopStream wait>` with the same name after it.
 *
 * @example
 * <StartStream name="bot" mode="bidirectional" destination="wss://bot.example/call">
 *   <StreamParam name="language" value="en" />
 * </StartStream>
 * <StopStream name="bot" wait />
 */
export const StartStream = lazyVerb<StartStreamProps>('StartStream', (define) => {
  return define({
    attributes: {
      name: text,
      mode: oneOf(modes, { default: 'unidirectional' }),
      tracks,
      destination: { type: 'wsUrl', required: true, rule: 'startStream.destination' },
      destinationUsername: text,
      destinationPassword: password,
      streamEventUrl: url,
      streamEventMethod: httpMethod,
      username: text,
      password,
    },
    content: 'verbs',
    children: { StreamParam: { max: 12, rule: 'startStream.params' } },
    instant: true,
    contexts: { conference: false, transferAnswer: 'unlisted' },
    rules: [
      nameInUse('startStream.unique', stream),
      tooManyTracks('startStream.tracks', stream),
      ...secureCallbacks<StartStreamProps>(
        'startStream.https',
        'StartStream',
        ['username', 'password'],
        ['streamEventUrl'],
      ),
      endsWithDocument({
        id: 'startStream.last',
        element: 'StartStream',
        loss: 'the stream ends with it',
        hint: 'Add a verb that keeps the call up: <StopStream wait={true}> waits for the end of the stream.',
        mayEnd: 'the stream',
      }),
    ],
    effect(call, { name, tracks }) {
      call.streams.start(name, tracks);
    },
  });
});

/** Props of {@link StopStream}. */
export interface StopStreamProps {
  /** The `name` of `<StartStream>`, or the id of the stream. */
  name: string;
  /**
   * Waits until the WebSocket is closed by the server or by a timeout, instead of ending the stream. Then the next verb
   * runs.
   * @default false
   * @since 2026
   */
  wait?: boolean | undefined;
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends a stream that `<StartStream>` started, or waits for its end. Has no effect if no stream with that name is running.
 *
 * @example
 * <StopStream name="bot" wait />
 */
export const StopStream = lazyVerb<StopStreamProps>('StopStream', (define) => {
  return define({
    attributes: {
      name: { type: 'string', required: true, rule: 'stopStream.name' },
      wait: offByDefault,
    },
    instant: { unless: 'wait' },
    contexts: { conference: false, transferAnswer: 'unlisted' },
    notChecked: { 'stopStream.unknown': 'call' },
    effect(call, { name }) {
      // The stream has ended in either case. If the name is missing, which is reported, all streams count as ended, so
      // that later verbs get no false warnings.
      call.streams.stop(name);
    },
  });
});

import type { ElementsOnly, NoChildrenAllowed } from '../jsx/element.js';
import { oneOf } from './define/attribute-rule.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, offByDefault, password, text, url } from './shared/attributes.js';
import { endsWithDocument, nameInUse, type Tracks, tooManyTracks, tracks } from './shared/background-tracks.js';
import { secureCallbacks } from './shared/secure-callbacks.js';

const modes = ['unidirectional', 'bidirectional'] as const;

/** Props of {@link StartStream}. */
export interface StartStreamProps {
  /** A name for `<StopStream>`, used once at a time on a call. Without it, the id that the platform makes up. */
  name?: string | undefined;
  /**
   * Whether the server may send audio back (`bidirectional`) or only listens.
   * @default 'unidirectional'
   * @since 2026
   */
  mode?: (typeof modes)[number] | undefined;
  /**
   * Which sides to send, seen from the platform: `inbound` is what it hears of this call, `outbound` what it plays to
   * it, whoever called whom. A call streams at most 4 tracks at once; `both` is 2.
   * @default 'inbound'
   */
  tracks?: Tracks | undefined;
  /** The web socket to stream to, an absolute `wss:` or `ws:` address. */
  destination: string;
  /**
   * User name of the credentials in the `Authorization` header that opens the web socket.
   * @since 2026
   */
  destinationUsername?: string | undefined;
  /**
   * Password of the credentials in the `Authorization` header that opens the web socket.
   * @since 2026
   */
  destinationPassword?: string | undefined;
  /**
   * Receives `mediaStreamStarted`, `mediaStreamRejected` and `mediaStreamStopped`. It has no fallback address, and what
   * it answers is ignored.
   */
  streamEventUrl?: string | undefined;
  /**
   * HTTP method of the requests to `streamEventUrl`.
   * @default 'POST'
   */
  streamEventMethod?: HttpMethod | undefined;
  /** User name of the HTTP Basic credentials sent to `streamEventUrl`, which must be https then, except on this machine. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `streamEventUrl`, which must be https then, except on this machine. */
  password?: string | undefined;
  /** At most 12 `<StreamParam>`: what the server is told when the stream begins. */
  children?: ElementsOnly | undefined;
}

const stream = {
  element: 'StartStream',
  stop: 'StopStream',
  rejection: 'mediaStreamRejected',
  ledger: 'streams',
} as const;

/**
 * Streams the audio of the call to a web socket in the background (mu-law, 8000 Hz, in Base64), and goes on with the
 * next verb as soon as the stream is set up. It lasts until `<StopStream>`, the end of the call, or the closing of the
 * socket. To hand the call to a bot, let `<StopStream wait>` of the same name follow.
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
        hint: 'Let a verb follow that keeps the call up: <StopStream wait={true}> waits for the end of the stream.',
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
  /** The name that `<StartStream>` gave the stream, or else its id. */
  name: string;
  /**
   * Does not end the stream, but waits here until its web socket is closed, by the server or by a time-out; then the
   * next verb runs.
   * @default false
   * @since 2026
   */
  wait?: boolean | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends a stream that `<StartStream>` began, or waits for its end. Does nothing where no stream of that name runs.
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
      // Waited for or ended, the stream is gone. Without its name, which is a fault, it may be any: nothing is held
      // against later verbs.
      call.streams.stop(name);
    },
  });
});

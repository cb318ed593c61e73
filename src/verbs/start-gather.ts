import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text } from './shared/attributes.js';
import { endsWithDocument } from './shared/background-tracks.js';

/** Props of {@link StartGather}. */
export interface StartGatherProps {
  /**
   * Receives a `dtmf` event for every key that is pressed. It has no fallback address, and what it answers is ignored.
   */
  dtmfUrl: string;
  /**
   * HTTP method of the requests to `dtmfUrl`.
   * @default 'POST'
   */
  dtmfMethod?: HttpMethod | undefined;
  /** User name of the HTTP Basic credentials sent to `dtmfUrl`. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `dtmfUrl`. */
  password?: string | undefined;
  /**
   * Text of your own that comes back with these events and every later one of the call, until it is changed; at most
   * 256 characters. The empty text clears it.
   */
  tag?: string | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Reports every key in the background, during `<Conference>`, `<Transfer>` and `<Bridge>` too, and goes on with the
 * next verb at once. It lasts until `<StopGather>` or the end of the call; a `<Gather>` suspends it.
 *
 * @example
 * <StartGather dtmfUrl="/key" />
 */
export const StartGather = lazyVerb<StartGatherProps>('StartGather', (define) => {
  return define({
    attributes: {
      dtmfUrl: { type: 'url', required: true, rule: 'startGather.url' },
      dtmfMethod: httpMethod,
      username: text,
      password,
      tag,
    },
    instant: true,
    contexts: { conference: false },
    rules: [endsWithDocument({ id: 'startGather.last', element: 'StartGather', loss: 'no key is reported' })],
    effect(call) {
      call.reportsKeys = true;
    },
  });
});

/** Props of {@link StopGather}: it takes none. */
export interface StopGatherProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends the reporting of keys that `<StartGather>` began, and goes on with the next verb at once.
 *
 * @example
 * <StopGather />
 */
export const StopGather = lazyVerb<StopGatherProps>('StopGather', (define) => {
  return define({
    attributes: {},
    instant: true,
    contexts: { conference: false },
    names: { unknownAttribute: 'stopGather.no-attributes', strayText: 'stopGather.no-attributes' },
    effect(call) {
      call.reportsKeys = false;
    },
  });
});

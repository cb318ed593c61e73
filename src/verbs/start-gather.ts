import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text } from './shared/attributes.js';
import { endsWithDocument } from './shared/background-tracks.js';

/** Props of {@link StartGather}. */
export interface StartGatherProps {
  /**
   * Receives a `dtmf` event for every key press. There is no fallback URL, and the response is ignored.
   */
  dtmfUrl: string;
  /**
   * HTTP method for `dtmfUrl`.
   * @default 'POST'
   */
  dtmfMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `dtmfUrl`. */
  username?: string | undefined;
  /** HTTP Basic password sent to `dtmfUrl`. */
  password?: string | undefined;
  /**
   * A custom string that Bandwidth sends with these events and all later events of the call, until it is changed. At
   * most 256 characters. An empty string clears the tag.
   */
  tag?: string | undefined;
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Reports every key press in the background, including during `<Conference>`, `<Transfer>` and `<Bridge>`. The next verb
 * runs immediately. It lasts until `<StopGather>` or the end of the call; a `<Gather>` suspends it.
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
    rules: [endsWithDocument({ id: 'startGather.last', element: 'StartGather', loss: 'key presses are not reported' })],
    effect(call) {
      call.reportsKeys = true;
    },
  });
});

/** Props of {@link StopGather}. It has no attributes. */
export interface StopGatherProps {
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Stops the reports of key presses that `<StartGather>` started. The next verb runs immediately.
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

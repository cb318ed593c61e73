import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link Hangup}. It has no attributes. */
export interface HangupProps {
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends the call. An inbound call that has not been answered is rejected, free of charge. In the response to
 * `transferAnswer`, it hangs up the called party instead of connecting the two. Verbs after it do not run.
 *
 * @example
 * <Hangup />
 */
export const Hangup = lazyVerb<HangupProps>('Hangup', (define) => {
  return define({
    attributes: {},
    instant: true,
    contexts: { conference: false },
    terminal: 'always',
    names: {
      unknownAttribute: 'hangup.no-attributes',
      strayText: 'hangup.no-attributes',
      unreachable: 'hangup.unreachable',
    },
  });
});

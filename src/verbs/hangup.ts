import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link Hangup}: none. */
export interface HangupProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends the call; an inbound call that nobody has answered yet is rejected, free of charge. In the answer to
 * `transferAnswer` it drops the called party instead of joining the two. No verb after it runs.
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

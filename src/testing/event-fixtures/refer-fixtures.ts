import type { ReferCompleteEvent } from '../../events/index.js';
import { type AnsweredCallDefaults, answeredCallDefaults } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';

/** The fields by default of `referComplete`. */
export interface ReferCompleteDefaults extends AnsweredCallDefaults {
  referCallStatus: 'success' | 'failure' | (string & {});
}

/** Builders of the events of `Refer`. */
export interface ReferBuilders {
  /**
   * A `Refer` has succeeded or failed: a {@link ReferCompleteEvent}. By default it has succeeded.
   *
   * @example
   * render(<AfterRefer {...events.referComplete({ referCallStatus: 'failure', referSipResponseCode: 603 })} />);
   */
  referComplete: EventBuilder<ReferCompleteEvent, ReferCompleteDefaults>;
}

export const referBuilders: ReferBuilders = {
  referComplete: builder({ eventType: 'referComplete' }, (given) => ({
    ...answeredCallDefaults(given),
    referCallStatus: 'success',
  })),
};

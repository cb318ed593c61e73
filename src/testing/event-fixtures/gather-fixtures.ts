import type { DtmfEvent, GatherEvent, PartialGatherEvent } from '../../events/index.js';
import { type AnsweredCallDefaults, answeredCallDefaults } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';

/** The fields by default of `gather`. */
export interface GatherDefaults extends AnsweredCallDefaults {
  digits: string;
  terminatingDigit: string;
}

/** The fields by default of `partialgather`. */
export interface PartialGatherDefaults extends AnsweredCallDefaults {
  text: string;
}

/** The fields by default of `dtmf`. */
export interface DtmfDefaults extends AnsweredCallDefaults {
  digit: string;
}

/** Builders of the events of keys and speech. */
export interface GatherBuilders {
  /**
   * A `Gather` is done: a {@link GatherEvent}. By default the time ran out, and no key was pressed.
   *
   * @example
   * render(<Choice {...events.gather({ digits: '42', terminatingDigit: '#' })} />);
   */
  gather: EventBuilder<GatherEvent, GatherDefaults>;
  /**
   * What a `Gather` has understood so far: a {@link PartialGatherEvent}.
   *
   * @example
   * events.partialgather({ text: 'I would like to speak' });
   */
  partialgather: EventBuilder<PartialGatherEvent, PartialGatherDefaults>;
  /**
   * A key was pressed after `StartGather`: a {@link DtmfEvent}.
   *
   * @example
   * events.dtmf({ digit: '*' });
   */
  dtmf: EventBuilder<DtmfEvent, DtmfDefaults>;
}

export const gatherBuilders: GatherBuilders = {
  gather: builder({ eventType: 'gather' }, (given) => ({
    ...answeredCallDefaults(given),
    digits: '',
    terminatingDigit: '',
  })),
  partialgather: builder({ eventType: 'partialgather' }, (given) => ({
    ...answeredCallDefaults(given),
    text: 'I would like to',
  })),
  dtmf: builder({ eventType: 'dtmf' }, (given) => ({ ...answeredCallDefaults(given), digit: '5' })),
};

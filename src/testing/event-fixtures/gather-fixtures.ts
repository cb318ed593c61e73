import type { DtmfEvent, GatherEvent, PartialGatherEvent } from '../../events/index.js';
import { type AnsweredCallDefaults, answeredCallDefaults } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';

/** Default fields of `gather`. */
export interface GatherDefaults extends AnsweredCallDefaults {
  digits: string;
  terminatingDigit: string;
}

/** Default fields of `partialgather`. */
export interface PartialGatherDefaults extends AnsweredCallDefaults {
  text: string;
}

/** Default fields of `dtmf`. */
export interface DtmfDefaults extends AnsweredCallDefaults {
  digit: string;
}

/** Builders for events of digits and speech. */
export interface GatherBuilders {
  /**
   * Builds a {@link GatherEvent}: a `Gather` ended. By default it timed out without digits.
   *
   * @example
   * render(<Choice {...events.gather({ digits: '42', terminatingDigit: '#' })} />);
   */
  gather: EventBuilder<GatherEvent, GatherDefaults>;
  /**
   * Builds a {@link PartialGatherEvent}: an interim speech result of a `Gather`.
   *
   * @example
   * events.partialgather({ text: 'I would like to speak' });
   */
  partialgather: EventBuilder<PartialGatherEvent, PartialGatherDefaults>;
  /**
   * Builds a {@link DtmfEvent}: a key was pressed after `StartGather`.
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

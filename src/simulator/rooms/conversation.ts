import type { SimulatedCall } from '../calls/call.js';
import { OpenChoice } from '../calls/choice.js';
import type { ParsedVerb } from '../documents/parsed-verb.js';

/**
 * Offers the choice of a party that is connected with others: to hang up, to speak, or to let them do so. A member of a
 * conference has it while it is alone too.
 *
 * @param verb the verb that connects them
 */
export const offerConversation = (call: SimulatedCall, verb: ParsedVerb | undefined): OpenChoice =>
  new OpenChoice('connected', call, verb).offer(() => !call.isOver && call.room?.othersThan(call) !== undefined);

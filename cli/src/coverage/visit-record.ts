import type { Visit, VisitAction } from 'bxml-jsx/testing';
import { choiceSignature } from '../map/placeholders.js';

/** What is kept of a visit: the state and what was done there, without documents and events. */
export type VisitRecord =
  | {
      readonly kind: 'choice';
      /** The call of the caller, also for the phones that it rings. */
      readonly call: string;
      /** The leg: `caller`, or the number that was dialed. */
      readonly leg: string;
      /** The signature of the state, as on a map. */
      readonly signature: string;
      readonly action: VisitAction;
    }
  /** The end of a leg. */
  | { readonly kind: 'over'; readonly call: string; readonly leg: string };

/** The signature of the state in which an outbound call rings, before the application has answered anything. */
const START = 'start';

/** Returns what is kept of a visit. */
export function recordOf(visit: Visit): VisitRecord {
  const { callId, leg } = visit;
  if (visit.kind === 'over') return { kind: 'over', call: callId, leg };
  const { kind, verb, document, event, action } = visit;
  const parent = event?.callId;
  const call = typeof parent === 'string' ? parent : callId;
  // The leg of an outbound call has the number of its phone. A called party of a transfer has a parent.
  const isCaller = kind !== 'listens' || leg === 'caller' || event?.parentCallId === undefined;
  const source = document && {
    verbs: document.verbs,
    url: document.url,
    eventType: document.eventType,
    event: event ?? {},
  };
  const signature = kind === 'rings' && verb === undefined ? START : choiceSignature(kind, isCaller, verb, source);
  return { kind: 'choice', call, leg, signature, action };
}

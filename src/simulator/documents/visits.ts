import {
  type AnsweredDocument,
  type AnsweredVerb,
  answeredDocument,
  answeredVerb,
  type StoredDocument,
} from './answered-document.js';
import type { ParsedVerb } from './parsed-verb.js';

/** What was done at a choice of a call. */
export type VisitAction =
  /** Keys were pressed, the terminating one included. */
  | { readonly kind: 'keys'; readonly keys: string }
  /** Words were said; empty if the test did not say which. */
  | { readonly kind: 'speech'; readonly words: string }
  /** Nothing was done until the verb timed out. */
  | { readonly kind: 'silence' }
  /** The phone did this. */
  | { readonly kind: 'phone'; readonly outcome: string }
  /** The REFER had this outcome. */
  | { readonly kind: 'refer'; readonly succeeds: boolean }
  /** The person hung up. */
  | { readonly kind: 'hang-up' }
  /** The party that the person was connected with hung up. */
  | { readonly kind: 'other-hangs-up' }
  /** The call ended for another reason. */
  | { readonly kind: 'ends'; readonly cause: string }
  /** The call went on without a decision, such as to a document that the application sent. */
  | { readonly kind: 'goes-on' };

/** A choice that a call came to, with what was done; or the end of a call. */
export type Visit = {
  /** The `callId` of the leg. */
  readonly callId: string;
  /** The leg: `caller`, or the number that was dialed. */
  readonly leg: string;
} & (
  | {
      readonly kind: 'listens' | 'rings' | 'refers' | 'connected';
      /** The verb that led to the choice; `undefined` for a phone that `createCall` rings. */
      readonly verb: AnsweredVerb | undefined;
      /** The document of the verb. */
      readonly document: AnsweredDocument | undefined;
      /** The event that the document answered. */
      readonly event: Readonly<Record<string, unknown>> | undefined;
      readonly action: VisitAction;
    }
  | { readonly kind: 'over'; readonly cause: string }
);

/** The part of a leg that a visit reports. */
export interface VisitedLeg {
  readonly id: string;
  readonly name: string;
  readonly cause: string;
  readonly record: { readonly documents: readonly StoredDocument[] };
}

/** A choice, as a visit reports it. */
interface VisitedChoice {
  readonly kind: Exclude<Visit['kind'], 'over'>;
  readonly call: VisitedLeg;
  readonly verb: ParsedVerb | undefined;
}

/** The function that is called with each visit. It is shared by all copies of the package in a process. */
const HOOK = Symbol.for('bxml-jsx.visits');

type Hook = (visit: Visit) => void;

interface Hooked {
  readonly [HOOK]?: unknown;
  /** Jest runs tests with a global object of their own, and copies this object with its symbols. */
  readonly process?: { readonly [HOOK]?: unknown };
}

/** Returns the function that the process has set for visits. Performance: two lookups a choice if there is none. */
function visitsHook(): Hook | undefined {
  const global = globalThis as Hooked;
  const hook = global[HOOK] ?? global.process?.[HOOK];
  // The type of a global that another module sets cannot be checked further.
  return typeof hook === 'function' ? (hook as Hook) : undefined;
}

/** Reports what was done at a choice. */
export function reportVisit({ kind, call, verb }: VisitedChoice, action: VisitAction): void {
  const hook = visitsHook();
  if (hook === undefined) return;
  const { id: callId, name: leg } = call;
  hook({ callId, leg, kind, action, ...documentOf(call, verb) });
}

/** Reports the end of a call. */
export function reportEnd({ id: callId, name: leg, cause }: VisitedLeg): void {
  visitsHook()?.({ callId, leg, kind: 'over', cause });
}

/** Returns a verb with its document and the event that this answered, in their public form. */
export function documentOf({ record }: VisitedLeg, verb: ParsedVerb | undefined) {
  const stored = verb && record.documents.findLast(({ parsed }) => parsed.some(({ node }) => node === verb.node));
  return {
    verb: verb && answeredVerb(verb),
    document: stored && answeredDocument(stored),
    event: stored?.event,
  };
}

// Rules of the verbs that stream or transcribe in the background. Bandwidth reports these mistakes during the call, with
// an event; the rules report them before.
import { quoted } from '../../problems/inspect.js';
import { oneOf } from '../define/attribute-rule.js';
import { BackgroundTracks } from '../define/call-state.js';
import type { VerbRule } from '../define/verb-definition.js';

const sides = ['inbound', 'outbound', 'both'] as const;

/** The sides of a call whose audio is sent. */
export type Tracks = (typeof sides)[number];
export const tracks = oneOf(sides, { default: 'inbound' });

interface TrackProps {
  name?: string | undefined;
  tracks?: Tracks | undefined;
}

/** A verb that starts tracks. */
interface Starter {
  readonly element: string;
  /** The verb that ends what this one starts. */
  readonly stop: string;
  /** The event that reports the rejection. */
  readonly rejection: string;
  readonly ledger: 'streams' | 'transcriptions';
}

/** Warns about a name that running tracks already use. */
export function nameInUse(id: string, { element, stop, rejection, ledger }: Starter): VerbRule<TrackProps> {
  return {
    id,
    level: 'warning',
    check({ props: { name }, call }) {
      if (name == null || !call[ledger].uses(name)) return undefined;
      return {
        message: `name on <${element}> is ${quoted(name)}, as on an earlier <${element}> that is still running; Bandwidth will reject it (${rejection}, duplicate).`,
        hint: `Use another name, or put <${stop}> before it.`,
      };
    },
  };
}

/** Warns about more tracks than a call can have at once. */
export function tooManyTracks(id: string, { element, stop, rejection, ledger }: Starter): VerbRule<TrackProps> {
  return {
    id,
    level: 'warning',
    check({ props: { name, tracks }, call }) {
      const running = call[ledger];
      if (running.outcome(name, tracks) !== 'track-limit') return undefined;
      const more = tracks === 'both' ? '2 more tracks (both sides)' : 'one more track';
      return {
        message: `<${element}> requests ${more} while ${running.inUse} are in use; the limit is ${BackgroundTracks.LIMIT}, so Bandwidth will reject it (${rejection}, track-limit).`,
        hint: `Put <${stop}> before it, or request fewer tracks.`,
      };
    },
  };
}

/** A verb that works in the background until the call ends. */
interface BackgroundVerb {
  readonly id: string;
  readonly element: string;
  /** What is lost when the call is hung up, as the end of a sentence. */
  readonly loss: string;
  readonly hint?: string;
  /** The work, if it is not documented whether it continues after the response to transferAnswer. */
  readonly mayEnd?: string;
}

/**
 * Warns about a verb that works in the background if no later verb keeps the call up. A conference continues after its
 * document, and the called party of a transfer is connected to the caller.
 */
export function endsWithDocument({ id, element, loss, hint, mayEnd }: BackgroundVerb): VerbRule<object> {
  return {
    id,
    level: 'warning',
    when: 'last',
    check({ context }) {
      if (context === 'call') {
        return {
          message: `No verb after <${element}> keeps the call up: the call is hung up right after it, and ${loss}.`,
          hint: hint ?? 'Add a verb that keeps the call up, such as <Pause>, <Gather>, <Record> or <Redirect>.',
        };
      }
      if (context === 'conference' || mayEnd === undefined) return undefined;
      return {
        message: `No verb after <${element}> keeps this response running; Bandwidth does not document whether ${mayEnd} continues after it.`,
        hint: 'Start it on the transferring call, before <Transfer>.',
      };
    },
  };
}

// Rules of the verbs that stream or transcribe in the background. What they warn of the platform reports later, by an
// event: here the author hears of it while writing.
import { quoted } from '../../problems/inspect.js';
import { oneOf } from '../define/attribute-rule.js';
import { BackgroundTracks } from '../define/call-state.js';
import type { VerbRule } from '../define/verb-definition.js';

const sides = ['inbound', 'outbound', 'both'] as const;

/** Which sides of a call are sent. */
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
  /** The event by which the platform refuses. */
  readonly rejection: string;
  readonly ledger: 'streams' | 'transcriptions';
}

/** Warns about a name under which tracks are running already. */
export function nameInUse(id: string, { element, stop, rejection, ledger }: Starter): VerbRule<TrackProps> {
  return {
    id,
    level: 'warning',
    check({ props: { name }, call }) {
      if (name == null || !call[ledger].uses(name)) return undefined;
      return {
        message: `name on <${element}> is ${quoted(name)}, as on an earlier <${element}> that still runs; it will be refused (${rejection}, duplicate).`,
        hint: `Give it another name, or put <${stop}> before it.`,
      };
    },
  };
}

/** Warns about more tracks at once than a call may have. */
export function tooManyTracks(id: string, { element, stop, rejection, ledger }: Starter): VerbRule<TrackProps> {
  return {
    id,
    level: 'warning',
    check({ props: { name, tracks }, call }) {
      const running = call[ledger];
      if (running.outcome(name, tracks) !== 'track-limit') return undefined;
      const more = tracks === 'both' ? '2 more tracks (both sides)' : 'one more track';
      return {
        message: `<${element}> asks for ${more} while ${running.inUse} are in use; at most ${BackgroundTracks.LIMIT} may run at once, so it will be refused (${rejection}, track-limit).`,
        hint: `Put <${stop}> before it, or ask for fewer tracks.`,
      };
    },
  };
}

/** A verb that works in the background until the call ends. */
interface BackgroundVerb {
  readonly id: string;
  readonly element: string;
  /** What becomes of its work when the call is hung up, as the end of a sentence. */
  readonly loss: string;
  readonly hint?: string;
  /** The work, if it is not known whether it goes on after the answer to transferAnswer. */
  readonly mayEnd?: string;
}

/**
 * Warns about a verb that works in the background if no verb follows that keeps the call up. A conference goes on after
 * its document, and the called party of a transfer is joined to the caller.
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
          hint: hint ?? 'Let a verb follow that keeps the call up, such as <Pause>, <Gather>, <Record> or <Redirect>.',
        };
      }
      if (context === 'conference' || mayEnd === undefined) return undefined;
      return {
        message: `No verb after <${element}> keeps this answer going: whether ${mayEnd} outlasts it is not known.`,
        hint: 'Start it on the call that transfers, before <Transfer>.',
      };
    },
  };
}

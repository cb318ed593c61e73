// Rules of the verbs that stream or transcribe in the background. What they warn of the platform reports later, by an
// event: here the author hears of it while writing.
import { quoted } from '../problems/shown-value.js';
import { BackgroundTracks } from './call-so-far.js';
import type { VerbRule } from './verb-definition.js';

interface TrackProps {
  name?: string | undefined;
  tracks?: 'inbound' | 'outbound' | 'both' | undefined;
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

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Command, CommandResult } from '../protocol.js';
import type { Connection } from './session/connection.js';
import type { SessionStore } from './session/session-store.js';

import type { Earpiece } from './sound/earpiece.js';
import type { Tones } from './sound/tones.js';
import type { FilteredEntries } from './timeline/filtered-entries.js';

/** Speech into the microphone. */
export interface Talking {
  readonly handset: string;
  /** True if the call knows that it has begun. */
  readonly isLive: boolean;
  /** Ends it, and sends what was said. */
  readonly finish: () => Promise<void>;
}

/** What the parts of the page share. */
export interface Phone {
  readonly store: SessionStore;
  readonly filtered: FilteredEntries;
  readonly connection: Connection;
  readonly earpiece: Earpiece;
  readonly tones: Tones;
  /** What the microphone records now. */
  readonly talking: { current: Talking | undefined };
  /** Sends a command, and shows why if it is refused. */
  readonly send: (command: Command) => Promise<CommandResult>;
  /** Shows a message until it is dismissed or replaced. */
  readonly notify: (message: string, kind?: 'error' | 'done') => void;
  /** Announces something to screen readers. */
  readonly announce: (message: string) => void;
}

export const PhoneContext = createContext<Phone | undefined>(undefined);

export function usePhone(): Phone {
  const phone = useContext(PhoneContext);
  if (phone === undefined) throw new Error('The component is outside of PhoneContext.');
  return phone;
}

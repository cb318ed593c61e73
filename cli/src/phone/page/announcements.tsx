import { useEffect, useRef } from 'preact/hooks';
import type { SessionStore } from './session/session-store.js';
import type { Earpiece } from './sound/earpiece.js';
import { nameOf } from './wording.js';

/** What screen readers announce. It is not visible. */
export function Announcer({ text }: { readonly text: string }) {
  return (
    <p class="hidden" role="status" data-announcement>
      {text}
    </p>
  );
}

/**
 * Announces what changes for the person: handsets that ring, are connected or are over, and what the handset in the hand
 * hears, unless the page speaks it.
 */
export function useAnnouncements(
  store: SessionStore,
  selected: string,
  announce: (text: string) => void,
  earpiece: Earpiece,
): void {
  const states = useRef(new Map<string, string>());
  useEffect(() => {
    for (const handset of store.handsets) {
      const before = states.current.get(handset.id);
      states.current.set(handset.id, handset.state);
      if (before === handset.state || (before === undefined && handset.state === 'over')) continue;
      announce(`${nameOf(handset)}: ${ANNOUNCED[handset.state]}.`);
    }
  }, [store, store.handsets, announce]);

  const heard = store.transcript(selected).findLast(({ kind }) => kind === 'heard');
  const text = heard?.text ?? '';
  const id = heard?.id;
  useEffect(() => {
    if (text !== '' && !earpiece.canSpeak) announce(text);
  }, [id, text, announce, earpiece]);
}

const ANNOUNCED = { dialing: 'dialing', ringing: 'rings', connected: 'connected', over: 'the call is over' };

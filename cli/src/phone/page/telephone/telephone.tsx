import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Handset } from '../../protocol.js';
import { usePhone } from '../phone.js';
import { keepPreference, readPreference } from '../preferences.js';
import type { Key } from '../sound/keys.js';
import { CallActions } from './call-actions.js';
import { DialPad } from './dial-pad.js';
import { type Draft, defaultDraft, dialCommand } from './draft.js';
import { HandsetPanel } from './handset-panel.js';
import { Lines } from './lines.js';
import { NewCall } from './new-call.js';

export interface TelephoneProps {
  /** The id of the handset that is held; empty before a call. */
  readonly selected: string;
  readonly onSelect: (handset: string) => void;
}

/** The telephone: its lines, the screen of the one that is held, the dial pad, and the buttons of the call. */
export function Telephone({ selected, onSelect }: TelephoneProps) {
  const { store, tones, send, notify } = usePhone();
  const [draft, setDraft] = useState<Draft>(() => readPreference('draft', defaultDraft));
  // The first key replaces the number of the call before, further keys continue it.
  const isFresh = useRef(true);
  const [isDialing, setDialing] = useState(false);
  const [placed, setPlaced] = useState<string>();
  const handset = store.handset(selected);
  const first = store.handsets.find(({ call }) => call === placed);

  // What the command was started with comes before what was dialed last.
  const { isLoaded } = store;
  const isTouched = useRef(false);
  useEffect(() => {
    const given = Object.entries(store.defaults).filter(([, value]) => value !== '');
    if (isLoaded && !isTouched.current) setDraft((before) => ({ ...before, ...Object.fromEntries(given) }));
  }, [isLoaded, store]);

  // The handset of a call that was just placed is taken up when the server announces it.
  useEffect(() => {
    if (first === undefined) return;
    onSelect(first.id);
    setPlaced(undefined);
  }, [first, onSelect]);

  const change = (next: Draft): void => {
    isFresh.current = false;
    isTouched.current = true;
    setDraft(next);
  };

  const dial = async (): Promise<void> => {
    const command = dialCommand(draft);
    if (typeof command === 'string') return notify(command);
    isFresh.current = true;
    keepPreference('draft', draft);
    setDialing(true);
    const result = await send(command);
    setDialing(false);
    if (result.ok) setPlaced(result.call);
  };

  const state = handset?.state;
  const onKey = useCallback(
    (key: Key) => {
      tones.press(key);
      if (state === 'connected') void send({ kind: 'press', handset: selected, keys: key });
      else setDraft((before) => ({ ...before, to: isFresh.current ? key : before.to + key }));
      isFresh.current = false;
    },
    [tones, send, selected, state],
  );

  return (
    <section class="telephone" aria-label="Telephone">
      <Lines
        handsets={visibleHandsets(store.handsets, store.calls.at(-1)?.id, selected)}
        selected={handset?.id ?? ''}
        onSelect={onSelect}
      />
      {handset === undefined ? (
        <NewCall draft={draft} onChange={change} onDial={dial} application={store.application} />
      ) : (
        <HandsetPanel handset={handset} />
      )}
      <DialPad isDisabled={handset !== undefined && handset.state !== 'connected'} onKey={onKey} />
      <CallActions handset={handset} isDialing={isDialing} onDial={dial} />
    </section>
  );
}

/** Returns the handsets of calls that run, those of the newest call, and the one that is held. */
function visibleHandsets(handsets: readonly Handset[], newest: string | undefined, selected: string): Handset[] {
  const running = new Set(handsets.filter(({ state }) => state !== 'over').map(({ call }) => call));
  return handsets.filter(({ id, call }) => running.has(call) || call === newest || id === selected);
}

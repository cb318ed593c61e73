import type { TargetedEvent } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useState } from 'preact/hooks';
import type { ApplicationState } from '../protocol.js';
import { Icon } from './icons.js';
import { usePhone } from './phone.js';
import { Popover } from './popover.js';
import { keepPreference, readPreference } from './preferences.js';
import type { ConnectionState } from './session/connection.js';
import { formatClock } from './wording.js';

export interface HeaderProps {
  readonly connection: ConnectionState;
}

/** The application and whether it responds, the clock, and the sound. */
export function Header({ connection }: HeaderProps) {
  return (
    <header class="bar">
      <h1>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M11.2 8.4 13.6 8l1.6 4-1.8 1.5a11 11 0 0 0 5.1 5.1l1.5-1.8 4 1.6-.4 2.4a2.6 2.6 0 0 1-2.7 2.2A13 13 0 0 1 9 11.1a2.6 2.6 0 0 1 2.2-2.7z" />
        </svg>
        <span>bxml phone</span>
      </h1>
      <ApplicationStatus connection={connection} />
      <Clock />
      <SoundMenu />
    </header>
  );
}

function ApplicationStatus({ connection }: HeaderProps) {
  const { application } = usePhone().store;
  const { level, message } = statusOf(connection, application);
  return (
    <div class="application" data-level={level}>
      <span class="dot" />
      <p>
        <span class="target">{application?.target.replace(/^https?:\/\//, '') ?? ''}</span>
        <span class="message" title={message} role="status">
          {message}
        </span>
      </p>
    </div>
  );
}

function statusOf(
  connection: ConnectionState,
  application: ApplicationState | undefined,
): { level: 'ok' | 'waiting' | 'error'; message: string } {
  if (connection === 'lost') {
    return {
      level: 'error',
      message: 'The server of the phone is away. Check that “bxml phone” runs: the page reconnects by itself.',
    };
  }
  if (application === undefined) return { level: 'waiting', message: 'Connecting…' };
  if (application.isLoading === true) return { level: 'waiting', message: application.message };
  if (application.isReachable) return { level: 'ok', message: application.message || 'Responds' };
  return { level: 'error', message: application.message || 'The application does not respond.' };
}

/** The clock of the session. It runs in real time, and can be moved ahead. */
function Clock() {
  const { store, send } = usePhone();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => tick(undefined), 250);
    return () => clearInterval(timer);
  }, []);
  const isIdle = store.handsets.every(({ state }) => state === 'over');
  return (
    <fieldset class="clock" aria-label="Clock">
      <span role="timer" aria-label="Time of the session">
        {formatClock(store.now, 0)}
      </span>
      <button type="button" class="quiet" disabled={isIdle} onClick={() => send({ kind: 'skip', seconds: 10 })}>
        +10 s
      </button>
      <button type="button" class="quiet wide" disabled={isIdle} onClick={() => send({ kind: 'skip', seconds: 60 })}>
        +1 min
      </button>
      <button
        type="button"
        class="quiet"
        disabled={isIdle}
        title="Skip to the next thing that happens"
        onClick={() => send({ kind: 'skip', seconds: 'next' })}
      >
        <Icon name="skip" />
        <span class="wide">Next event</span>
        <span class="hidden narrow">Next event</span>
      </button>
    </fieldset>
  );
}

interface SoundPreference {
  readonly isMuted: boolean;
  readonly voice: string;
}

const defaultSound: SoundPreference = { isMuted: false, voice: '' };

/** Turns the sound off, and chooses the voice. */
function SoundMenu() {
  const { earpiece, tones } = usePhone();
  const [sound, setSound] = useState(() => readPreference('sound', defaultSound));
  useLayoutEffect(() => {
    earpiece.isMuted = sound.isMuted;
    earpiece.voice = sound.voice;
    tones.isMuted = sound.isMuted;
  }, [earpiece, tones, sound]);
  const set = (part: Partial<SoundPreference>): void => {
    const next = { ...sound, ...part };
    keepPreference('sound', next);
    setSound(next);
  };
  const { voices } = earpiece;
  return (
    <Popover label={sound.isMuted ? 'Sound: off' : 'Sound: on'} icon={sound.isMuted ? 'mute' : 'sound'} class="sound">
      {() => (
        <div class="sound-menu">
          <label class="check">
            <input type="checkbox" checked={!sound.isMuted} onChange={() => set({ isMuted: !sound.isMuted })} />
            Speak and play what is heard
          </label>
          <label class="field">
            <span>Voice</span>
            <select
              value={sound.voice}
              disabled={voices.length === 0}
              onChange={({ currentTarget }: TargetedEvent<HTMLSelectElement>) => set({ voice: currentTarget.value })}
            >
              <option value="">{voices.length === 0 ? 'This browser has no voices' : 'By locale and gender'}</option>
              {voices.map(({ name, lang }) => (
                <option key={name} value={name}>
                  {name} ({lang})
                </option>
              ))}
            </select>
          </label>
          <p class="faint">You hear the handset that is selected.</p>
        </div>
      )}
    </Popover>
  );
}

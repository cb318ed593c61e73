import { render } from 'preact';
import type { ApplicationState, Command, CommandResult } from '../protocol.js';
import { App } from './app.js';
import type { Notice } from './notices.js';
import { type Phone, PhoneContext } from './phone.js';
import { Connection, type ConnectionState } from './session/connection.js';
import { frameBatch } from './session/frame-batch.js';
import { SessionStore } from './session/session-store.js';

import { Earpiece } from './sound/earpiece.js';
import { SoundOwner } from './sound/sound-owner.js';
import { Tones } from './sound/tones.js';
import { FilteredEntries } from './timeline/filtered-entries.js';
import './styles/page.css';

/** Milliseconds for which a message that asks for nothing is shown. */
const DONE_DURATION = 3_000;

/** Milliseconds within which the server says why an audio file cannot be played. */
const REASON_DELAY = 500;

function start(root: HTMLElement): void {
  const store = new SessionStore(() => performance.now());
  const filtered = new FilteredEntries(store);
  const earpiece = new Earpiece({
    synthesis: 'speechSynthesis' in window ? window.speechSynthesis : undefined,
    onTrouble: (message) => notify(message),
    onUnplayable: (entry) => setTimeout(() => reportUnplayable(entry), REASON_DELAY),
  });
  let connectionState: ConnectionState = 'connecting';
  let notice: Notice | undefined;
  let announcement = '';
  let held = '';

  const update = frameBatch(() =>
    render(
      <PhoneContext.Provider value={phone}>
        <App
          connection={connectionState}
          notice={notice}
          announcement={announcement}
          onDismiss={dismiss}
          onListen={listen}
          redraw={update}
        />
      </PhoneContext.Provider>,
      root,
    ),
  );
  const notify = (message: string, kind: Notice['kind'] = 'error'): void => {
    const shown = { message, kind };
    notice = shown;
    update();
    if (kind === 'error') return;
    setTimeout(() => {
      if (notice === shown) dismiss();
    }, DONE_DURATION);
  };
  /** Reports an audio file that this browser cannot play, unless the server has said why in its entry. */
  const reportUnplayable = (id: number): void => {
    const sound = store.entry(id)?.sound;
    if (sound?.failure === '')
      notify(`This browser cannot play ${sound.text}. The call continues as if it had been heard.`);
  };
  const dismiss = (): void => {
    notice = undefined;
    update();
  };
  const announce = (text: string): void => {
    announcement = text;
    update();
  };
  const listen = (handset: string): void => {
    if (held !== handset) earpiece.clear();
    held = handset;
  };
  const send = async (command: Command): Promise<CommandResult> => {
    owner.take();
    // A key or the end of the call comes after what was said before it.
    const spoken = talking.current;
    const isAfter = command.kind === 'press' || command.kind === 'hangUp';
    if (isAfter && spoken?.isLive === true && spoken.handset === command.handset) await spoken.finish();
    const result = await connection.send(command);
    if (!result.ok) notify(result.error);
    else if (notice?.kind === 'error') dismiss();
    return result;
  };

  const talking: Phone['talking'] = { current: undefined };
  const tones = new Tones();
  let away = '';
  /** Shows why the application cannot be reached, until it can. Before a call, the telephone shows it. */
  const showApplication = ({ isReachable, isLoading, message }: ApplicationState): void => {
    if (isLoading === true) return;
    const before = away;
    away = isReachable ? '' : message;
    if (isReachable && notice !== undefined && notice.message === before) dismiss();
    if (!isReachable && message !== before && held !== '') notify(message);
  };

  const owner = new SoundOwner((isOwner) => {
    if (!isOwner) earpiece.clear();
  });
  const connection = new Connection({
    onMessage: (message) => {
      if (message.kind === 'clock') earpiece.clear();
      store.apply(message);
      if (message.kind === 'application' || message.kind === 'session') showApplication(message.application);
      if (message.kind === 'handset' && message.handset.id === held && message.handset.state === 'over') {
        earpiece.clear();
      }
      tones.ring(owner.isOwner && store.handsets.some(({ state }) => state === 'ringing'));
      update();
    },
    onState: (state) => {
      connectionState = state;
      update();
    },
  });
  store.onEntry((change) => {
    if (change.kind === 'reset') earpiece.clear();
    if (change.kind === 'reset' || change.kind === 'dropped') return;
    const { id, handset, kind, sound } = change.entry;
    if (kind !== 'heard' || sound === undefined || handset !== held) return;
    if (sound.stopped) earpiece.stop(id);
    else if (change.kind === 'added' && owner.isOwner) earpiece.hear(id, sound);
  });

  const phone: Phone = { store, filtered, connection, earpiece, tones, talking, send, notify, announce };
  update();
  connection.open();
}

const root = document.getElementById('app');
if (root !== null) start(root);

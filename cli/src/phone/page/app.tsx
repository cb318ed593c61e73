import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Announcer, useAnnouncements } from './announcements.js';
import { Detail } from './detail/detail.js';
import { Header } from './header.js';
import { Icon } from './icons.js';
import { type Notice, Notices } from './notices.js';
import { usePhone } from './phone.js';
import type { ConnectionState } from './session/connection.js';
import { Telephone } from './telephone/telephone.js';
import type { EntryFilter } from './timeline/filtered-entries.js';
import { Timeline } from './timeline/timeline.js';

export interface AppProps {
  readonly connection: ConnectionState;
  readonly notice: Notice | undefined;
  readonly announcement: string;
  readonly onDismiss: () => void;
  /** The page listens to this handset. */
  readonly onListen: (handset: string) => void;
  /** Draws the page again: the filter is kept outside of the components. */
  readonly redraw: () => void;
}

type View = 'phone' | 'timeline' | 'detail';

/** The page. On narrow windows it shows one of its three parts. */
export function App({ connection, notice, announcement, onDismiss, onListen, redraw }: AppProps) {
  const { store, filtered, announce, earpiece } = usePhone();
  const [selected, setSelected] = useState('');
  const [chosen, setChosen] = useState<number | undefined>(entryOfHash);
  const [view, setView] = useState<View>(chosen === undefined ? 'phone' : 'detail');
  useAnnouncements(store, selected, announce, earpiece);

  const hold = useCallback(
    (handset: string) => {
      setSelected(handset);
      onListen(handset);
    },
    [onListen],
  );

  const isRinging = store.handsets.some(({ state }) => state === 'ringing');
  useEffect(() => {
    document.title = isRinging ? 'Ringing: bxml phone' : 'bxml phone';
  }, [isRinging]);

  // After a reload in the middle of a call, the telephone is in the hand again.
  const { isLoaded } = store;
  useLayoutEffect(() => {
    const running = store.handsets.find(({ state }) => state === 'connected' || state === 'dialing');
    if (running !== undefined) hold(running.id);
  }, [isLoaded, store, hold]);

  const choose = useCallback((id: number | undefined) => {
    setChosen(id);
    const hash = id === undefined ? '' : `#entry-${id}`;
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  }, []);
  useEffect(() => {
    const follow = (): void => {
      const id = entryOfHash();
      setChosen(id);
      if (id !== undefined) setView('detail');
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);

  const filter = (next: EntryFilter): void => {
    filtered.filter = next;
    redraw();
  };
  const open = useCallback(() => setView('detail'), []);
  const detail = useRef<HTMLElement | null>(null);
  useFocusOfView(view, detail.current);
  const followed = chosen === undefined ? filtered.followed : undefined;
  const entry = chosen === undefined ? followed : store.entry(chosen);
  return (
    <div class="app" data-view={view}>
      <Header connection={connection} />
      <main>
        <Telephone selected={selected} onSelect={hold} />
        <Timeline active={entry?.id} chosen={chosen} onChoose={choose} onOpen={open} onFilter={filter} />
        <Detail
          section={detail}
          entry={entry}
          isFollowing={chosen === undefined}
          onFollow={() => choose(chosen === undefined ? entry?.id : undefined)}
          onClose={() => setView('timeline')}
        />
      </main>
      <nav class="tabs" aria-label="Parts of the page">
        <Tab view="phone" label="Telephone" icon="phone" current={view} onChoose={setView} />
        <Tab view="timeline" label="Timeline" icon="list" current={view} onChoose={setView} />
        <Tab view="detail" label="Detail" icon="request" current={view} onChoose={setView} />
      </nav>
      <Notices notice={notice} onDismiss={onDismiss} />
      <Announcer text={announcement} />
    </div>
  );
}

interface TabProps {
  readonly view: View;
  readonly label: string;
  readonly icon: 'phone' | 'list' | 'request';
  readonly current: View;
  readonly onChoose: (view: View) => void;
}

function Tab({ view, label, icon, current, onChoose }: TabProps) {
  return (
    <button type="button" aria-current={view === current ? 'page' : undefined} onClick={() => onChoose(view)}>
      <Icon name={icon} />
      {label}
    </button>
  );
}

/** Moves the focus when one part of the page covers the one that had it. */
function useFocusOfView(view: View, detail: HTMLElement | null): void {
  const before = useRef(view);
  useEffect(() => {
    const close = detail?.querySelector<HTMLElement>('.close');
    if (view === before.current || close?.checkVisibility() !== true) return;
    if (view === 'detail') close.focus();
    else if (before.current === 'detail') document.querySelector<HTMLElement>('.entries')?.focus();
    before.current = view;
  }, [view, detail]);
}

/** Returns the id of the entry that the URL links to. */
function entryOfHash(): number | undefined {
  const match = /^#entry-(\d+)$/.exec(location.hash);
  return match === null ? undefined : Number(match[1]);
}

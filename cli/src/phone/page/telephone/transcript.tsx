import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Entry } from '../../protocol.js';
import { Icon } from '../icons.js';
import { memo } from '../memo.js';
import { formatClock, isOfKeys } from '../wording.js';

/** Pixels from the end within which the transcript counts as read to its end. */
const NEAR_END = 40;

/** What a handset hears, and what its person does, as it happens. */
export function Transcript({ entries, label }: { readonly entries: readonly Entry[]; readonly label: string }) {
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (isAtEnd.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [entries]);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <ol
      ref={list}
      class="transcript"
      aria-label={label}
      // A region that scrolls has to be reachable with the keyboard.
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        const { scrollTop, scrollHeight, clientHeight } = currentTarget;
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      {entries.length === 0 && <li class="empty">What this telephone hears is written here.</li>}
      {withoutRepeats(entries).map((entry) => (
        <Utterance key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

/**
 * Leaves out failures that explain nothing: those that say what an earlier one says, since an event may be sent again, and
 * that of `disconnect` after another one.
 */
function withoutRepeats(entries: readonly Entry[]): readonly Entry[] {
  const failures = new Set<string>();
  return entries.filter(({ exchange }) => {
    if (exchange === undefined) return true;
    if (exchange.eventType === 'disconnect' && failures.size > 0) return false;
    const isNew = !failures.has(exchange.failure);
    failures.add(exchange.failure);
    return isNew;
  });
}

const Utterance = memo(({ entry }: { readonly entry: Entry }) => {
  const { id, kind, text, sound, at, exchange } = entry;
  if (kind === 'trouble' || exchange !== undefined) return <Failure id={id} text={exchange?.failure ?? text} />;
  return (
    <li
      class="utterance"
      title={sound?.kind === 'audio' ? text : undefined}
      data-kind={kind}
      data-sound={sound?.kind}
      data-stopped={sound?.stopped}
    >
      <p dir="auto">
        {sound?.kind === 'audio' && <Icon name="note" />}
        {kind === 'input' && <Icon name={isOfKeys(text) ? 'keypad' : 'microphone'} />}
        {sound?.kind === 'audio' ? fileName(text) : text}
        {sound?.stopped && <em> (interrupted)</em>}
        {sound !== undefined && sound.failure !== '' && (
          <a class="silent" href={`#entry-${id}`}>
            not played
          </a>
        )}
      </p>
      <time>{formatClock(at)}</time>
    </li>
  );
});

/** Why the call fails. It leads to the whole entry. */
function Failure({ id, text }: { readonly id: number; readonly text: string }) {
  return (
    <li class="failure">
      <a href={`#entry-${id}`}>
        <Icon name="error" />
        <span>{text}</span>
      </a>
    </li>
  );
}

/** Returns the name of a file, which is shorter than its URL. */
function fileName(url: string): string {
  return /([^/?#]+)(?:[?#].*)?$/.exec(url)?.[1] ?? url;
}

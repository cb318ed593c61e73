import type { Entry, Exchange } from '../../protocol.js';
import { Icon, type IconName } from '../icons.js';
import { memo } from '../memo.js';
import { formatClock, formatDuration, isOfKeys, plural } from '../wording.js';

export interface EntryRowProps {
  readonly entry: Entry;
  /** The name of its handset; empty if it has none. */
  readonly who: string;
  /** The id of its call; empty if the list shows one call. */
  readonly call: string;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly position: number;
  readonly count: number;
  readonly onChoose: (id: number) => void;
}

/** A line of the timeline. It is drawn again only if something about it has changed. */
export const EntryRow = memo((props: EntryRowProps) => {
  const { entry, who, call, top, height, isActive, position, count, onChoose } = props;
  // Its text is a verb: the subject is the person.
  const isAction = who !== '' && (entry.kind === 'change' || entry.kind === 'input');
  return (
    // The list has the focus and handles the keys; see `aria-activedescendant`.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={`entry-${entry.id}`}
      role="option"
      class="entry"
      aria-selected={isActive}
      aria-posinset={position + 1}
      aria-setsize={count}
      data-kind={entry.kind}
      data-level={levelOf(entry)}
      style={{ transform: `translateY(${top}px)`, height: `${height}px` }}
      onClick={() => onChoose(entry.id)}
    >
      <time>{formatClock(entry.at)}</time>
      <span class="mark">
        <Icon name={iconOf(entry)} />
      </span>
      {entry.exchange === undefined ? (
        <span class="what">
          <span class="line-text">
            {isAction && <span class="subject">{who} </span>}
            {entry.text}
          </span>
        </span>
      ) : (
        <ExchangeText exchange={entry.exchange} />
      )}
      <span class="meta">
        {entry.exchange !== undefined && <ExchangeMeta exchange={entry.exchange} />}
        {entry.sound?.stopped && <span class="faint">interrupted</span>}
        {entry.sound !== undefined && entry.sound.failure !== '' && <span class="badge warning">not played</span>}
        {entry.kind === 'heard' && who !== '' && <span class="faint who">{who}</span>}
        {call !== '' && <span class="faint call-id">{call}</span>}
      </span>
    </div>
  );
});

function ExchangeText({ exchange }: { readonly exchange: Exchange }) {
  const { eventType, method, url, failure, problems } = exchange;
  const error = problems.find(({ severity }) => severity === 'error');
  const outcome = error?.message ?? (failure || problems[0]?.message || verbsOf(exchange));
  return (
    <span class="what">
      <span class="line-text">
        <b>{eventType}</b>{' '}
        <span class="path">
          {method} {pathOf(url)}
        </span>
      </span>
      <span class="outcome">{outcome || 'Waiting for the response…'}</span>
    </span>
  );
}

/** Returns the outcome without the status, which has a place of its own. */
function verbsOf({ outcome, status }: Exchange): string {
  if (status === undefined || !outcome.startsWith(String(status))) return outcome;
  return outcome.slice(String(status).length).replace(/^[,\s]+/, '') || 'No document';
}

function ExchangeMeta({ exchange }: { readonly exchange: Exchange }) {
  const { status, milliseconds, problems, failure } = exchange;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const isPending = milliseconds === undefined;
  return (
    <>
      {errors > 0 && <span class="badge error">{plural(errors, 'error')}</span>}
      {warnings > 0 && <span class="badge warning">{plural(warnings, 'warning')}</span>}
      {status === undefined ? (
        !isPending && (
          <span class="status" data-class="none">
            no response
          </span>
        )
      ) : (
        <span class="status" data-class={failure === '' ? Math.floor(status / 100) : 'failed'}>
          {status}
        </span>
      )}
      <span class="faint duration">{isPending ? '…' : formatDuration(milliseconds)}</span>
    </>
  );
}

/** Returns the path of a URL, which is shorter; the URL itself if it is not one. */
function pathOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).pathname}${new URL(url).search}` : url;
}

/** How grave an entry is. */
function levelOf({ kind, text, exchange, sound }: Entry): 'error' | 'warning' | undefined {
  if (kind === 'trouble') return 'error';
  if (sound !== undefined && sound.failure !== '') return 'warning';
  if (kind === 'problem') return text.startsWith('error') ? 'error' : 'warning';
  if (exchange === undefined) return undefined;
  if (exchange.failure !== '' || exchange.problems.some(({ severity }) => severity === 'error')) return 'error';
  return exchange.problems.length > 0 ? 'warning' : undefined;
}

function iconOf(entry: Entry): IconName {
  const level = levelOf(entry);
  if (level !== undefined) return level;
  switch (entry.kind) {
    case 'exchange':
      return 'request';
    case 'heard':
      return entry.sound?.kind === 'audio' ? 'note' : 'speech';
    case 'input':
      return isOfKeys(entry.text) ? 'keypad' : 'microphone';
    default:
      return 'change';
  }
}

import type { RefObject } from 'preact';
import type { Entry } from '../../protocol.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import { hasFailed } from '../timeline/filtered-entries.js';
import { formatClock, nameOf, titleOf } from '../wording.js';
import { LinkButton } from './copy.js';
import { ExchangeDetail } from './exchange-detail.js';

export interface DetailProps {
  readonly section: RefObject<HTMLElement | null>;
  readonly entry: Entry | undefined;
  /** True if the pane shows the newest request instead of an entry that was chosen. */
  readonly isFollowing: boolean;
  readonly onFollow: () => void;
  /** Closes the pane, on windows in which it covers the timeline. */
  readonly onClose: () => void;
}

const WHY = 'Why the call failed';

/** The whole of an entry. */
export function Detail({ section, entry, isFollowing, onFollow, onClose }: DetailProps) {
  const followed = entry !== undefined && hasFailed(entry) ? WHY : 'The newest request';
  return (
    <section class="detail" aria-label="Detail" ref={section} onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <div class="detail-bar">
        <button type="button" class="quiet close" onClick={onClose}>
          <Icon name="back" />
          Timeline
        </button>
        <span class="faint moment" data-live={isFollowing && entry !== undefined} data-failed={followed === WHY}>
          {entry === undefined ? '' : isFollowing ? followed : `At ${formatClock(entry.at)}`}
        </span>
        {!isFollowing && (
          <button type="button" class="quiet" onClick={onFollow}>
            Follow the newest
          </button>
        )}
      </div>
      {entry === undefined ? (
        <div class="empty-state">
          <Icon name="request" />
          <h2>{isFollowing ? 'Requests and responses' : 'Not in this session'}</h2>
          <p>
            {isFollowing
              ? 'The newest request is shown here with its event, its response and their problems. Choose a line to keep it.'
              : 'The link leads to an entry that was removed because it is old, or to one of another session of the phone.'}
          </p>
        </div>
      ) : (
        <Content key={entry.id} entry={entry} />
      )}
    </section>
  );
}

function Content({ entry }: { readonly entry: Entry }) {
  const { store } = usePhone();
  const call = store.call(entry.call);
  return (
    // A region that scrolls has to be reachable with the keyboard.
    <section class="detail-body" tabIndex={0} aria-label="The whole entry">
      {entry.exchange === undefined ? (
        <Line entry={entry} />
      ) : (
        <ExchangeDetail entry={entry} exchange={entry.exchange} />
      )}
      {call !== undefined && (
        <p class="faint of-call">
          {call.id}: {titleOf(call)}. Call id {call.callId}
        </p>
      )}
    </section>
  );
}

const TITLES: Record<Entry['kind'], string> = {
  heard: 'Heard',
  input: 'Input',
  change: 'Change',
  problem: 'Problem',
  trouble: 'Failure',
  exchange: 'Request',
};

/** An entry that is not an exchange. */
function Line({ entry }: { readonly entry: Entry }) {
  const { store } = usePhone();
  const { sound } = entry;
  const handset = store.handset(entry.handset);
  const facts: [string, string][] = [
    ['Handset', handset === undefined ? '' : nameOf(handset)],
    ['Time', formatClock(entry.at)],
    ['Sound', sound === undefined ? '' : { speech: 'Speech', audio: 'Audio file', voice: 'A voice' }[sound.kind]],
    ['Voice', [sound?.voice, sound?.gender, sound?.locale].filter(Boolean).join(', ')],
    ['File', sound?.kind === 'audio' ? sound.text : ''],
    ['Ended', sound?.stopped ? 'Interrupted' : ''],
  ];
  return (
    <>
      <h2 class="detail-title">{TITLES[entry.kind]}</h2>
      {entry.kind === 'trouble' ? (
        <div class="callout" data-severity="error">
          <Icon name="error" />
          <p>{entry.text}</p>
        </div>
      ) : (
        <p class={`quote ${entry.kind}`} dir="auto">
          {entry.text}
        </p>
      )}
      {sound !== undefined && sound.failure !== '' && (
        <div class="callout" data-severity="warning">
          <Icon name="warning" />
          <p>{sound.failure}</p>
        </div>
      )}
      <dl class="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <LinkButton entry={entry} />
    </>
  );
}

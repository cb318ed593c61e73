import { useState } from 'preact/hooks';
import type { Handset, ReferralOutcome } from '../../protocol.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import { formatNumber, nameAmong, nameOf } from '../wording.js';
import { TalkRow } from './talk-row.js';
import { Transcript } from './transcript.js';
import { WhoHearsWhom } from './who-hears-whom.js';

/** The screen of a handset: who it is, what it hears, and who hears it. */
export function HandsetPanel({ handset }: { readonly handset: Handset }) {
  const { store } = usePhone();
  const [isMatrix, setMatrix] = useState(false);
  const connected = store.handsets.filter(({ state }) => state === 'connected');
  const isShared = connected.some(({ heardBy }) => heardBy.length > 0);
  const isJoined = connected.some(({ id, heardBy }) =>
    id === handset.id ? heardBy.length > 0 : heardBy.includes(handset.id),
  );
  return (
    <div class="screen">
      <header>
        <div>
          <h2>{nameAmong(handset, isJoined ? connected : [])}</h2>
          <p class="heard-by">{describe(handset, connected)}</p>
        </div>
        {isShared && (
          <button type="button" class="quiet small" aria-pressed={isMatrix} onClick={() => setMatrix(!isMatrix)}>
            Who hears whom
          </button>
        )}
      </header>
      {handset.state === 'ringing' ? (
        <Ringing handset={handset} />
      ) : handset.refersTo !== '' ? (
        <Referral handset={handset} />
      ) : isMatrix && isShared ? (
        <WhoHearsWhom handsets={connected} />
      ) : (
        <Transcript key={handset.id} entries={store.transcript(handset.id)} label={`What ${nameOf(handset)} hears`} />
      )}
      <TalkRow key={`talk-${handset.id}`} handset={handset} />
    </div>
  );
}

function describe(handset: Handset, connected: readonly Handset[]): string {
  const listeners = connected.filter(({ id }) => handset.heardBy.includes(id));
  const speakers = connected.filter(({ heardBy }) => heardBy.includes(handset.id));
  if (handset.state === 'dialing') return 'Dialing…';
  if (handset.state === 'over')
    return handset.cause === '' ? 'The call is over.' : `The call is over: ${handset.cause}.`;
  if (handset.state === 'ringing') return `${formatNumber(handset.number)} rings.`;
  const room = handset.conference === '' ? '' : `Conference ${handset.conference}. `;
  const both = [list('Hears', speakers, connected), list('Heard by', listeners, connected)].filter(Boolean).join(' ');
  if (both !== '') return both;
  return room === '' ? formatNumber(handset.number) : `${room}Hears no one, and is not heard.`;
}

/** The handsets that are named; of more, only their number is written. */
const MOST_NAMES = 3;

function list(verb: string, handsets: readonly Handset[], all: readonly Handset[]): string {
  if (handsets.length === 0) return '';
  if (handsets.length > MOST_NAMES) return `${verb} ${handsets.length} others.`;
  return `${verb} ${handsets.map((each) => nameAmong(each, all)).join(', ')}.`;
}

/** The outcomes of a REFER, as SIP has them. */
const OUTCOMES: readonly { readonly label: string; readonly title: string; readonly outcome: ReferralOutcome }[] = [
  { label: 'It answers', title: 'Accepted: the call moves there', outcome: { succeeds: true } },
  { label: 'Refused', title: 'The REFER is refused with 603', outcome: { fails: true, status: 603 } },
  { label: 'Busy', title: 'Accepted, then a NOTIFY with 486', outcome: { fails: true, notifyStatus: 486 } },
  { label: 'No word', title: 'Accepted, but no NOTIFY within 30 s', outcome: { fails: true, status: 202 } },
];

/** A REFER that waits for its outcome. */
function Referral({ handset }: { readonly handset: Handset }) {
  const { send } = usePhone();
  return (
    <div class="ringing">
      <div class="bell">
        <Icon name="outgoing" />
      </div>
      <p>
        Referred to
        <b>{handset.refersTo}</b>
      </p>
      <div class="choices">
        {OUTCOMES.map(({ label, title, outcome }) => (
          <button
            key={label}
            type="button"
            title={title}
            onClick={() => send({ kind: 'refer', handset: handset.id, outcome })}
          >
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}

/** A telephone that rings, and what its person can do. */
function Ringing({ handset }: { readonly handset: Handset }) {
  const { send, notify } = usePhone();
  const { id } = handset;
  const letRing = async (): Promise<void> => {
    const { ok } = await send({ kind: 'ignore', handset: id });
    if (ok) notify('It rings until the caller or the application gives up.', 'done');
  };
  return (
    <div class="ringing">
      <div class="bell">
        <Icon name="phone" />
      </div>
      <p>
        Call from
        <b>{formatNumber(handset.callerId) || 'a hidden number'}</b>
      </p>
      <div class="choices">
        <button type="button" onClick={() => send({ kind: 'answer', handset: id, as: 'machine' })}>
          Voicemail answers
        </button>
        <button type="button" onClick={() => send({ kind: 'refuse', handset: id, how: 'busy' })}>
          Busy
        </button>
        <button type="button" onClick={letRing}>
          Let it ring
        </button>
      </div>
    </div>
  );
}

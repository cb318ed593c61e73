import { useRef, useState } from 'preact/hooks';
import type { Entry, EntryProblem, Exchange } from '../../protocol.js';
import { SourceView } from '../highlight/source-view.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import { formatDuration, plural } from '../wording.js';
import { LinkButton, useCopy } from './copy.js';
import { curlCommand } from './curl.js';
import { EditEvent } from './edit-event.js';

/** The bytes after which the server shortens a body. */
const SHORTENED = 131_072;

/** A request with its response, what is wrong with it, and what can be done with it. */
export function ExchangeDetail({ entry, exchange }: { readonly entry: Entry; readonly exchange: Exchange }) {
  const { send } = usePhone();
  const copy = useCopy();
  const [isEditing, setEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const { event, body, problems } = exchange;
  const sendAgain = async (edited?: Exchange['event']): Promise<boolean> => {
    const result = await send({ kind: 'sendAgain', entry: entry.id, event: edited });
    return result.ok;
  };
  const closeEditor = (): void => {
    setEditing(false);
    editButton.current?.focus();
  };
  return (
    <>
      <Title exchange={exchange} />
      <div class="buttons">
        <button type="button" onClick={() => sendAgain()}>
          <Icon name="again" />
          Send again
        </button>
        <button ref={editButton} type="button" aria-expanded={isEditing} onClick={() => setEditing(!isEditing)}>
          <Icon name="edit" />
          Edit and send
        </button>
        <button type="button" onClick={() => copy(curlCommand(exchange), 'Copied as curl')}>
          <Icon name="copy" />
          Copy as curl
        </button>
        <LinkButton entry={entry} />
      </div>
      <Failure exchange={exchange} />
      {isEditing && <EditEvent event={event} onSend={sendAgain} onClose={closeEditor} />}
      <h3>
        Response
        <span class="faint">{describeBody(exchange)}</span>
        {problems.length > 0 && (
          <span class={`badge ${problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning'}`}>
            {plural(problems.length, 'problem')}
          </span>
        )}
        {body !== '' && (
          <button type="button" class="quiet small" onClick={() => copy(body, 'Response copied')}>
            Copy
          </button>
        )}
      </h3>
      <Problems problems={problems.filter(({ line }) => line === undefined || body === '')} />
      {body === '' ? (
        <p class="faint no-body">
          {exchange.milliseconds === undefined
            ? 'Waiting for the response…'
            : exchange.status === undefined
              ? 'There was no response.'
              : 'The response has no body.'}
        </p>
      ) : (
        <SourceView source={body} language={languageOf(exchange)} label="Body of the response" problems={problems} />
      )}
      {!isEditing && (
        <>
          <h3>
            Event
            <span class="faint">JSON</span>
            <button
              type="button"
              class="quiet small"
              onClick={() => copy(JSON.stringify(event, null, 2), 'Event copied')}
            >
              Copy
            </button>
          </h3>
          <SourceView source={JSON.stringify(event, null, 2)} language="json" label="JSON of the event" />
        </>
      )}
    </>
  );
}

function Title({ exchange }: { readonly exchange: Exchange }) {
  const { eventType, method, url, status, milliseconds, failure } = exchange;
  return (
    <header class="exchange-title">
      <h2 class="detail-title">{eventType}</h2>
      {status !== undefined && (
        <span class="status" data-class={failure === '' ? Math.floor(status / 100) : 'failed'}>
          {status}
        </span>
      )}
      {milliseconds !== undefined && <span class="faint">{formatDuration(milliseconds)}</span>}
      <p class="url">
        {method} {url}
      </p>
    </header>
  );
}

function Failure({ exchange }: { readonly exchange: Exchange }) {
  if (exchange.failure === '') return null;
  return (
    <div class="callout" data-severity="error">
      <Icon name="error" />
      <p>{exchange.failure}</p>
    </div>
  );
}

/** Problems that have no line. */
function Problems({ problems }: { readonly problems: readonly EntryProblem[] }) {
  return problems.map(({ severity, code, message, hint }) => (
    <div class="callout" data-severity={severity} key={`${code}:${message}`}>
      <Icon name={severity} />
      <p>
        <b>{message}</b> {hint} <small>{code}</small>
      </p>
    </div>
  ));
}

function describeBody({ contentType, body }: Exchange): string {
  const size = body.length >= SHORTENED - 3 ? `the first ${plural(body.length, 'character')}` : '';
  return [contentType || (body === '' ? '' : 'no content type'), size].filter(Boolean).join(', ');
}

function languageOf({ contentType, body }: Exchange): 'xml' | 'json' | 'text' {
  if (/json/i.test(contentType)) return 'json';
  return /xml|html/i.test(contentType) || body.trimStart().startsWith('<') ? 'xml' : 'text';
}

import type { TargetedEvent } from 'preact';
import type { ApplicationState } from '../../protocol.js';
import { ApplicationAway } from './application-away.js';
import { type Draft, parseSipHeaders } from './draft.js';

/** The id of the form. */
export const NEW_CALL_FORM = 'new-call';

export interface NewCallProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onDial: () => void;
  /** Its URL answers outbound calls unless the form says otherwise. */
  readonly application: ApplicationState | undefined;
}

/** The form before a call. Its button is that of the telephone: see `CallActions`. */
export function NewCall({ draft, onChange, onDial, application }: NewCallProps) {
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  const isInbound = draft.direction === 'inbound';
  const submit = (event: Event): void => {
    event.preventDefault();
    onDial();
  };
  return (
    <form id={NEW_CALL_FORM} class="new-call" onSubmit={submit}>
      <ApplicationAway application={application} />
      <fieldset class="segments">
        <legend class="hidden">Direction</legend>
        <Direction label="Call the application" isChosen={isInbound} onChoose={() => set({ direction: 'inbound' })} />
        <Direction label="Be called by it" isChosen={!isInbound} onChoose={() => set({ direction: 'outbound' })} />
      </fieldset>
      <Field
        label={isInbound ? 'Number to dial' : 'Your number'}
        value={draft.to}
        inputMode="tel"
        onInput={(to) => set({ to })}
        placeholder="+15551230002"
      />
      <Field
        label={isInbound ? 'Your number' : 'Called from'}
        value={draft.from}
        inputMode="tel"
        onInput={(from) => set({ from })}
        placeholder="+15551230001"
      />
      {isInbound ? (
        <InboundFields draft={draft} set={set} />
      ) : (
        <OutboundFields draft={draft} set={set} target={application?.target ?? ''} />
      )}
    </form>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}

function InboundFields({ draft, set }: PartProps) {
  const headers = parseSipHeaders(draft.sipHeaders);
  const error = typeof headers === 'string' ? headers : '';
  return (
    <>
      <Field
        label="Display name"
        value={draft.displayName}
        onInput={(displayName) => set({ displayName })}
        placeholder="Optional"
      />
      <label class="field">
        <span>SIP headers</span>
        <textarea
          rows={2}
          value={draft.sipHeaders}
          placeholder={'User-to-User: 1234;encoding=hex'}
          spellcheck={false}
          aria-invalid={error !== ''}
          aria-describedby="sip-error"
          onInput={({ currentTarget }: TargetedEvent<HTMLTextAreaElement>) => set({ sipHeaders: currentTarget.value })}
        />
        <span id="sip-error" class="error">
          {error}
        </span>
      </label>
    </>
  );
}

function OutboundFields({ draft, set, target }: PartProps & { readonly target: string }) {
  return (
    <>
      <Field
        label="Answer URL"
        value={draft.answerUrl}
        inputMode="url"
        onInput={(answerUrl) => set({ answerUrl })}
        placeholder={target || 'http://localhost:3000/answer'}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={draft.machineDetection}
          onChange={({ currentTarget }: TargetedEvent<HTMLInputElement>) =>
            set({ machineDetection: currentTarget.checked })
          }
        />
        Detect answering machines
      </label>
    </>
  );
}

function Direction(props: { readonly label: string; readonly isChosen: boolean; readonly onChoose: () => void }) {
  return (
    <label>
      <input type="radio" name="direction" checked={props.isChosen} onChange={props.onChoose} />
      <span>{props.label}</span>
    </label>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly inputMode?: 'tel' | 'url';
  readonly placeholder: string;
  readonly onInput: (value: string) => void;
}

function Field({ label, value, inputMode, placeholder, onInput }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        {...(inputMode === undefined ? {} : { inputMode })}
        value={value}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }: TargetedEvent<HTMLInputElement>) => onInput(currentTarget.value)}
      />
    </label>
  );
}

import type { TargetedEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { parseEvent } from './parse-event.js';

export interface EditEventProps {
  readonly event: Readonly<Record<string, unknown>>;
  readonly onSend: (event: Readonly<Record<string, unknown>>) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Edits the JSON of an event and sends it. */
export function EditEvent({ event, onSend, onClose }: EditEventProps) {
  const [text, setText] = useState(() => JSON.stringify(event, null, 2));
  const area = useRef<HTMLTextAreaElement>(null);
  const parsed = parseEvent(text);
  useEffect(() => area.current?.focus(), []);
  const submit = async (submitted: Event): Promise<void> => {
    submitted.preventDefault();
    if (!parsed.ok) return area.current?.focus();
    if (await onSend(parsed.event)) onClose();
  };
  return (
    <form
      class="edit"
      onSubmit={submit}
      onKeyDown={(key) => {
        if (key.key === 'Escape') {
          key.stopPropagation();
          onClose();
        }
        if (key.key === 'Enter' && (key.ctrlKey || key.metaKey)) void submit(key);
      }}
    >
      <label for="event-json">Event</label>
      <textarea
        id="event-json"
        ref={area}
        value={text}
        spellcheck={false}
        rows={Math.min(24, text.split('\n').length + 1)}
        aria-invalid={!parsed.ok}
        aria-describedby="event-json-error"
        onInput={({ currentTarget }: TargetedEvent<HTMLTextAreaElement>) => setText(currentTarget.value)}
      />
      <p id="event-json-error" class={parsed.ok ? 'faint' : 'error'}>
        {parsed.ok ? 'The call continues with the response. Ctrl+Enter sends, Escape closes.' : parsed.message}
      </p>
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled={!parsed.ok}>
          Send
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

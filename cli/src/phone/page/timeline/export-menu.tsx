import { usePhone } from '../phone.js';
import { Popover } from '../popover.js';

/** The exports of a call, or of the session. */
export function ExportMenu({ call }: { readonly call: string }) {
  const { store, connection, notify } = usePhone();
  const download = async (format: 'test' | 'json' | 'picture'): Promise<void> => {
    const query = new URLSearchParams({ format, ...(call === '' ? {} : { call }) });
    notify('Writing the file…', 'done');
    const result = await connection.download(`export?${query}`);
    if (typeof result === 'string') notify(result);
    else saveFile(result.name || `${call || 'session'}.${format}`, result.content);
  };
  const isEmpty = store.entries.length === 0;
  return (
    <Popover label={call === '' ? 'Export the session' : `Export ${call}`} icon="download">
      {(close) => {
        const choose = (work: () => void) => () => {
          close();
          work();
        };
        return (
          <ul class="choices-list">
            <Choice
              title="Call test"
              text="A test that holds the same call, ready to run"
              isDisabled={isEmpty}
              onChoose={choose(() => void download('test'))}
            />
            <Choice
              title="JSON"
              text="Every request, response and change"
              isDisabled={isEmpty}
              onChoose={choose(() => void download('json'))}
            />
            <Choice
              title="Picture"
              text="The path of the call on the map, as SVG"
              isDisabled={isEmpty}
              onChoose={choose(() => void download('picture'))}
            />
          </ul>
        );
      }}
    </Popover>
  );
}

/** Lets the browser save a file. */
function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun with the click, and reads the URL in the same task or soon after.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

interface ChoiceProps {
  readonly title: string;
  readonly text: string;
  readonly isDisabled: boolean;
  readonly onChoose: () => void;
}

function Choice({ title, text, isDisabled, onChoose }: ChoiceProps) {
  return (
    <li>
      <button type="button" disabled={isDisabled} onClick={onChoose}>
        <span>
          <b>{title}</b>
          <small>{text}</small>
        </span>
      </button>
    </li>
  );
}

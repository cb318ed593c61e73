import type { PhoneCall } from '../../protocol.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import { Popover } from '../popover.js';
import { formatClock, plural, titleOf } from '../wording.js';

export interface CallPickerProps {
  readonly call: string;
  readonly onChoose: (call: string) => void;
}

/** The history of the session: shows which call the timeline shows, and lets choose another one. */
export function CallPicker({ call, onChoose }: CallPickerProps) {
  const { store } = usePhone();
  const chosen = store.call(call);
  const label = chosen === undefined ? 'All calls' : chosen.id;
  return (
    <Popover
      label="Calls of the session"
      icon="list"
      class="call-picker"
      text={
        <>
          <b>{label}</b>
          <span class="faint">{chosen === undefined ? store.calls.length : titleOf(chosen)}</span>
          <Icon name="down" />
        </>
      }
    >
      {(close) => (
        <ul class="calls">
          <li>
            <button
              type="button"
              aria-current={call === '' ? 'true' : undefined}
              onClick={() => {
                onChoose('');
                close();
              }}
            >
              <Icon name="list" />
              <span>
                <b>All calls</b>
                <small>{plural(store.calls.length, 'call')} in this session</small>
              </span>
            </button>
          </li>
          {store.calls.toReversed().map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={call === one.id ? 'true' : undefined}
                onClick={() => {
                  onChoose(one.id);
                  close();
                }}
              >
                <Icon name={one.direction === 'inbound' ? 'incoming' : 'outgoing'} />
                <span>
                  <b>{one.id}</b> {titleOf(one)}
                  <small>{describe(one)}</small>
                </span>
                {one.problems > 0 && <span class="badge warning">{plural(one.problems, 'problem')}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

function describe({ startedAt, endedAt, cause }: PhoneCall): string {
  const begin = `from ${formatClock(startedAt, 0)}`;
  if (endedAt === undefined) return `${begin}, in progress`;
  const length = `${Math.round(endedAt - startedAt)} s`;
  return `${begin}, ${length}${cause === '' ? '' : `, ${cause}`}`;
}

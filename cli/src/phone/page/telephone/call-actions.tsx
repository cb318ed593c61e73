import type { Handset } from '../../protocol.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import { NEW_CALL_FORM } from './new-call.js';

export interface CallActionsProps {
  /** The handset that is held; undefined before a call. */
  readonly handset: Handset | undefined;
  readonly isDialing: boolean;
  readonly onDial: () => void;
}

/** The large buttons below the dial pad. */
export function CallActions({ handset, isDialing, onDial }: CallActionsProps) {
  const { send } = usePhone();
  if (handset === undefined) {
    return (
      <div class="actions">
        <button type="submit" form={NEW_CALL_FORM} class="call" disabled={isDialing}>
          <Icon name="phone" />
          Call
        </button>
      </div>
    );
  }
  if (handset.state === 'over') {
    return (
      <div class="actions">
        <button type="button" class="call" disabled={isDialing} onClick={onDial}>
          <Icon name="phone" />
          Call again
        </button>
      </div>
    );
  }
  const { id, state } = handset;
  if (state === 'ringing') {
    return (
      <div class="actions two">
        <button type="button" class="call" onClick={() => send({ kind: 'answer', handset: id, as: 'human' })}>
          <Icon name="phone" />
          Answer
        </button>
        <button type="button" class="hang-up" onClick={() => send({ kind: 'refuse', handset: id, how: 'rejects' })}>
          <Icon name="hangUp" />
          Refuse
        </button>
      </div>
    );
  }
  return (
    <div class="actions">
      <button type="button" class="hang-up" onClick={() => send({ kind: 'hangUp', handset: id })}>
        <Icon name="hangUp" />
        Hang up
      </button>
    </div>
  );
}

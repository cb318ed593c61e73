import type { Handset } from '../../protocol.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import { formatNumber, nameOf, stateOf } from '../wording.js';

export interface LinesProps {
  readonly handsets: readonly Handset[];
  /** The id of the handset that is held; empty for a new call. */
  readonly selected: string;
  readonly onSelect: (handset: string) => void;
}

/** The handsets, as the line keys of a desk telephone: each shows its state, and a ringing one can be answered here. */
export function Lines({ handsets, selected, onSelect }: LinesProps) {
  return (
    <ul class="phone-lines" aria-label="Handsets">
      {handsets.map((handset) => (
        <LineKey key={handset.id} handset={handset} isSelected={handset.id === selected} onSelect={onSelect} />
      ))}
      <li>
        <button
          type="button"
          class="line-key new"
          aria-current={selected === '' ? 'true' : undefined}
          onClick={() => onSelect('')}
        >
          <span class="lamp">
            <Icon name="plus" />
          </span>
          <span class="who">New call</span>
        </button>
      </li>
    </ul>
  );
}

interface LineKeyProps {
  readonly handset: Handset;
  readonly isSelected: boolean;
  readonly onSelect: (handset: string) => void;
}

function LineKey({ handset, isSelected, onSelect }: LineKeyProps) {
  const { send } = usePhone();
  const { id, state, number } = handset;
  const name = nameOf(handset);
  const answer = (): void => {
    onSelect(id);
    void send({ kind: 'answer', handset: id, as: 'human' });
  };
  return (
    <li data-state={state}>
      <button
        type="button"
        class="line-key"
        data-state={state}
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => onSelect(id)}
      >
        <span class="lamp">
          <Icon name={state === 'over' ? 'hangUp' : 'phone'} />
        </span>
        <span class="who">
          {name}
          {name !== formatNumber(number) && <small> {formatNumber(number)}</small>}
        </span>
        <span class="state">{stateOf(handset)}</span>
      </button>
      {state === 'ringing' && !isSelected && (
        <button type="button" class="answer small" onClick={answer}>
          Answer<span class="hidden"> {name}</span>
        </button>
      )}
    </li>
  );
}

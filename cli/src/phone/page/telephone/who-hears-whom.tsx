import type { Handset } from '../../protocol.js';
import { nameAmong, shortName } from '../wording.js';

/** Which handsets hear which: a row for each that speaks, a column for each that listens. */
export function WhoHearsWhom({ handsets }: { readonly handsets: readonly Handset[] }) {
  return (
    // A region that scrolls has to be reachable with the keyboard.
    <section class="matrix" aria-label="Who hears whom" tabIndex={0}>
      <table>
        <caption>Who hears whom</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="hidden">Speaks</span>
            </th>
            {handsets.map((handset) => (
              <th key={handset.id} scope="col" title={nameAmong(handset, handsets)}>
                <span>{shortName(nameAmong(handset, handsets))}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {handsets.map((speaker) => (
            <tr key={speaker.id}>
              <th scope="row" title={nameAmong(speaker, handsets)}>
                {shortName(nameAmong(speaker, handsets))}
              </th>
              {handsets.map((listener) => (
                <Cell key={listener.id} speaker={speaker} listener={listener} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>A row speaks, a column listens.</p>
    </section>
  );
}

function Cell({ speaker, listener }: { readonly speaker: Handset; readonly listener: Handset }) {
  if (speaker.id === listener.id) return <td data-hears="self" />;
  const hears = speaker.heardBy.includes(listener.id);
  return (
    <td data-hears={hears}>
      <span class="hidden">{hears ? 'is heard' : 'is not heard'}</span>
    </td>
  );
}

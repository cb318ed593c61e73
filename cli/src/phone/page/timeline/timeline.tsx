import type { TargetedEvent } from 'preact';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import { isAway } from '../telephone/application-away.js';
import { plural } from '../wording.js';
import { CallPicker } from './call-picker.js';
import { EntryList, type EntryListProps } from './entry-list.js';
import { ExportMenu } from './export-menu.js';
import { type EntryFilter, type EntryGroup, entryGroups, everything } from './filtered-entries.js';

const LABELS: Record<EntryGroup, string> = {
  requests: 'Requests',
  heard: 'Heard',
  input: 'Input',
  changes: 'Changes',
  problems: 'Problems',
};

export interface TimelineProps extends EntryListProps {
  readonly onFilter: (filter: EntryFilter) => void;
}

/** The calls as they happen: every request, response, sound, key and change. */
export function Timeline({ onFilter, ...list }: TimelineProps) {
  const { filtered, store } = usePhone();
  const { filter, entries } = filtered;
  const set = (part: Partial<EntryFilter>): void => onFilter({ ...filter, ...part });
  const toggle = (group: EntryGroup): void =>
    set({
      groups: filter.groups.includes(group) ? filter.groups.filter((one) => one !== group) : [...filter.groups, group],
    });
  const isFiltered = filter.groups.length > 0 || filter.search.trim() !== '';
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="toolbar">
        <CallPicker call={filter.call} onChoose={(call) => set({ call })} />
        <ExportMenu call={filter.call} />
      </div>
      <div class="toolbar filters">
        <label class="search">
          <Icon name="search" />
          <span class="hidden">Search requests, responses and words</span>
          <input
            type="search"
            placeholder="Search requests, responses, words"
            value={filter.search}
            spellcheck={false}
            onInput={({ currentTarget }: TargetedEvent<HTMLInputElement>) => set({ search: currentTarget.value })}
          />
        </label>
        <fieldset class="chips" aria-label="Show only">
          {entryGroups.map((group) => (
            <button
              key={group}
              type="button"
              class="chip"
              aria-pressed={filter.groups.includes(group)}
              onClick={() => toggle(group)}
            >
              {LABELS[group]}
            </button>
          ))}
        </fieldset>
      </div>
      <div class="list-area">
        <EntryList {...list} />
        {entries.length === 0 && (
          <div class="empty-state">
            {store.entries.length === 0 && isAway(store.application) ? (
              <>
                <Icon name="phone" />
                <h2>No calls yet</h2>
                <p>The application cannot be called: the telephone says why. It notices when that is corrected.</p>
              </>
            ) : store.entries.length === 0 ? (
              <>
                <Icon name="phone" />
                <h2>No calls yet</h2>
                <p>
                  Press Call, then use the dial pad or the keyboard. Every request and response appears here as it
                  happens.
                </p>
              </>
            ) : (
              <>
                <h2>Nothing matches</h2>
                <p>None of {plural(store.entries.length, 'entry', 'entries')} matches the search and the filter.</p>
                <button type="button" onClick={() => onFilter({ ...everything, call: isFiltered ? filter.call : '' })}>
                  Show everything
                </button>
              </>
            )}
          </div>
        )}
      </div>
      <p class="count">
        {isFiltered
          ? `${entries.length.toLocaleString('en')} of ${plural(store.entries.length, 'entry', 'entries')}`
          : plural(entries.length, 'entry', 'entries')}
        {store.dropped > 0 && `, ${store.dropped.toLocaleString('en')} older are no longer kept`}
      </p>
    </section>
  );
}

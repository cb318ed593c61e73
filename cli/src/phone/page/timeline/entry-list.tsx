import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePhone } from '../phone.js';
import { nameOf } from '../wording.js';
import { EntryRow } from './entry-row.js';
import { rowHeight } from './filtered-entries.js';

/** Pixels above and below the window in which rows are drawn too. */
const MARGIN = 240;
/** Pixels from the end within which the list follows new entries. */
const NEAR_END = 60;

export interface EntryListProps {
  /** The entry that the detail pane shows. */
  readonly active: number | undefined;
  /** The entry that the person chose; undefined if the detail pane follows the newest. */
  readonly chosen: number | undefined;
  readonly onChoose: (id: number) => void;
  readonly onOpen: () => void;
}

/**
 * The list of entries. Only the rows in its window are in the document, so that thousands of entries cost no more than
 * twenty. It follows new entries while it is scrolled to its end.
 */
export function EntryList({ active, chosen, onChoose, onOpen }: EntryListProps) {
  const { filtered, store } = usePhone();
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [view, setView] = useState({ top: 0, height: 600 });
  const { entries, height } = filtered;

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (follows.current && list.current !== null) list.current.scrollTop = height;
  }, [height, view.height]);

  // What is read stays in its place if older entries are dropped.
  const { droppedHeight } = filtered;
  const dropped = useRef(droppedHeight);
  useLayoutEffect(() => {
    if (!follows.current && list.current !== null) list.current.scrollTop -= droppedHeight - dropped.current;
    dropped.current = droppedHeight;
  }, [droppedHeight]);

  // A chosen entry is scrolled into view: by a key, by a link, or by a new filter.
  const isShown = filtered.positionOf(chosen) >= 0;
  useLayoutEffect(() => {
    const position = filtered.positionOf(chosen);
    const element = list.current;
    if (position < 0 || element === null) return;
    const [top, bottom] = [filtered.top(position), filtered.top(position + 1)];
    if (top < element.scrollTop) element.scrollTop = top - 8;
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight + 8;
  }, [chosen, filtered.filter, isShown]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const position = filtered.positionOf(active);
    const target = {
      ArrowDown: position + 1,
      ArrowUp: position < 0 ? entries.length - 1 : position - 1,
      PageDown: position + 10,
      PageUp: position - 10,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (event.key === 'Enter' && position >= 0) {
      onChoose(entries[position]?.id ?? -1);
      onOpen();
      return;
    }
    if (target === undefined || entries.length === 0) return;
    event.preventDefault();
    const entry = entries[Math.min(Math.max(target, 0), entries.length - 1)];
    if (entry !== undefined) onChoose(entry.id);
  };

  const choose = useCallback(
    (id: number) => {
      onChoose(id);
      onOpen();
    },
    [onChoose, onOpen],
  );

  const first = filtered.positionAt(Math.max(0, view.top - MARGIN));
  const last = Math.min(entries.length, filtered.positionAt(view.top + view.height + MARGIN) + 1);
  const isOneCall = filtered.filter.call !== '' || store.calls.length < 2;
  const rows = [];
  for (let position = first; position < last; position++) {
    const entry = entries[position];
    if (entry === undefined) continue;
    const handset = store.handset(entry.handset);
    rows.push(
      <EntryRow
        key={entry.id}
        entry={entry}
        who={handset === undefined ? '' : nameOf(handset)}
        call={isOneCall ? '' : entry.call}
        top={filtered.top(position)}
        // The line between two requests belongs to both.
        height={rowHeight(entry) + (entry.kind === 'exchange' ? 1 : 0)}
        isActive={entry.id === active}
        position={position}
        count={entries.length}
        onChoose={choose}
      />,
    );
  }
  const isActiveDrawn = rows.some(({ key }) => key === active);
  return (
    <div
      ref={list}
      class="entries"
      role="listbox"
      aria-label="What happened"
      tabIndex={0}
      aria-activedescendant={isActiveDrawn ? `entry-${active}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget }) => {
        const { scrollTop, scrollHeight, clientHeight } = currentTarget;
        follows.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
        setView({ top: scrollTop, height: clientHeight });
      }}
    >
      <div class="all" style={{ height: `${height}px` }} role="presentation">
        {rows}
      </div>
    </div>
  );
}

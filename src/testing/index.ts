/**
 * For tests of phone calls: the events that Bandwidth sends, ready-made, and documents laid out for snapshots.
 *
 * @module
 */
export type { Built, EventBuilder, Given, NoSuchField } from './event-fixtures/event-builder.js';
export { type EventBuilders, events } from './events.js';
export { type PrettyOptions, pretty, prettyAsync } from './pretty.js';

/** Types that every adapter exports. */
export type { AuthOption, Credentials } from './basic-auth.js';
export type { DedupeStore } from './dedupe.js';
export type { EventStore, PutResult, QueuedEvent } from './event-store.js';
export type { BasicAuthOptions } from './guard.js';
export type {
  AckHandler,
  AddedHandlers,
  BxmlDocument,
  EmptySyncHandler,
  Handlers,
  NotADocument,
  SyncHandler,
  WorkContext,
} from './handlers.js';
export type {
  EventAnswered,
  EventDone,
  EventFailed,
  EventSeen,
  RequestRefusal,
  WebhookHooks,
} from './hooks.js';
export type { DrainOptions, WorkInFlight } from './in-flight.js';
export type { PathOption } from './match-path.js';
export type { ErrorInfo, WebhookOptions } from './options.js';

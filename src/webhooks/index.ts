/** The types of the webhooks that every adapter exports. */
export type { AuthOption, Credentials } from './basic-auth.js';
export type { BasicAuthOptions } from './guard.js';
export type {
  AckHandler,
  AddedHandlers,
  BxmlDocument,
  EmptySyncHandler,
  Handlers,
  NotADocument,
  SyncHandler,
} from './handlers.js';
export type { PathOption } from './owned-paths.js';
export type { RepeatStore } from './repeats.js';
export type {
  EventAnswered,
  EventDone,
  EventFailed,
  EventSeen,
  RequestRefusal,
  WebhookHooks,
} from './webhook-hooks.js';
export type { ErrorInfo, WebhookOptions } from './webhook-options.js';
export type { DrainOptions, WorkInFlight } from './work-in-flight.js';

import { existsSync, readFileSync } from 'node:fs';

/** A field in the table of events that the project was written from. */
export interface ReferenceField {
  readonly type: string | readonly string[];
  readonly required: boolean;
  /** Whether it is sent today, though nobody promises it. */
  readonly expected?: boolean;
  readonly nullable?: boolean;
  readonly values?: readonly unknown[];
  readonly fields?: { readonly [field: string]: ReferenceField };
}

/** One of the places that the table has an event sent to. */
export interface ReferenceTarget {
  readonly where: string;
  readonly verb?: string;
  readonly operation?: string;
  readonly url: string;
  readonly method?: string | null;
  readonly credentials?: readonly string[] | null;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod?: string;
  readonly fallbackCredentials?: readonly string[];
  readonly appliesTo?: string;
  readonly timeout?: string;
}

/** An event in that table. */
export interface ReferenceEvent {
  readonly sentTo: readonly ReferenceTarget[];
  readonly kind: string;
  readonly responseContext: string | null;
  readonly emptyResponseAllowed: { readonly allowed: boolean; readonly status: number | null };
  readonly aliases?: readonly string[];
  readonly oneOfFields?: readonly string[];
  readonly fields: { readonly [field: string]: ReferenceField };
}

interface ReferenceTable {
  readonly events: { readonly [eventType: string]: ReferenceEvent };
  readonly eventsWithoutEventType: { readonly [event: string]: ReferenceEvent };
  readonly delivery: {
    readonly retries: { readonly [kind in 'sync' | 'async']: { readonly count: number } };
    readonly fallback: { readonly available: { readonly [how in 'withFallback' | 'withoutFallback']: string[] } };
  };
}

const file = new URL('../../../shared/bxml/events.json', import.meta.url);

/** The table, where it lies beside the checkout; a mere clone goes without. */
export const reference: ReferenceTable | undefined = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : undefined;

if (reference === undefined)
  console.log('Skipped: the table of events is not beside this checkout, so nothing is compared with it.');

import { existsSync, readFileSync } from 'node:fs';
import type { Test } from 'uvu';

/** An attribute in the table of elements that the project was written from. */
export interface ReferenceAttribute {
  readonly type: string;
  readonly required: boolean;
  readonly default: unknown;
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  readonly unit?: string;
  readonly pattern?: string;
  /** Values that it does not match are warned about. */
  readonly hintPattern?: string;
  /** Values accepted beside the pattern of the type. */
  readonly keywords?: readonly string[];
}

/** How many children; `null` for no limit. */
export interface ReferenceCount {
  readonly min: number;
  readonly max: number | null;
}

/** An element in that table. */
export interface ReferenceElement {
  readonly content: { readonly required: boolean; readonly pattern?: string } | null;
  readonly allowedParents: readonly string[];
  readonly children: { readonly [name: string]: ReferenceCount };
  readonly attributes: { readonly [name: string]: ReferenceAttribute };
  readonly terminalRules: { readonly terminal: string; readonly attribute: string | null } | null;
  readonly blocking: { readonly blocks: boolean | 'onlyIf'; readonly attribute?: string } | null;
  readonly rules: readonly { readonly id: string; readonly level: 'error' | 'warning' | 'info' }[];
}

/** An element of SSML in that table. */
export interface ReferenceSsml {
  readonly content: string | null;
  readonly attributes: {
    readonly [name: string]: {
      readonly required: boolean;
      readonly values?: readonly string[];
      readonly pattern?: string;
      readonly max?: string;
      readonly requiredIf?: { readonly [attribute: string]: string };
    };
  };
}

/** The whole of it, as far as it is compared. */
export interface ReferenceTable {
  readonly limits: {
    readonly documentBytes: { readonly max: number };
    readonly stream: { readonly concurrentTracks: number };
    readonly transcription: { readonly concurrentTracks: number };
  };
  readonly verbs: { readonly [name: string]: ReferenceElement };
  readonly contexts: {
    readonly [context in 'call' | 'conference' | 'transferAnswer']: {
      readonly allowed: readonly string[];
      readonly disallowed: readonly string[];
      readonly unlisted?: readonly string[];
    };
  };
  readonly ssml: { readonly elements: { readonly [name: string]: ReferenceSsml } };
  readonly voices: {
    readonly table: readonly {
      readonly voice: string;
      readonly locale: string;
      readonly gender: string;
      readonly type: string;
    }[];
    readonly locales: readonly { readonly locale: string }[];
    readonly legacyNames: readonly string[];
  };
}

const file = new URL('../../../shared/bxml/verbs.json', import.meta.url);

const table: ReferenceTable | undefined = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

if (table === undefined)
  console.log('Skipped: the table of elements is not beside this checkout, so nothing is compared with it.');

/** Tests against the table, where it lies beside the checkout; a mere clone goes without, and counts them as skipped. */
export function comparisons(test: Test): (name: string, act: (table: ReferenceTable) => void) => void {
  return (name, act) => {
    if (table === undefined) test.skip(name, () => undefined);
    else test(name, () => act(table));
  };
}

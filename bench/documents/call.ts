// The data of the documents: a phone call as an application knows it.

export interface Agent {
  readonly name: string;
  readonly team: string;
  /** E.164. */
  readonly number: string;
  readonly desk: number;
}

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly price: number;
  readonly note: string | null;
}

export type Language = 'en' | 'es' | 'fr';

export interface Call {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  /** The caller's name: some with accents, quotes, `&` or emoji. */
  readonly name: string;
  readonly company: string;
  readonly language: Language;
  /** 1 to 9. */
  readonly attempt: number;
  /** Callers ahead, 0 to 40. */
  readonly waiting: number;
  /** A decimal from 0.5 to 30. */
  readonly minutes: number;
  /** Dollars and cents. */
  readonly balance: number;
  readonly points: number;
  readonly code: string;
  /** Such as `2026-11-30`. */
  readonly date: string;
  readonly vip: boolean;
  readonly recorded: boolean;
  readonly agents: readonly Agent[];
  readonly items: readonly Item[];
  readonly lines: readonly string[];
}

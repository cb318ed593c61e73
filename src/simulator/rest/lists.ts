// What the operations that list have in common: conditions on times, and pages.
import { type Check, expects } from '../../problems/check-options.js';
import { positiveInteger } from '../../problems/value-checks.js';
import { invalidRequest } from './rest-error.js';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Checks for a time. */
export const isTime = expects(
  'a time such as 2026-01-05T09:00:00Z',
  (value) => typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)),
);

/** Returns a check for the size of a page. */
export const isPageSize = (max: number): Check =>
  expects(`a whole number, 1 to ${max}`, (value) => positiveInteger(value) === undefined && Number(value) <= max);

/** A page of a list, and the token of the next page, if there is one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/**
 * Returns a page of a list.
 *
 * @throws RestError (400) for a token that is not one of a page
 */
export function pageOf<T>(
  items: readonly T[],
  { pageSize = 1000, pageToken }: { readonly pageSize?: number | undefined; readonly pageToken?: string | undefined },
): Page<T> {
  const start = pageToken === undefined ? 0 : Number(/^after-(\d{1,6})$/.exec(pageToken)?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw invalidRequest('pageToken is not the token of a page');
  const end = start + pageSize;
  return { items: items.slice(start, end), next: end < items.length ? `after-${end}` : undefined };
}

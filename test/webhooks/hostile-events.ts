// Events of every kind, for tests with arbitrary handlers.
import fc from 'fast-check';
import { leastEvent } from '../events/samples.js';

export const events = {
  initiate: leastEvent('initiate'),
  conferenceCreated: leastEvent('conferenceCreated'),
  disconnect: { ...leastEvent('disconnect'), eventTime: '2026-11-24T00:00:00Z' },
  tomorrow: { eventType: 'tomorrow' },
};
export type Name = keyof typeof events;
export const anyName = fc.constantFrom(...(Object.keys(events) as Name[]));

export const requestOf = (name: Name, headers: Record<string, string> = {}): Request =>
  new Request('http://localhost/', {
    method: 'POST',
    body: JSON.stringify(events[name]),
    headers: { 'content-type': 'application/json', ...headers },
  });

/** Returns handlers that call the same function for every event. */
export const handlersThat = (act: () => unknown): object => ({
  initiate: act,
  conferenceCreated: act,
  disconnect: act,
});

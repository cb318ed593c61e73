// Sends an event of a timeline again, and lets the call continue with the response.
import { inspect } from '../../problems/inspect.js';
import { SimulatedCall } from '../calls/call.js';
import type { Simulation } from '../calls/simulation.js';
import { deliverAside, deliverForDocument, deliverInBackground } from '../delivery/delivery.js';
import { SimulatedConference } from '../rooms/conference.js';
import { SimulatedEndpoint } from '../rooms/endpoint.js';
import { wrongOption } from '../settings/checks.js';
import { definitionOf, nameOf, type SimulatedEvent, type TaggedEvent } from '../settings/sent-events.js';

/** @throws BxmlError (`simulator.options`) */
export function assertSentAgain(simulation: Simulation, entry: unknown, event: unknown): void {
  const sent = typeof entry === 'object' && entry !== null ? simulation.sent.get(entry) : undefined;
  if (sent === undefined) {
    throw wrongOption(
      `entry is ${inspect(entry)}; expected the entry of an event.`,
      "Pass an entry of a timeline of this platform whose kind is 'event'.",
    );
  }
  if (event === undefined) return;
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw wrongOption(`event is ${inspect(event)}; expected an object with the fields of the event.`);
  // Events of endpoints have `event` instead of `eventType`.
  const field = 'event' in sent.event ? 'event' : 'eventType';
  const { [field]: given } = event as Readonly<Record<string, unknown>>;
  const expected = nameOf(sent.event);
  if (given !== expected)
    throw wrongOption(`event.${field} is ${inspect(given)}; expected "${expected}", as in the entry.`);
  if (!isWritable(event))
    throw wrongOption(
      'event cannot be written as JSON.',
      'Remove the fields that JSON does not have, such as a bigint or an object that contains itself.',
    );
}

function isWritable(event: object): boolean {
  try {
    return JSON.stringify(event) !== undefined;
  } catch {
    return false;
  }
}

/** Sends the event of an entry again. Returns true if the call continues with the response. */
export function sendAgain(
  simulation: Simulation,
  entry: object,
  edited: Readonly<Record<string, unknown>> | undefined,
): boolean {
  const sent = simulation.sent.get(entry);
  if (sent === undefined) throw new TypeError('the entry was not checked');
  const { sender, address } = sent;
  const event = eventOf(simulation, sent.event, edited);
  if (!isSender(sender)) throw new TypeError('the event was sent by something else');
  const { record } = sender;
  simulation.register(record);
  record.noteChange(sender, `${nameOf(event)} is sent again`);
  if (sender instanceof SimulatedEndpoint || !isTagged(event) || definitionOf(nameOf(event)).kind === 'async') {
    deliverInBackground(sender, address, event);
    return false;
  }
  if (sender instanceof SimulatedConference && !sender.isOver) {
    sender.deliver(event, address);
    return true;
  }
  if (sender instanceof SimulatedConference || sender.isOver || sender.interpreter === undefined) {
    record.background(async () => void (await deliverAside(sender, address, event)));
    return false;
  }
  const { room } = sender;
  const redirected = new Promise<void>((resolve) => {
    sender.onEnd(() => resolve());
    sender.interpreter?.replace(() => {
      const document = deliverForDocument(sender, address, event);
      const done = (): void => resolve();
      document.then(done, done);
      return document;
    });
  });
  room?.leave(sender, redirected);
  return true;
}

const isSender = (sender: object): sender is SimulatedCall | SimulatedConference | SimulatedEndpoint =>
  sender instanceof SimulatedCall || sender instanceof SimulatedConference || sender instanceof SimulatedEndpoint;

/** True for an event of a call or a conference; those of WebRTC endpoints have no `eventType`. */
const isTagged = (event: SimulatedEvent): event is TaggedEvent => 'eventType' in event;

/**
 * Returns the event to send. Its `eventTime` is now, unless it was edited: an event with the same time is a repeat, which the
 * application may drop.
 */
function eventOf(
  simulation: Simulation,
  event: SimulatedEvent,
  edited: Readonly<Record<string, unknown>> = { ...event },
): SimulatedEvent {
  if (!('eventTime' in event) || edited.eventTime !== event.eventTime) return edited as object as SimulatedEvent;
  // A test may send what it likes: the application has to cope with fields that the types exclude.
  return { ...edited, eventTime: simulation.timeText(simulation.clock.now) } as object as SimulatedEvent;
}

import { NOT_SIMULATED } from '../calls/call-session.js';
import type { Leg } from '../calls/leg.js';
import { LegOver } from '../calls/simulation.js';
import { CallFailure } from '../delivery/delivery.js';
import type { FetchedDocument } from '../delivery/response-check.js';
import { stringOf, type VerbReading } from '../documents/parsed-verb.js';

/** A verb as it is executed: what it says, on which leg, from where. */
export interface VerbRun extends VerbReading {
  readonly leg: Leg;
  /** The address that served its document. */
  readonly base: string;
}

/** Executes a verb. What it returns takes the place of the rest of the document. */
export type Executor = (run: VerbRun) => Promise<FetchedDocument | undefined>;

/** Runs a document, and those that it leads to, until the verbs run out. */
async function runDocument(leg: Leg, fetched: FetchedDocument): Promise<void> {
  const visits = new Visits(leg);
  let document: FetchedDocument | undefined = fetched;
  while (document !== undefined) {
    visits.note(document.url);
    document = await runVerbs(leg, document);
  }
}

async function runVerbs(leg: Leg, { verbs, url }: FetchedDocument): Promise<FetchedDocument | undefined> {
  const { board } = leg.call;
  board.follow('delivery.relative');
  if (verbs.length === 0) {
    board.follow('document.empty');
    leg.end('hangup', 'is hung up: the document is empty');
    leg.assertUp();
  }
  for (const verb of verbs) {
    leg.assertUp();
    const executor = board.executors[verb.name];
    if (executor === undefined) throw new CallFailure('application-error', notExecuted(leg, verb.name));
    board.execute(`verb:${verb.name}`);
    if (verb.definition.answers === true) answerBy(leg);
    setTag(leg, verb);
    const next = await executor({ ...verb, leg, base: url });
    if (next !== undefined) return next;
  }
  board.follow('document.end');
  return undefined;
}

function notExecuted(leg: Leg, name: string): string {
  const message = `<${name}> cannot be simulated: the simulator does not execute that verb yet`;
  leg.call.faults.push({ code: NOT_SIMULATED, message });
  leg.call.note(leg, { kind: 'trouble', text: message });
  return message;
}

function answerBy(leg: Leg): void {
  if (leg.answeredAt !== undefined) return;
  leg.call.board.follow('answer.by-verb');
  leg.answer();
}

/** An attribute holds for the rest of the call, like the verb; that of a destination is for its own leg. */
function setTag(leg: Leg, { attributes }: VerbReading): void {
  const tag = stringOf(attributes, 'tag');
  if (tag === undefined) return;
  leg.call.board.follow('tag.attribute');
  leg.tag = tag;
}

/** The most addresses that a message about a loop names. */
const NAMED = 5;

/** Finds the call that goes round in circles while no time passes, but for what its requests take. */
class Visits {
  readonly #leg: Leg;
  #since = -1;
  #urls: string[] = [];

  constructor(leg: Leg) {
    this.#leg = leg;
  }

  note(url: string): void {
    const { call, requesting } = this.#leg;
    const { clock, settings } = call.board;
    const now = clock.now - requesting;
    if (now !== this.#since) {
      this.#since = now;
      this.#urls = [];
    }
    this.#urls.push(url);
    const { documents } = settings.limits;
    if (this.#urls.length <= documents) return;
    call.board.follow('document.loop');
    const message = `more than ${documents} documents while no time passed: ${this.#cycle().join(' → ')}`;
    call.fault(this.#leg, 'loop', message);
    throw new CallFailure('error', message);
  }

  /** The addresses of one round, or the last ones where each is new. */
  #cycle(): string[] {
    const start = this.#urls.lastIndexOf(this.#urls.at(-1) ?? '', -2);
    return this.#urls.slice(Math.max(start, this.#urls.length - NAMED));
  }
}

/** Runs what a leg does from its first document to its end, and ends it as the outcome says. */
export async function runLeg(leg: Leg, fetch: () => Promise<FetchedDocument | undefined>): Promise<boolean> {
  try {
    const document = await fetch();
    if (document !== undefined) await runDocument(leg, document);
    return true;
  } catch (error) {
    if (error instanceof CallFailure) {
      leg.fail(error);
      return false;
    }
    if (error instanceof LegOver) return false;
    throw error;
  }
}

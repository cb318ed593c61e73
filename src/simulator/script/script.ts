import type { SimulatedCall, WaitOptions } from '../calls/call.js';
import { NOT_SIMULATED } from '../calls/call-record.js';
import { CallFailure } from '../calls/failure.js';
import type { CallInput } from '../calls/input.js';
import { CallEnded } from '../calls/simulation.js';
import type { FetchedDocument } from '../delivery/response-check.js';
import type { Sender } from '../delivery/sender.js';
import { type ParsedVerb, stringOf } from '../documents/parsed-verb.js';

/** What documents run for: a call, or a conference. */
export interface Subject extends Sender {
  tag: string;
  readonly answeredAt: number | undefined;
  answer(): void;
  wait(milliseconds: number, options?: WaitOptions): Promise<CallInput | undefined>;
  interrupt(owner: object, reason: unknown): void;
  end(cause: string, words: string): void;
  fail(failure: CallFailure): void;
}

/** A verb as it is executed: what it says, for whom, from where. */
export interface VerbRun<S extends Subject = SimulatedCall> extends ParsedVerb {
  readonly call: S;
  /** The URL that served its document. */
  readonly base: string;
  readonly script: Script<S>;
  /** Waits for the subject as {@link SimulatedCall.wait} does, and ends when the document is replaced or stopped too. */
  wait(milliseconds: number, options?: Omit<WaitOptions, 'owner'>): Promise<CallInput | undefined>;
}

/** Executes a verb. What it returns takes the place of the rest of the document. */
export type Executor<S extends Subject = SimulatedCall> = (run: VerbRun<S>) => Promise<FetchedDocument | undefined>;

/** What executes each verb, by name. */
export type Executors<S extends Subject = SimulatedCall> = Readonly<Record<string, Executor<S>>>;

/** Gets the document to run. */
type Fetch = () => Promise<FetchedDocument | undefined>;

/** Thrown into everything that a document waits for when the document is replaced or stopped. */
class ScriptStopped {}

/** One document of a script, with those that it leads to. */
interface Running {
  isStopped: boolean;
}

/** Runs documents for a subject: one, and those that it leads to. The document can be replaced while the subject lives. */
export class Script<S extends Subject = SimulatedCall> {
  readonly executors: Executors<S>;
  readonly #subject: S;
  #running: Running | undefined;
  #replacement: Fetch | undefined;

  constructor(subject: S, executors: Executors<S>) {
    this.#subject = subject;
    this.executors = executors;
  }

  /**
   * Runs documents until the verbs run out. A failure ends the subject.
   *
   * @returns false if it was stopped, or if the subject ended meanwhile
   */
  async run(fetch: Fetch): Promise<boolean> {
    for (let next: Fetch | undefined = fetch; ; next = this.#replacement) {
      if (next === undefined) return false;
      this.#replacement = undefined;
      const running: Running = { isStopped: false };
      this.#running = running;
      const isDone = await this.#runOne(running, next);
      if (this.#replacement === undefined) return isDone;
    }
  }

  /**
   * Stops the document that runs and runs another one in its place, while the subject lives. What verbs wait for ends at
   * once; a request that is with the application is waited for, and its answer ignored.
   *
   * @returns false if no document runs
   */
  replace(fetch: Fetch): boolean {
    if (!this.stop()) return false;
    this.#replacement = fetch;
    return true;
  }

  /** Stops the document that runs. Returns false if none runs. */
  stop(): boolean {
    const running = this.#running;
    if (running === undefined) return false;
    running.isStopped = true;
    this.#subject.interrupt(running, new ScriptStopped());
    return true;
  }

  async #runOne(running: Running, fetch: Fetch): Promise<boolean> {
    const subject = this.#subject;
    try {
      const visits = new Visits(subject);
      let document = await fetch();
      while (document !== undefined && !running.isStopped) {
        visits.note(document.url);
        document = await this.#runVerbs(running, document);
      }
      return !running.isStopped;
    } catch (error) {
      if (error instanceof CallEnded || error instanceof ScriptStopped) return false;
      if (!(error instanceof CallFailure)) throw error;
      if (!running.isStopped) subject.fail(error);
      return false;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  async #runVerbs(running: Running, { verbs, url }: FetchedDocument): Promise<FetchedDocument | undefined> {
    const subject = this.#subject;
    const { simulation } = subject;
    simulation.recordCoverage('delivery.relative');
    if (verbs.length === 0) {
      simulation.recordCoverage('document.empty');
      subject.end('hangup', 'is hung up: the document is empty');
      subject.throwIfEnded();
    }
    const wait: VerbRun['wait'] = (milliseconds, options) => {
      if (running.isStopped) throw new ScriptStopped();
      return subject.wait(milliseconds, { ...options, owner: running });
    };
    for (const verb of verbs) {
      if (running.isStopped) return undefined;
      subject.throwIfEnded();
      const executor = this.executors[verb.name];
      if (executor === undefined) throw new CallFailure('application-error', notExecuted(subject, verb.name));
      simulation.recordCoverage(`verb:${verb.name}`);
      if (verb.definition.answers === true) answerBy(subject);
      setTag(subject, verb);
      const next = await executor({ ...verb, call: subject, base: url, script: this, wait });
      if (next !== undefined) return next;
    }
    simulation.recordCoverage('document.end');
    return undefined;
  }
}

/** A call whose documents run. */
export interface StartedCall {
  readonly call: SimulatedCall;
  readonly script: Script;
  /** The faults that the call had when its first document was there; undefined until then. */
  readonly faultsAtStart: number | undefined;
}

/** Runs the documents of a call from the first on, and hangs up when the verbs run out. Returns at once. */
export function startCall(call: SimulatedCall, executors: Executors, fetch: Fetch): StartedCall {
  const { simulation, record } = call;
  const script = new Script(call, executors);
  let faultsAtStart: number | undefined;
  simulation.spawn(async () => {
    const isDone = await script.run(async () => {
      const document = await fetch();
      faultsAtStart = record.faultCount;
      return document;
    });
    if (!isDone || call.isOver) return;
    call.end('hangup', 'is hung up: the document is at its end');
  });
  return {
    call,
    script,
    get faultsAtStart() {
      return faultsAtStart;
    },
  };
}

function notExecuted({ record, name: who }: Subject, name: string): string {
  const message = `<${name}> cannot be simulated: the simulator does not execute that verb yet`;
  record.faults.push({ code: NOT_SIMULATED, message });
  record.note({ name: who }, { kind: 'trouble', text: message });
  return message;
}

function answerBy(subject: Subject): void {
  if (subject.answeredAt !== undefined) return;
  subject.simulation.recordCoverage('answer.by-verb');
  subject.answer();
}

/** An attribute holds for the rest of the call, like the verb; that of a destination is for its own leg. */
function setTag(subject: Subject, { attributes }: ParsedVerb): void {
  const tag = stringOf(attributes, 'tag');
  if (tag === undefined) return;
  subject.simulation.recordCoverage('tag.attribute');
  subject.tag = tag;
}

/** The most URLs that a message about a loop names. */
const NAMED = 5;

/** Finds the subject that goes round in circles while no time passes, except what its requests take. */
class Visits {
  readonly #subject: Subject;
  #since = -1;
  #urls: string[] = [];

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  note(url: string): void {
    const { simulation, record, requesting } = this.#subject;
    const { clock, settings } = simulation;
    const now = clock.now - requesting;
    if (now !== this.#since) {
      this.#since = now;
      this.#urls = [];
    }
    this.#urls.push(url);
    const { documents } = settings.limits;
    if (this.#urls.length <= documents) return;
    simulation.recordCoverage('document.loop');
    const message = `more than ${documents} documents while no time passed: ${this.#cycle().join(' → ')}`;
    record.fault(this.#subject, 'loop', message);
    throw new CallFailure('error', message);
  }

  /** The URLs of one round, or the last ones if each is new. */
  #cycle(): string[] {
    const start = this.#urls.lastIndexOf(this.#urls.at(-1) ?? '', -2);
    return this.#urls.slice(Math.max(start, this.#urls.length - NAMED));
  }
}

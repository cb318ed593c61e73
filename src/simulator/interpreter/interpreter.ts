// Executes the verbs of BXML documents for a call or a conference, one after the other, and follows the documents that
// they lead to. A document can be replaced while it runs, as an update of the call by the REST API does.
import type { DocumentFetch, DocumentRunner, DocumentWait, SimulatedCall } from '../calls/call.js';
import { NOT_SIMULATED } from '../calls/call-record.js';
import { CallFailure } from '../calls/failure.js';
import type { CallInput } from '../calls/input.js';
import { CallEnded } from '../calls/simulation.js';
import type { WaitOptions } from '../calls/waits.js';
import type { Sender } from '../delivery/sender.js';
import { type FetchedDocument, type ParsedVerb, stringOf } from '../documents/parsed-verb.js';

/** What a document runs for: a call, or a conference. */
export interface Subject extends Sender {
  readonly answeredAt: number | undefined;
  answer(): void;
  wait(milliseconds: number, options?: WaitOptions): Promise<CallInput | undefined>;
  interrupt(owner: object, reason: unknown): boolean;
  /** Applies the `tag` attribute of a verb. */
  applyTag(tag: string): void;
  /** Called for a document without verbs. */
  documentEmpty(): void;
  /** Called after the last verb of a document. */
  documentDone(): void;
  /**
   * Called if a verb fails. Returns to continue with the next verb.
   *
   * @throws CallFailure to stop the document
   */
  verbFailed(verb: string, failure: CallFailure): void;
  /** Called if a document fails. */
  fail(failure: CallFailure): void;
}

/** A verb that is being executed, with the call that it runs for. */
export interface VerbRun<S extends Subject = SimulatedCall> extends ParsedVerb {
  readonly call: S;
  /** The URL that served its document. */
  readonly base: string;
  readonly interpreter: Interpreter<S>;
  readonly wait: DocumentWait;
}

/** Executes a verb. A document that it returns replaces the rest of the current one. */
export type Executor<S extends Subject = SimulatedCall> = (run: VerbRun<S>) => Promise<FetchedDocument | undefined>;

/** The executors of the verbs, by name. */
export type Executors<S extends Subject = SimulatedCall> = Readonly<Record<string, Executor<S>>>;

/** Rejects all waits of a document that is replaced or stopped. */
class DocumentStopped {}

/** A document that runs, and the documents that it leads to. */
class DocumentRun {
  isStopped = false;
  /** Resolves with false when the document is stopped. */
  readonly stopped: Promise<false>;
  /** Resolves when the verb has stopped; `undefined` unless the document was stopped while a verb was waiting. */
  unwound: Promise<unknown> | undefined;
  #resolve: (isDone: false) => void = () => undefined;

  constructor() {
    this.stopped = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  stop(): void {
    this.isStopped = true;
    this.#resolve(false);
  }
}

/** Runs documents for a subject: a first one, and those that it leads to. */
export class Interpreter<S extends Subject = SimulatedCall> implements DocumentRunner {
  readonly executors: Executors<S>;
  /** True if a document was replaced. */
  wasReplaced = false;
  readonly #subject: S;
  readonly #onDone: () => void;
  readonly #replacements: Visits;
  #running: DocumentRun | undefined;
  /** Resolves when the current documents are done, or have stopped. */
  #work: Promise<boolean> | undefined;

  /** @param onDone called after the last verb of a document that {@link start} or {@link replace} runs. Default: nothing */
  constructor(subject: S, executors: Executors<S>, onDone: () => void = () => undefined) {
    this.#subject = subject;
    this.executors = executors;
    this.#onDone = onDone;
    this.#replacements = new Visits(subject);
  }

  /**
   * Runs documents until there are no more verbs. A failure ends the subject.
   *
   * @returns false if the document was stopped or replaced, or if the subject has ended
   */
  run(fetch: DocumentFetch): Promise<boolean> {
    const running = new DocumentRun();
    this.#running = running;
    this.#work = this.#runDocuments(running, fetch);
    return Promise.race([this.#work, running.stopped]);
  }

  /** Runs documents in the background. */
  start(fetch: DocumentFetch): void {
    const subject = this.#subject;
    subject.simulation.spawn(async () => {
      const isDone = await this.run(fetch);
      if (isDone && !subject.isOver) this.#onDone();
    });
  }

  /**
   * Stops the current document, if there is one, and runs another one in the background. Waits of its verbs end at once. A
   * request that is in progress is completed and its response ignored; the other document does not wait for it. A subject whose
   * document is replaced again and again while no time passes is in a loop, and fails.
   *
   * @returns false if the subject is over
   */
  replace(fetch: DocumentFetch): boolean {
    const subject = this.#subject;
    if (subject.isOver) return false;
    const replaced = this.#running;
    this.wasReplaced = true;
    if (this.stop() && replaced?.unwound === undefined) subject.simulation.recordCoverage('updateCall.while-waiting');
    subject.simulation.spawn(async () => {
      await replaced?.unwound;
      // The first of two replacements at once has begun by now.
      this.stop();
      if (subject.isOver) return;
      this.start((wait) => {
        this.#replacements.noteReplacement();
        return fetch(wait);
      });
    });
    return true;
  }

  /** Stops the current document. Returns false if none is running. */
  stop(): boolean {
    const running = this.#running;
    if (running === undefined || running.isStopped) return false;
    running.stop();
    if (this.#subject.interrupt(running, new DocumentStopped())) running.unwound = this.#work;
    return true;
  }

  async #runDocuments(running: DocumentRun, fetch: DocumentFetch): Promise<boolean> {
    const subject = this.#subject;
    try {
      const visits = new Visits(subject);
      let document = await fetch((milliseconds, options) => this.#wait(running, milliseconds, options));
      while (document !== undefined && !running.isStopped) {
        visits.note(document.url);
        document = await this.#runVerbs(running, document);
      }
      return !running.isStopped;
    } catch (error) {
      if (error instanceof CallEnded || error instanceof DocumentStopped) return false;
      if (!(error instanceof CallFailure)) throw error;
      if (running.isStopped) reportUnused(subject, error);
      else subject.fail(error);
      return false;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  /** Waits on behalf of a document. */
  #wait(running: DocumentRun, milliseconds: number, options: WaitOptions = {}): Promise<CallInput | undefined> {
    if (running.isStopped) throw new DocumentStopped();
    const { takes, decision } = options;
    return this.#subject.wait(milliseconds, { takes, decision, owner: running });
  }

  async #runVerbs(running: DocumentRun, { verbs, url }: FetchedDocument): Promise<FetchedDocument | undefined> {
    const subject = this.#subject;
    const { simulation } = subject;
    simulation.recordCoverage('delivery.relative');
    if (verbs.length === 0) subject.documentEmpty();
    const wait: DocumentWait = (milliseconds, options) => this.#wait(running, milliseconds, options);
    for (const verb of verbs) {
      if (running.isStopped) return undefined;
      subject.throwIfEnded();
      const executor = this.executors[verb.name];
      if (executor === undefined) throw new CallFailure('application-error', notExecuted(subject, verb.name));
      simulation.recordCoverage(`verb:${verb.name}`);
      if (verb.definition.answers === true) answerBy(subject);
      setTag(subject, verb);
      try {
        const { name, definition, attributes, text, children, node } = verb;
        const next = await executor({
          name,
          definition,
          attributes,
          text,
          children,
          node,
          call: subject,
          base: url,
          interpreter: this,
          wait,
        });
        if (next !== undefined) return next;
      } catch (error) {
        if (!(error instanceof CallFailure) || running.isStopped) throw error;
        subject.verbFailed(verb.name, error);
      }
    }
    subject.documentDone();
    return undefined;
  }
}

/** Returns an interpreter for the documents of a call, which hangs up after the last verb. */
export function interpreterFor(call: SimulatedCall, executors: Executors): Interpreter {
  const interpreter = new Interpreter(call, executors, () => call.end('hangup', 'is hung up: end of the document'));
  call.interpreter = interpreter;
  return interpreter;
}

/** A call whose documents are running. */
export interface StartedCall {
  readonly call: SimulatedCall;
  readonly interpreter: Interpreter;
  /** The number of faults of the call when its first document had arrived or was replaced; undefined until then. */
  readonly faultsAtStart: number | undefined;
}

/** Runs the documents of a call in the background, from the first one, and hangs up after the last verb. */
export function startCall(call: SimulatedCall, executors: Executors, fetch: DocumentFetch): StartedCall {
  const interpreter = interpreterFor(call, executors);
  let faultsAtStart: number | undefined;
  interpreter.start(async (wait) => {
    const document = await fetch(wait);
    faultsAtStart = call.record.faultCount;
    return document;
  });
  return {
    call,
    interpreter,
    get faultsAtStart() {
      if (interpreter.wasReplaced) faultsAtStart ??= call.record.faultCount;
      return faultsAtStart;
    },
  };
}

/** Reports a request that failed after another document had replaced the one that made it. */
function reportUnused(subject: Subject, { message, failure, isReported }: CallFailure): void {
  if (isReported) return;
  const code = failure?.isOfHandler === true ? 'handler-error' : 'lost-event';
  subject.record.fault(subject, code, `the response is ignored, and is a failure: ${message}`, failure);
}

function notExecuted({ record, name: who }: Subject, name: string): string {
  const message = `<${name}> cannot be simulated: the simulator executes the verbs of BXML, not those made with defineVerb`;
  record.raise({ name: who }, { code: NOT_SIMULATED, message });
  record.note({ name: who }, { kind: 'trouble', text: message });
  return message;
}

function answerBy(subject: Subject): void {
  if (subject.answeredAt !== undefined) return;
  subject.simulation.recordCoverage('answer.by-verb');
  subject.answer();
}

/** Applies the `tag` attribute of a verb to the rest of the call. The tag of a destination applies to its own leg. */
function setTag(subject: Subject, { attributes }: ParsedVerb): void {
  const tag = stringOf(attributes, 'tag');
  if (tag !== undefined) subject.applyTag(tag);
}

/** The maximum number of URLs in a message about a loop. */
const MAX_URLS = 5;

/** Milliseconds of real time that may pass between two documents of a loop, besides that of its requests. */
const REAL_PAUSE = 50;

/** Detects a subject that loops: it fetches document after document while no time passes, except during its requests. */
class Visits {
  readonly #subject: Subject;
  /** The time of the latest document. */
  #since = -1;
  #urls: string[] = [];
  #replacements = 0;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** @throws CallFailure if the document is one too many */
  note(url: string): void {
    this.#resetIfTimePassed();
    this.#urls.push(url);
    const { documents } = this.#subject.simulation.settings.limits;
    if (this.#urls.length <= documents) return;
    this.#fail(`more than ${documents} documents while no time passed: ${this.#cycle().join(' → ')}`);
  }

  /** @throws CallFailure if the replacement is one too many */
  noteReplacement(): void {
    this.#resetIfTimePassed();
    const { documents } = this.#subject.simulation.settings.limits;
    if (++this.#replacements <= documents) return;
    this.#fail(
      `more than ${documents} documents, each replaced by the next, while no time passed: a handler that redirects its own call must not answer that redirect with another one`,
    );
  }

  #resetIfTimePassed(): void {
    const { simulation, requesting } = this.#subject;
    const { clock } = simulation;
    const now = clock.now - requesting;
    const isSame = clock.isReal ? now - this.#since <= REAL_PAUSE : now === this.#since;
    this.#since = now;
    if (isSame) return;
    this.#urls = [];
    this.#replacements = 0;
  }

  #fail(message: string): never {
    const { simulation, record } = this.#subject;
    simulation.recordCoverage('document.loop');
    record.fault(this.#subject, 'loop', message);
    throw new CallFailure('error', message);
  }

  /** Returns the URLs of one round of the loop, or the latest ones if the URLs do not repeat. */
  #cycle(): string[] {
    const start = this.#urls.lastIndexOf(this.#urls.at(-1) ?? '', -2);
    return this.#urls.slice(Math.max(start, this.#urls.length - MAX_URLS));
  }
}

// Explores a call flow: the graph of everything that calls came to, before equal states are joined.
import {
  type Attempt,
  type AttemptSettings,
  attemptsAt,
  hangUpLabel,
  isHangUp,
  keysNamedAt,
  startAttempts,
} from './actions.js';
import type { Arrival } from './arrival.js';
import type { Action } from './call-map.js';
import { type HandlersFound, HandlerUse } from './handler-use.js';
import {
  choiceSignature,
  documentTexts,
  hashOf,
  type Noise,
  type NoiseRules,
  noiseBetween,
  noiseKeyOf,
  pathOf,
  withPlaceholders,
} from './placeholders.js';
import { Replay, type ReplaySettings } from './replay.js';

/** The limits of a walk. */
export interface WalkLimits {
  /** States that are explored. */
  readonly states: number;
  /** Actions in a path. */
  readonly depth: number;
  /** Calls. */
  readonly calls: number;
  /** Real seconds. */
  readonly seconds: number;
  /** Documents that differ in a number, a key or a tag, of the same state. */
  readonly variants: number;
}

/** What an action at a node leads to. */
export interface GraphEdge extends Attempt {
  readonly target: GraphNode;
}

/** Something that a call came to by a path. */
export interface GraphNode {
  readonly index: number;
  /** `undefined` for the start of an outbound call. */
  readonly arrival: Arrival | undefined;
  readonly path: readonly Action[];
  /** The same for all nodes that may be one state. */
  readonly signature: string;
  /** A hash of what is heard on the way, of earlier documents. */
  readonly lead: string;
  /** The node with the same document after other prompts. What follows is the same, and explored there. */
  readonly alike: GraphNode | undefined;
  /** The node before it on its path. */
  readonly before: GraphNode | undefined;
  readonly edges: GraphEdge[];
  /** What has not been tried: `true` if nothing was. */
  isUnexplored: boolean;
  /** The node that it is taken for, because enough nodes like it were explored. */
  sameAs: GraphNode | undefined;
}

/** The graph of a walk. */
export interface Graph {
  readonly start: GraphNode;
  readonly nodes: readonly GraphNode[];
  readonly leftOut: readonly string[];
  readonly calls: number;
  /** The handlers of the application. */
  readonly handlers: HandlersFound;
}

/** What a walk needs besides the application. */
export interface ExploreSettings extends AttemptSettings {
  readonly limits: WalkLimits;
  /** True if the application reads what a walk holds fixed, such as the number of the caller. */
  readonly hasOtherCalls: boolean;
  /** Calls at the same time. */
  readonly concurrency: number;
  readonly onProgress: (progress: {
    readonly calls: number;
    readonly states: number;
    readonly waiting: number;
  }) => void;
  readonly signal: AbortSignal | undefined;
  readonly now: () => number;
}

/** Thrown to begin again with a rule for a document that differs from call to call. */
class NoiseFound {
  readonly key: string;
  readonly noise: Noise;

  constructor(key: string, noise: Noise) {
    this.key = key;
    this.noise = noise;
  }
}

/** The most times that a walk begins again. Then all documents that differ are noise throughout. */
const MAX_RESTARTS = 8;

/** Explores a call flow, breadth first: the first path to a node is one of its shortest. */
export async function explore(replays: ReplaySettings, settings: ExploreSettings): Promise<Graph> {
  const rules = new Map<string, Noise>();
  const deadline = settings.now() + settings.limits.seconds * 1000;
  let calls = 0;
  for (let restarts = 0; ; restarts++) {
    const exploration = new Exploration(replays, settings, rules, { deadline, calls });
    try {
      return await exploration.run();
    } catch (error) {
      if (!(error instanceof NoiseFound)) throw error;
      ({ calls } = exploration);
      rules.set(error.key, restarts < MAX_RESTARTS ? error.noise : { words: 'all' });
    }
  }
}

class Exploration {
  calls: number;
  readonly #replays: ReplaySettings;
  readonly #settings: ExploreSettings;
  readonly #rules: NoiseRules;
  readonly #deadline: number;
  readonly #nodes: GraphNode[] = [];
  /** The nodes by the texts of their documents. */
  readonly #byText = new Map<string, GraphNode>();
  readonly #bySignature = new Map<string, GraphNode[]>();
  readonly #queue: GraphNode[] = [];
  readonly #leftOut = new Set<string>();
  readonly #handlers = new HandlerUse();
  #explored = 0;

  constructor(
    replays: ReplaySettings,
    settings: ExploreSettings,
    rules: NoiseRules,
    { deadline, calls }: { readonly deadline: number; readonly calls: number },
  ) {
    this.#replays = replays;
    this.#settings = settings;
    this.#rules = rules;
    this.#deadline = deadline;
    this.calls = calls;
  }

  async run(): Promise<Graph> {
    const start = await this.#start();
    for (let node = this.#queue.shift(); node !== undefined; node = this.#queue.shift()) {
      this.#settings.signal?.throwIfAborted();
      const limit = this.#limitReached(node);
      if (limit !== undefined) {
        node.isUnexplored = true;
        this.#leftOut.add(limit);
        continue;
      }
      await this.#explore(node);
    }
    return { start, nodes: this.#nodes, leftOut: [...this.#leftOut], calls: this.calls, handlers: this.#handlers };
  }

  async #start(): Promise<GraphNode> {
    const { start } = this.#replays;
    if (start.kind === 'outbound') return this.#add(undefined, [], undefined, { signature: 'start' });
    const { arrival, afterHangUp } = await this.#replay([]);
    if (arrival === undefined) throw new TypeError('a call came to nothing');
    const node = this.#nodeFor(arrival, [], undefined);
    this.#addHangUp(node, afterHangUp);
    return node;
  }

  #limitReached({ path }: GraphNode): string | undefined {
    const { limits, now } = this.#settings;
    if (now() > this.#deadline) return `It ended after ${limits.seconds} seconds (--max-seconds).`;
    if (this.#explored >= limits.states) return `States after the first ${limits.states} (--max-states).`;
    if (this.calls >= limits.calls) return `What more than ${limits.calls} calls would find (--max-calls).`;
    if (path.length >= limits.depth) return `Paths of more than ${limits.depth} actions (--max-depth).`;
    return undefined;
  }

  /** Tries everything at a node, except what other nodes of its state have shown. */
  async #explore(node: GraphNode): Promise<void> {
    const known = this.#knownVariant(node);
    if (known !== undefined) {
      node.sameAs = known;
      return;
    }
    this.#explored++;
    const attempts =
      node.arrival === undefined ? startAttempts(this.#replays.start) : attemptsAt(node.arrival, this.#settings);
    const results: (() => Promise<Outcome>)[] = attempts.map((attempt) => {
      const target = this.#inferred(node, attempt);
      return target === undefined ? () => this.#try(node, attempt) : async () => ({ attempt, target });
    });
    for (let at = 0; at < results.length; at += this.#settings.concurrency) {
      const batch = results.slice(at, at + this.#settings.concurrency);
      // In the order of the attempts, whichever ends first.
      for (const outcome of await Promise.all(batch.map((run) => run()))) this.#note(node, outcome);
    }
    // The hang-up was tried before; it comes last on the map.
    const index = node.edges.findIndex(({ action }) => isHangUp(action));
    if (index >= 0) node.edges.push(...node.edges.splice(index, 1));
    this.#settings.onProgress({ calls: this.calls, states: this.#nodes.length, waiting: this.#queue.length });
  }

  #note(node: GraphNode, { attempt, target, arrival, afterHangUp }: Outcome): void {
    const { action, label } = attempt;
    if (target !== undefined) {
      node.edges.push({ action, label, target });
      return;
    }
    if (arrival === undefined) return;
    const path = [...node.path, action];
    const count = this.#nodes.length;
    const found = this.#nodeFor(arrival, path, node);
    if (this.#nodes.length > count && found.alike === undefined) this.#addHangUp(found, afterHangUp);
    node.edges.push({ action, label, target: found });
  }

  async #try(node: GraphNode, attempt: Attempt): Promise<Outcome> {
    const result = await this.#replay([...node.path, attempt.action], node);
    return { attempt, ...result };
  }

  /**
   * Holds a call along a path, and then hangs up.
   *
   * @param last the node before the last action, whose documents are compared with those of this call
   */
  async #replay(path: readonly Action[], last?: GraphNode): Promise<{ arrival?: Arrival; afterHangUp?: Arrival }> {
    this.#settings.signal?.throwIfAborted();
    this.calls++;
    const isOutbound = this.#replays.start.kind === 'outbound';
    const replay = await Replay.begin(this.#replays, path[0]);
    const actions = isOutbound ? path.slice(1) : path;
    let arrival = await replay.arrive();
    for (const [index, action] of actions.entries()) {
      if (index === actions.length - 1 && last?.arrival !== undefined && !this.#isAsBefore(last, arrival)) return {};
      await replay.act(action);
      arrival = await replay.arrive();
    }
    if (arrival.choice.kind === 'over') {
      this.#handlers.note(replay);
      return { arrival };
    }
    await replay.act({ kind: 'hangUp', party: 'caller' });
    const afterHangUp = await replay.arrive();
    this.#handlers.note(replay);
    return { arrival, afterHangUp };
  }

  /**
   * Compares what a call came to with what an earlier one came to by the same path.
   *
   * @throws NoiseFound if only words differ
   */
  #isAsBefore({ arrival: before, signature }: GraphNode, arrival: Arrival): boolean {
    if (before === undefined) return true;
    const [one, other] = [before.document, arrival.document];
    const isSamePlace =
      before.choice.kind === arrival.choice.kind &&
      before.verb?.name === arrival.verb?.name &&
      one !== undefined &&
      other !== undefined &&
      noiseKeyOf(one) === noiseKeyOf(other);
    if (isSamePlace) {
      const [texts, others] = [documentTexts(one, this.#rules), documentTexts(other, this.#rules)];
      if (texts.exact === others.exact) return true;
      const shape = (verbs: typeof one.verbs): string => verbs.map(({ name }) => name).join();
      if (shape(one.verbs) === shape(other.verbs)) {
        const key = noiseKeyOf(one);
        throw new NoiseFound(key, noiseBetween(texts.exact, others.exact, this.#rules.get(key)));
      }
    } else if (this.#signatureOf(arrival) === signature) return true;
    this.#leftOut.add(
      'Some choices, because the application remembers earlier calls: the same keys led elsewhere in another call. Export a function that creates the application, to get a new one for each call.',
    );
    return false;
  }

  #signatureOf(arrival: Arrival): string {
    const { choice, verb, document, heard, problems, lastEvent } = arrival;
    const found = problems.map(({ code }) => code).sort();
    if (choice.kind === 'over') {
      const said = heard.map(({ text }) => withPlaceholders(text, lastEvent).replace(/\d+/g, '{n}'));
      const texts = document === undefined || heard.length === 0 ? '' : documentTexts(document, this.#rules).skeleton;
      const words = this.#rules.size === 0 ? said : [];
      return hashOf('over', choice.cause, ...(choice.byPerson ? ['person'] : []), ...words, texts, ...found);
    }
    const isCaller = choice.kind !== 'listens' || choice.leg === 'caller';
    return choiceSignature(choice.kind, isCaller, verb, document, this.#rules);
  }

  /** Returns the node of an arrival; a new one if there is none. */
  #nodeFor(arrival: Arrival, path: readonly Action[], before: GraphNode | undefined): GraphNode {
    const signature = this.#signatureOf(arrival);
    const lead = this.#leadOf(arrival);
    const keys = this.#textKeys(arrival, signature, before);
    const alike = this.#known(keys);
    if (alike?.lead === lead) return alike;
    const leadKeys = alike === undefined ? [] : keys.map((key) => `${lead} ${key}`);
    const node = this.#known(leadKeys) ?? this.#add(arrival, path, before, { signature, lead, alike });
    this.#remember(keys, alike ?? node);
    this.#remember(leadKeys, node);
    return node;
  }

  #remember(keys: readonly string[], node: GraphNode): void {
    for (const key of keys) if (!this.#byText.has(key)) this.#byText.set(key, node);
  }

  #known(keys: readonly string[]): GraphNode | undefined {
    return keys.map((key) => this.#byText.get(key)).find((node) => node !== undefined);
  }

  /** Returns a hash of the prompts before the document of the choice. An end is recognized by all that is heard. */
  #leadOf({ choice, lead, lastEvent }: Arrival): string {
    if (choice.kind === 'over' || lead.length === 0 || this.#rules.size > 0) return '';
    return hashOf(...lead.map(({ text }) => withPlaceholders(text, lastEvent).replace(/\d+/g, '{n}')));
  }

  #textKeys({ choice, document, problems }: Arrival, signature: string, before: GraphNode | undefined): string[] {
    const found = problems.map(({ code }) => code).join(' ');
    if (choice.kind === 'over' || document === undefined) return [`${signature} ${found}`];
    const { exact, pressed } = documentTexts(document, this.#rules);
    const { digits } = document.event;
    // A key that the prompts offer may mean something later, and is kept. Others are all the same.
    const isOffered = before?.arrival !== undefined && keysNamedAt(before.arrival).includes(String(digits));
    return [exact, ...(isOffered ? [] : [pressed])].map((text) => `${signature} ${found} ${text}`);
  }

  #add(
    arrival: Arrival | undefined,
    path: readonly Action[],
    before: GraphNode | undefined,
    { signature, lead = '', alike }: { signature: string; lead?: string; alike?: GraphNode | undefined },
  ): GraphNode {
    const node: GraphNode = {
      index: this.#nodes.length,
      arrival,
      path,
      signature,
      lead,
      alike,
      before,
      edges: alike?.edges ?? [],
      isUnexplored: false,
      sameAs: undefined,
    };
    this.#nodes.push(node);
    if (alike !== undefined) return node;
    const same = this.#bySignature.get(signature);
    if (same === undefined) this.#bySignature.set(signature, [node]);
    else same.push(node);
    if (arrival?.choice.kind !== 'over') this.#queue.push(node);
    return node;
  }

  #addHangUp(node: GraphNode, arrival: Arrival | undefined): void {
    if (arrival === undefined) return;
    const action: Action = { kind: 'hangUp', party: 'caller' };
    const target = this.#nodeFor(arrival, [...node.path, action], node);
    node.edges.push({ action, label: hangUpLabel(this.#replays.start.kind === 'outbound'), target });
  }

  /** Returns the node that another one is taken for; `undefined` if it has to be explored. */
  #knownVariant(node: GraphNode): GraphNode | undefined {
    if (node.arrival === undefined) return undefined;
    const explored = (this.#bySignature.get(node.signature) ?? []).filter((each) => each !== node && isExplored(each));
    const [first] = explored;
    const { variants } = this.#settings.limits;
    if (first === undefined || explored.length < variants) return undefined;
    const [nearest] = chainOf(node);
    const what = nearest === undefined ? 'Documents' : 'Rounds';
    this.#leftOut.add(
      `${what} after the first ${variants} of ${titleText(node)}, which differ in numbers and are taken for one of these (--max-variants).`,
    );
    return nearest ?? first;
  }

  /**
   * Returns where an action leads, if the two nodes of the same state before this one on its path show it: both lead to the
   * same node.
   */
  #inferred(node: GraphNode, { label }: Attempt): GraphNode | undefined {
    const [previous, earlier] = chainOf(node);
    if (previous === undefined || earlier === undefined) return undefined;
    const targets = [previous, earlier].map(({ edges }) => edges.find((edge) => edge.label === label)?.target);
    return targets[0] === targets[1] ? targets[0] : undefined;
  }
}

interface Outcome {
  readonly attempt: Attempt;
  readonly target?: GraphNode;
  readonly arrival?: Arrival;
  readonly afterHangUp?: Arrival;
}

const isExplored = ({ edges, isUnexplored, sameAs, arrival }: GraphNode): boolean =>
  !isUnexplored &&
  sameAs === undefined &&
  (arrival?.choice.kind === 'idle' || edges.some(({ action }) => !isHangUp(action)));

/** Returns the nodes of the same state before a node on its path, the nearest first. */
function chainOf({ before, signature }: GraphNode): GraphNode[] {
  const chain: GraphNode[] = [];
  for (let node = before; node !== undefined; node = node.before) if (node.signature === signature) chain.push(node);
  return chain;
}

/** Names the input of a node. */
function titleText({ arrival }: GraphNode): string {
  const { verb, document } = arrival ?? {};
  return `<${verb?.name ?? 'Response'}>${document === undefined ? '' : ` of ${pathOf(document.url)}`}`;
}

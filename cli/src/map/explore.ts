// Explores a call flow: the graph of everything that calls came to, before equal states are joined.
import { type Attempt, type AttemptSettings, attemptsAt, hangUpLabel, isHangUp, startAttempts } from './actions.js';
import type { Arrival } from './arrival.js';
import type { Action } from './call-map.js';
import { chainOf, type Graph, type GraphNode, isExplored, titleText } from './graph.js';
import { HandlerUse } from './handler-use.js';
import { documentTexts, type Noise, type NoiseRules, noiseBetween, noiseKeyOf, readableText } from './placeholders.js';
import { leadOf, signatureOf, textKeys } from './recognize.js';
import { loopsAt, repeated } from './repeated-actions.js';
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
  /** The labels of what the application counts without a sign in its documents, by the signatures of the states. */
  readonly #counted = new Map<string, Set<string>>();
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
    await this.#tryAgain(node);
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
    const found = this.#nodeFor(arrival, path, node, label);
    if (this.#nodes.length > count && found.alike === undefined) this.#addHangUp(found, afterHangUp);
    node.edges.push({ action, label, target: found });
  }

  /** Tries what leads back to a node again, if the application counts it. */
  async #tryAgain(node: GraphNode): Promise<void> {
    for (const loops of loopsAt(node)) {
      if (this.#isCounted(node, loops) || !(await this.#changes(node, repeated(loops)))) continue;
      const counted = this.#counted.get(node.signature) ?? new Set();
      this.#counted.set(node.signature, counted);
      for (const { label } of loops) counted.add(label);
      for (const { action, label } of loops) {
        const outcome = await this.#try(node, { action, label });
        const index = node.edges.findIndex((edge) => edge.label === label);
        const count = node.edges.length;
        this.#note(node, outcome);
        // In the place of the choice that led back.
        const edge = node.edges.length > count ? node.edges.pop() : undefined;
        if (edge !== undefined) node.edges[index] = edge;
      }
    }
  }

  #isCounted({ signature }: GraphNode, loops: readonly Attempt[]): boolean {
    const counted = this.#counted.get(signature);
    return counted !== undefined && loops.every(({ label }) => counted.has(label));
  }

  /** True if actions that lead back to a node lead elsewhere when they are repeated, in two calls alike. */
  async #changes(node: GraphNode, actions: readonly Action[]): Promise<boolean> {
    const first = await this.#changeAfter(node, actions);
    return first !== undefined && first === (await this.#changeAfter(node, actions));
  }

  /** Returns after how many actions a call is no longer at a node, and where; `undefined` if it stays. */
  async #changeAfter(node: GraphNode, actions: readonly Action[]): Promise<string | undefined> {
    this.#settings.signal?.throwIfAborted();
    this.calls++;
    const isOutbound = this.#replays.start.kind === 'outbound';
    const replay = await Replay.begin(this.#replays, node.path[0]);
    let arrival = await replay.arrive();
    for (const action of isOutbound ? node.path.slice(1) : node.path) {
      await replay.act(action);
      arrival = await replay.arrive();
    }
    for (const [index, action] of actions.entries()) {
      await replay.act(action);
      arrival = await replay.arrive();
      const signature = signatureOf(arrival, this.#rules);
      const keys = textKeys(arrival, { signature, round: node.round, before: node, rules: this.#rules });
      if (this.#known(keys) !== node) return `${index} ${signature}`;
    }
    return undefined;
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
    } else if (signatureOf(arrival, this.#rules) === signature) return true;
    this.#leftOut.add(
      'Some choices, because the application remembers earlier calls: the same keys led elsewhere in another call. Export a function that creates the application, to get a new one for each call.',
    );
    return false;
  }

  /** Returns the node of an arrival; a new one if there is none. */
  #nodeFor(arrival: Arrival, path: readonly Action[], before: GraphNode | undefined, label = ''): GraphNode {
    const signature = signatureOf(arrival, this.#rules);
    const lead = leadOf(arrival, this.#rules);
    const isAgain = before?.signature === signature;
    const round = isAgain ? before.round + (this.#counted.get(signature)?.has(label) ? 1 : 0) : 0;
    const keys = textKeys(arrival, { signature, round, before, rules: this.#rules });
    const alike = this.#known(keys);
    if (alike?.lead === lead) return noteHeard(alike, arrival);
    const leadKeys = alike === undefined ? [] : keys.map((key) => `${lead} ${key}`);
    const node = this.#known(leadKeys) ?? this.#add(arrival, path, before, { signature, lead, alike, round });
    this.#remember(keys, alike ?? node);
    this.#remember(leadKeys, node);
    return noteHeard(node, arrival);
  }

  #remember(keys: readonly string[], node: GraphNode): void {
    for (const key of keys) if (!this.#byText.has(key)) this.#byText.set(key, node);
  }

  #known(keys: readonly string[]): GraphNode | undefined {
    return keys.map((key) => this.#byText.get(key)).find((node) => node !== undefined);
  }

  #add(
    arrival: Arrival | undefined,
    path: readonly Action[],
    before: GraphNode | undefined,
    { signature, lead = '', alike, round = 0 }: Recognized,
  ): GraphNode {
    const node: GraphNode = {
      index: this.#nodes.length,
      arrival,
      path,
      signature,
      lead,
      alike,
      round,
      before,
      heard: new Map(),
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

/** Notes what was heard in a call that came to a node, and returns the node. */
function noteHeard(node: GraphNode, { heard, lastEvent }: Arrival): GraphNode {
  const texts = (isNamed: boolean): string =>
    heard.map(({ text }) => readableText(text, lastEvent, { isNamed })).join('\n');
  node.heard.set(texts(true), texts(false));
  return node;
}

/** How a node is recognized. */
interface Recognized {
  readonly signature: string;
  readonly lead?: string;
  readonly alike?: GraphNode | undefined;
  readonly round?: number;
}

interface Outcome {
  readonly attempt: Attempt;
  readonly target?: GraphNode;
  readonly arrival?: Arrival;
  readonly afterHangUp?: Arrival;
}

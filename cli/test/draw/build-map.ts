import type {
  Action,
  CallMap,
  MapEdge,
  MapProblem,
  MapPrompt,
  MapState,
  MapStateKind,
} from '../../src/map/call-map.js';

/** The parts of a state that a test cares about. */
export interface StateParts {
  readonly kind?: MapStateKind;
  readonly title?: string;
  /** The prompts: words; URLs begin with `♪`. */
  readonly heard?: readonly string[];
  readonly waitsFor?: string;
  readonly problems?: readonly MapProblem[];
  /** Default: the title. */
  readonly signature?: string;
}

/** Builds maps by hand. States are named; the first is where calls start. */
export class MapBuilder {
  readonly #states = new Map<string, MapState>();
  readonly #edges = new Map<string, { from: string; to: string; actions: Action[]; labels: string[] }>();

  /** Adds a state. */
  state(name: string, parts: StateParts = {}): this {
    const {
      kind = 'input',
      title = name,
      heard = [],
      waitsFor = kind === 'input' ? '1 key' : '',
      problems = [],
    } = parts;
    const prompts = heard.map(
      (text): MapPrompt => (text.startsWith('♪') ? { kind: 'audio', text: text.slice(1) } : { kind: 'speech', text }),
    );
    const id = `s${this.#states.size + 1}`;
    const signature = parts.signature ?? `${name}`;
    this.#states.set(name, { id, signature, kind, title, heard: prompts, waitsFor, events: [], problems, path: [] });
    return this;
  }

  /** Adds choices, as `1`, `no input`, `hangs up`, `busy`, `says help`. */
  edge(from: string, to: string, ...labels: readonly string[]): this {
    const key = `${from} ${to}`;
    const edge = this.#edges.get(key) ?? { from, to, actions: [], labels: [] };
    this.#edges.set(key, edge);
    edge.labels.push(...labels);
    edge.actions.push(...labels.map(actionOf));
    return this;
  }

  build(application = 'examples/phone-menu', leftOut: readonly string[] = []): CallMap {
    const idOf = (name: string): string => {
      const state = this.#states.get(name);
      if (state === undefined) throw new Error(`no state ${name}`);
      return state.id;
    };
    const edges = [...this.#edges.values()].map(
      ({ from, to, ...rest }): MapEdge => ({
        from: idOf(from),
        to: idOf(to),
        ...rest,
      }),
    );
    return { version: 1, application, states: withPaths([...this.#states.values()], edges), edges, leftOut };
  }
}

function actionOf(label: string): Action {
  if (/^[\d*#]+$/.test(label)) return { kind: 'press', keys: label };
  if (label === 'wrong key') return { kind: 'press', keys: '9' };
  if (label === 'no input') return { kind: 'silence' };
  if (label === 'hangs up') return { kind: 'hangUp', party: 'caller' };
  if (label.startsWith('says ')) return { kind: 'say', words: label.slice(5) };
  if (label === 'busy') return { kind: 'phone', to: '+15551230077', behavior: { busy: true } };
  if (label === 'no answer') return { kind: 'phone', to: '+15551230077', behavior: { noAnswer: true } };
  return { kind: 'phone', to: '+15551230077', behavior: { answers: true } };
}

/** Returns the states with the shortest path to each. */
function withPaths(states: readonly MapState[], edges: readonly MapEdge[]): MapState[] {
  const paths = new Map<string, readonly Action[]>();
  const queue = states.slice(0, 1).map(({ id }) => id);
  for (const id of queue) paths.set(id, []);
  for (const id of queue) {
    for (const { from, to, actions } of edges) {
      const [action] = actions;
      if (from !== id || paths.has(to) || action === undefined) continue;
      paths.set(to, [...(paths.get(id) ?? []), action]);
      queue.push(to);
    }
  }
  return states.map((state) => ({ ...state, path: paths.get(state.id) ?? [] }));
}

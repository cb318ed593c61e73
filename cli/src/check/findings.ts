// Finds what is wrong with a call flow, from its map.
import type { SimulatedEventType } from 'bxml-jsx/testing';
import { isHangUp, WRONG_KEY } from '../map/actions.js';
import type { Action, CallMap, MapProblem, MapState } from '../map/call-map.js';
import { namedKeys } from '../map/named-keys.js';
import type { UnreachedHandler } from '../map/unreached-handlers.js';
import { statesAlong } from './path-steps.js';

/** What kind of fault a finding is. */
export type FindingCode =
  /** A URL that the application does not serve. */
  | 'dead-url'
  /** A document that Bandwidth rejects, or with a warning. */
  | 'invalid-document'
  /** A verb that never runs. */
  | 'dead-verb'
  /** A handler that fails, or an event without a handler. */
  | 'error'
  /** States that a caller can only leave by hanging up. */
  | 'loop'
  /** The caller hears nothing for a long time. */
  | 'silence'
  /** A prompt names a key that does the same as a wrong key. */
  | 'unhandled-key'
  /** A handler of an event that no walked call causes. */
  | 'unreached-handler';

/** Something wrong with a call flow. */
export interface Finding {
  readonly code: FindingCode;
  /** A warning does not fail the check. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly state: MapState;
  /** The shortest way to it, from the start. */
  readonly path: readonly Action[];
  /** How a test shows it, after the path. */
  readonly shows: Shows;
}

/** How a test shows a finding after its path. */
export type Shows =
  /** The strict mode of the simulator fails on the way to the next choice. */
  | { readonly by: 'strict' }
  /** No test of a path can show it. */
  | { readonly by: 'nothing' }
  /** The call does not end. */
  | { readonly by: 'end' }
  /** The application does not receive the event. */
  | { readonly by: 'event'; readonly eventType: SimulatedEventType }
  /** The next prompt, or the end, comes later than that many seconds. */
  | { readonly by: 'time'; readonly seconds: number }
  /** The next prompt is one with these words. */
  | {
      readonly by: 'prompt';
      readonly words: string;
      /** The number of the called party that hears it. Default: the caller */
      readonly party?: string;
      /** The words of the prompt before it, if it is heard after the path. */
      readonly after?: string;
    };

/** What counts as a fault. */
export interface CheckSettings {
  /** Seconds without a sound that are too many. */
  readonly silence: number;
}

/** Returns the findings of a map, in the order of its states. Each problem is found once, where a caller finds it first. */
export function findingsOf(map: CallMap, settings: CheckSettings): Finding[] {
  const { states } = map;
  const seen = new Set<string>();
  const findings = [
    ...states.flatMap((state) => problemFindings(state, seen)),
    ...silenceFindings(map, settings),
    ...states.flatMap((state) => keyFindings(state, map, seen)),
  ];
  const indexes = new Map(states.map((state, index) => [state, index]));
  findings.sort((one, other) => (indexes.get(one.state) ?? 0) - (indexes.get(other.state) ?? 0));
  return [...findings, ...loopFindings(map)];
}

const UNREACHABLE = /\.unreachable$|^redirect\.last$/;

function codeOf({ code }: MapProblem): FindingCode {
  if (code === 'unserved') return 'dead-url';
  if (UNREACHABLE.test(code)) return 'dead-verb';
  const isOfDocument = code === 'invalid-bxml' || (code.includes('.') && !code.startsWith('call.'));
  return isOfDocument ? 'invalid-document' : 'error';
}

function problemFindings(state: MapState, seen: Set<string>): Finding[] {
  const { problems, path, heard } = state;
  const heardTexts = heard.map(({ text }) => text);
  const hasCause = problems.some((each) => codeOf(each) === 'invalid-document' && each.code !== 'invalid-bxml');
  return problems.flatMap((problem): Finding[] => {
    // The end of the call follows from the errors of the document.
    if (problem.code === 'invalid-bxml' && hasCause) return [];
    const key = `${problem.code} ${problem.message.replace(/\d+/g, '')}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const message = `${problem.code}: ${withReason(problem.message)}`;
    return [
      { severity: 'error', code: codeOf(problem), message, state, path, shows: showsProblem(problem, heardTexts) },
    ];
  });
}

/** Returns a message whose first line says why a request failed, and not only with which status. */
function withReason(message: string): string {
  const [first = '', reason] = message.split(/\n\s*/);
  return reason !== undefined && /status \d+$/.test(first) ? message.replace(/\n\s*/, ': ') : message;
}

/**
 * Returns how a test shows a problem. One for which `onError` or `fallback` answered fails no test: what is heard does.
 *
 * @param heard the prompts on the way to the problem, those of called parties after their number in parentheses
 */
export function showsProblem({ answeredBy }: MapProblem, heard: readonly string[]): Shows {
  if (answeredBy === undefined) return { by: 'strict' };
  const { prompt: words, party } = answeredBy;
  if (words === undefined) return { by: 'nothing' };
  const prefix = party === undefined ? '' : `(${party}) `;
  const own = heard
    .filter((text) => (prefix === '' ? !text.startsWith('(') : text.startsWith(prefix)))
    .map((text) => text.slice(prefix.length));
  const after = own[own.indexOf(words) - 1];
  return {
    by: 'prompt',
    words,
    ...(party === undefined ? {} : { party }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Finds long silences. Those of one length before the same words have one reason, and are found once. */
function silenceFindings({ states }: CallMap, { silence }: CheckSettings): Finding[] {
  const found = new Map<string, [MapState, ...MapState[]]>();
  for (const state of states) {
    if ((state.quiet ?? 0) < silence) continue;
    const key = state.heard.length === 0 ? state.id : silenceText(state);
    const same = found.get(key);
    if (same === undefined) found.set(key, [state]);
    else same.push(state);
  }
  return [...found.values()].map(([state, ...others]): Finding => {
    const also = others.length === 0 ? '' : `; the same at ${others.map(({ id }) => id).join(', ')}`;
    const message = `${silenceText(state)}${also}`;
    const shows: Shows = { by: 'time', seconds: state.quiet ?? 0 };
    return { severity: 'error', code: 'silence', message, state, path: state.path, shows };
  });
}

function silenceText({ quiet = 0, heard: [first], kind }: MapState): string {
  const end = kind === 'end' ? ' before the call ends' : '';
  return `the caller hears nothing for ${quiet} seconds${first === undefined ? end : ` before “${first.text}”`}`;
}

/** Words by which a prompt says that a key was wrong. */
const APOLOGY = new RegExp(
  String.raw`\b(?:${[
    'sorry|apologi|invalid|wrong|incorrect|unknown|mistake|not (?:an? )?(?:valid|option|choice|recogni|understand|available)',
    "not on|not one of|no such|there is no|(?:did|do|does|could) not|(?:did|do|does|could)n[’']t|try again",
    'lo siento|disculp|perd[oó]n|inv[aá]lid|incorrect|equivocad|no es|no existe|no entend',
    "d[ée]sol[ée]|excusez|pardon|invalide|erron|n[’']est pas|n[’']existe pas|pas compris",
    'leider|ung[üu]ltig|falsch|entschuldig|gibt es nicht|existiert nicht|nicht verstanden|keine g[üu]ltig|unbekannt',
    'desculp|n[ãa]o [ée] v[áa]lid|n[ãa]o existe|n[ãa]o entend',
    'spiacent|scus|non [èe] valid|non valid|non esiste|errat|sbagliat',
  ].join('|')})`,
  'iu',
);

/** Words by which a prompt offers to be repeated, or to go back to where a wrong key leads too. */
const REPEATS =
  /\b(?:again|repeat|return|back|repetir|otra vez|de nuevo|volver|r[ée]p[ée]ter|de nouveau|revenir|retour|wiederholen|noch einmal|zur[üu]ck|novamente|voltar)/iu;

/** Finds keys that prompts name, and that do the same as a wrong key. */
function keyFindings(state: MapState, map: CallMap, seen: Set<string>): Finding[] {
  const { namedKeys: keys = [], heard, path } = state;
  const targetOf = (label: string): string | undefined =>
    map.edges.find(({ from, labels }) => from === state.id && labels.includes(label))?.to;
  const wrong =
    targetOf(WRONG_KEY) ??
    [...'9876543210*#']
      .filter((key) => !keys.includes(key))
      .map(targetOf)
      .find(Boolean);
  const target = map.states.find(({ id }) => id === wrong);
  // An application that does the same for all keys does not look at them.
  const isIgnored = keys.every((key) => targetOf(key) === wrong);
  if (target === undefined || !(isIgnored ? isApology(target) : isRefusal(state, target))) return [];
  const prompts = heard.map(({ text }) => text);
  return keys.flatMap((key): Finding[] => {
    if (targetOf(key) !== wrong || (isRepeat(key, prompts) && !isApology(target))) return [];
    const action = actionOf(state, map, key);
    const [answer] = target.heard;
    if (action === undefined || answer === undefined) return [];
    const words = answer.text.replaceAll('{digits}', key);
    if (seen.has(`${key} ${words}`)) return [];
    seen.add(`${key} ${words}`);
    const message = `a prompt names the key ${key}, which does the same as a wrong key: the caller hears “${words}”`;
    return [
      {
        severity: 'error',
        code: 'unhandled-key',
        message,
        state,
        path: [...path, action],
        shows: { by: 'prompt', words },
      },
    ];
  });
}

/** True if a state is what a wrong key leads to: the menu is repeated, or a prompt says that the key was wrong. */
function isRefusal(menu: MapState, target: MapState): boolean {
  if (target === menu) return true;
  const isMenu = (target.namedKeys ?? []).join() === (menu.namedKeys ?? []).join() && target.kind === 'input';
  const said = target.heard.map(({ text }) => text).join(' ');
  const isSame = menu.heard.some(({ text }) => said.includes(text));
  return (isMenu && isSame) || isApology(target);
}

const isApology = ({ heard }: MapState): boolean => heard.some(({ text }) => APOLOGY.test(text));

/** True if a prompt offers the key to hear it again. */
function isRepeat(key: string, prompts: readonly string[]): boolean {
  const sentences = prompts.flatMap((prompt) => prompt.split(/[.;!?]/));
  return sentences.some((sentence) => REPEATS.test(sentence) && namedKeys([sentence]).includes(key));
}

function actionOf(state: MapState, { edges }: CallMap, label: string): Action | undefined {
  const edge = edges.find(({ from, labels }) => from === state.id && labels.includes(label));
  return edge?.actions[edge.labels.indexOf(label)];
}

/** Finds states from which no path leads to an end, except that the caller hangs up. */
function loopFindings({ states, edges }: CallMap): Finding[] {
  const canLeave = new Set(
    states.filter(({ kind }) => kind === 'end' || kind === 'waiting' || kind === 'unexplored').map(({ id }) => id),
  );
  const steps = edges.filter(({ actions }) => !actions.every(isHangUp));
  for (let size = -1; size !== canLeave.size; ) {
    size = canLeave.size;
    for (const { from, to } of steps) if (canLeave.has(to)) canLeave.add(from);
  }
  const caught = states.filter(({ id, kind }) => !canLeave.has(id) && kind !== 'connected');
  const [first] = caught;
  if (first === undefined) return [];
  const others = caught.length === 1 ? '' : `, and from ${caught.length - 1} more states`;
  const message = `no key leads to an end from ${first.title}${others}: a caller can only hang up`;
  return [{ severity: 'error', code: 'loop', message, state: first, path: first.path, shows: { by: 'end' } }];
}

/** Returns sentences about handlers that other calls than those of the walk may reach. */
export const handlerNotes = (unreached: readonly UnreachedHandler[]): string[] =>
  unreached
    .filter(({ isSure }) => !isSure)
    .map(
      ({ eventType, attribute }) =>
        `No walked path reaches the handler ${eventType}${reasonOf(eventType, attribute)}. Another caller, time or record may: walk it with --from, --to, --field or --starts-at.`,
    );

/** Returns the findings about handlers that no path reaches. */
export function handlerFindings(map: CallMap, unreached: readonly UnreachedHandler[]): Finding[] {
  return unreached.flatMap(({ eventType, attribute, isSure, path }): Finding[] => {
    const state = statesAlong(map, path).at(-1);
    if (state === undefined || !isSure) return [];
    const severity = attribute === undefined ? 'warning' : 'error';
    const message = `no walked path reaches the handler ${eventType}${reasonOf(eventType, attribute)}`;
    const shows: Shows = attribute === undefined ? { by: 'nothing' } : { by: 'event', eventType };
    return [{ code: 'unreached-handler', severity, message, state, path, shows }];
  });
}

function reasonOf(eventType: string, attribute: string | undefined): string {
  if (attribute !== undefined) return `: no document has the attribute ${attribute}, which asks for the event`;
  return eventType === 'answer' ? '; walk it with --outbound' : '; walk it without --outbound';
}

import { drawSvg } from '../draw/picture/picture.js';
import type { Action, CallMap, MapEdge, MapPrompt, MapState, MapStateKind } from '../map/call-map.js';
import type { Fact, RecordedCall } from './recorded-call.js';
import type { PhoneSession } from './session.js';

/** A part of a call, up to what a person does. */
interface Part {
  readonly heard: MapPrompt[];
  readonly events: string[];
  /** What ends it. */
  action: Action | undefined;
  label: string;
}

/** Draws the path of a call as SVG: what it heard and where, and what the persons did. */
export function drawPath(recorded: RecordedCall, { mask, target }: PhoneSession): Promise<string> {
  return drawSvg(pathMap(recorded, target.name, (text) => mask.text(text)));
}

/** Returns the path of a call as a map without branches. */
function pathMap({ facts, cause }: RecordedCall, application: string, masked: (text: string) => string): CallMap {
  const parts = partsOf(facts, masked);
  const states = parts.map((part, index): MapState => {
    const id = `s${index + 1}`;
    return {
      id,
      signature: id,
      kind: kindOf(part),
      title: part.events.at(-1) ?? titleOf(part),
      heard: part.heard,
      waitsFor: '',
      events: part.events,
      problems: [],
      path: [],
    };
  });
  const last = parts.at(-1);
  const edges = parts.flatMap((part, index): MapEdge[] => {
    const from = `s${index + 1}`;
    const to = `s${index + 2}`;
    if (part.action === undefined || (part === last && cause === undefined)) return [];
    return [{ from, to, actions: [part.action], labels: [part.label] }];
  });
  const end: MapState[] =
    cause === undefined || last?.action === undefined ? [] : [endState(`s${parts.length + 1}`, cause)];
  return { version: 1, application, states: [...states, ...end], edges, leftOut: [] };
}

const endState = (id: string, cause: string): MapState => ({
  id,
  signature: id,
  kind: 'end',
  title: `over: ${cause}`,
  heard: [],
  waitsFor: '',
  events: [],
  problems: [],
  path: [],
});

function partsOf(facts: readonly Fact[], masked: (text: string) => string): Part[] {
  const parts: Part[] = [];
  let part = emptyPart();
  for (const fact of facts) {
    if (fact.kind === 'prompt') {
      const { heard } = fact;
      if (heard.kind === 'voice') continue;
      part.heard.push(
        heard.kind === 'speech'
          ? { kind: 'speech', text: masked(heard.text) }
          : { kind: 'audio', text: masked(heard.url) },
      );
    } else if (fact.kind === 'event') {
      const { eventType, url } = fact.event;
      part.events.push(masked(`${eventType} ${URL.canParse(url) ? new URL(url).pathname : url}`));
    } else {
      const before = parts.at(-1);
      const isMoreKeys = part.heard.length === 0 && part.events.length === 0 && before?.action?.kind === 'press';
      const [action, label] = actionOf(fact);
      if (isMoreKeys && before !== undefined && action.kind === 'press' && before.action?.kind === 'press') {
        before.action = { kind: 'press', keys: before.action.keys + action.keys };
        before.label += label;
        continue;
      }
      parts.push({ ...part, action, label: masked(label) });
      part = emptyPart();
    }
  }
  if (parts.length === 0 || part.heard.length > 0 || part.events.length > 0) parts.push(part);
  return parts;
}

const emptyPart = (): Part => ({ heard: [], events: [], action: undefined, label: '' });

function actionOf(fact: Exclude<Fact, { kind: 'prompt' | 'event' }>): [Action, string] {
  if (fact.kind === 'hangUp') return [{ kind: 'hangUp', party: fact.leg }, `${fact.leg} hangs up`];
  if (fact.kind === 'decision') {
    const { to, behavior } = fact;
    const outcome = behavior.busy ? 'busy' : behavior.rejects ? 'rejects' : behavior.noAnswer ? 'no answer' : 'answers';
    return [{ kind: 'phone', to, behavior }, `${to} ${outcome}`];
  }
  if (fact.kind === 'referral') {
    const { to, outcome } = fact;
    return [{ kind: 'refer', to, outcome }, `${to} ${'succeeds' in outcome ? 'accepts' : 'is not reached'}`];
  }
  const { kind, text } = fact.input;
  if (kind === 'keys') return [{ kind: 'press', keys: text }, text];
  if (kind === 'words') return [{ kind: 'say', words: text }, `“${text}”`];
  return [{ kind: 'speak', seconds: Number.parseFloat(text) || 0 }, `speaks for ${text}`];
}

function kindOf({ action }: Part): MapStateKind {
  if (action === undefined) return 'end';
  if (action.kind === 'phone') return 'ringing';
  return action.kind === 'hangUp' ? 'waiting' : 'input';
}

function titleOf({ action }: Part): string {
  if (action?.kind === 'phone') return `rings ${action.to}`;
  return action === undefined ? 'hangs up' : 'connected';
}

import type { Action } from '../map/call-map.js';
import { printable } from './picture/printable.js';

/** Returns a path in words, such as `press 1, then no input`. */
export function pathText(path: readonly Action[]): string {
  return path.length === 0 ? 'the start of the call' : path.map(actionText).join(', then ');
}

/** Returns what is done in words. */
function actionText(action: Action): string {
  switch (action.kind) {
    case 'press':
      return `press ${printable(action.keys)}`;
    case 'say':
      return `say “${printable(action.words)}”`;
    case 'speak':
      return `speak for ${action.seconds} s`;
    case 'silence':
      return 'no input';
    case 'hangUp':
      return `${printable(action.party)} hangs up`;
    case 'phone':
      return `${printable(action.to)} ${phoneText(action.behavior)}`;
    case 'refer':
      return `the transfer to ${printable(action.to)} ${'succeeds' in action.outcome ? 'succeeds' : 'fails'}`;
  }
}

function phoneText({ busy, rejects, noAnswer, fails }: Extract<Action, { kind: 'phone' }>['behavior']): string {
  if (fails !== undefined) return `fails: ${fails}`;
  return busy ? 'is busy' : rejects ? 'rejects' : noAnswer ? 'does not answer' : 'answers';
}

import type { Command } from '../../protocol.js';

/** What the form before a call has. */
export interface Draft {
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly displayName: string;
  /** One header a line: `Name: value`. */
  readonly sipHeaders: string;
  readonly answerUrl: string;
  readonly machineDetection: boolean;
}

export const defaultDraft: Draft = {
  direction: 'inbound',
  from: '+15551230001',
  to: '+15551230002',
  displayName: '',
  sipHeaders: '',
  answerUrl: '',
  machineDetection: false,
};

/** Returns the SIP headers of a draft, or the message for the first line that is not one. */
export function parseSipHeaders(text: string): Record<string, string> | string {
  const headers: [string, string][] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^([!#$%&'*+.^`|~\w-]+)\s*:\s*(.+)$/.exec(line.trim());
    if (match === null) return `Line ${index + 1} is not a header. Write it as “Name: value”.`;
    headers.push([match[1] ?? '', match[2] ?? '']);
  }
  return Object.fromEntries(headers);
}

/** Returns the command that places the call of a draft, or why there is none. */
export function dialCommand(draft: Draft): Command | string {
  const from = draft.from.trim();
  const to = draft.to.trim();
  if (from === '' || to === '') return 'Both numbers are needed: the caller’s, and the one that is dialed.';
  if (draft.direction === 'outbound') {
    const { answerUrl, machineDetection } = draft;
    return { kind: 'createCall', from, to, answerUrl: answerUrl.trim(), machineDetection };
  }
  const sipHeaders = parseSipHeaders(draft.sipHeaders);
  if (typeof sipHeaders === 'string') return sipHeaders;
  return { kind: 'dial', from, to, displayName: draft.displayName.trim(), sipHeaders };
}

/** The event that a person edited, or why it cannot be sent. */
export type ParsedEvent =
  | { readonly ok: true; readonly event: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly message: string };

export function parseEvent(text: string): ParsedEvent {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, message: `Not JSON: ${describe(error, text)}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, message: 'An event is an object: { "eventType": … }.' };
  }
  return { ok: true, event: Object.fromEntries(Object.entries(value)) };
}

/** Writes where JSON is wrong. The engines say the position in different ways. */
function describe(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const position = /position (\d+)/.exec(message)?.[1];
  const [reason = message] = message.split(/ in JSON| at position|, "|, \.\.\./);
  if (position === undefined) return reason;
  const before = text.slice(0, Number(position)).split('\n');
  return `${reason} in line ${before.length}, column ${(before.at(-1) ?? '').length + 1}.`;
}

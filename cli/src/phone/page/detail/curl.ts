import type { Exchange } from '../../protocol.js';

/** Returns the command that sends the event of an exchange again, for a POSIX shell. */
export function curlCommand({ method, url, event }: Exchange): string {
  if (method === 'GET') return `curl -i ${quote(url)}`;
  const body = JSON.stringify(event);
  return `curl -i -X POST ${quote(url)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quote(body)}`;
}

/** Quotes a text for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

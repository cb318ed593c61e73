// The messages of the callers, in the database. The key of each event is stored in the transaction of its effect: an event
// that is handled twice has one effect.
import type { Database, Queries } from './database.js';

/** The audio of a message. */
export interface Audio {
  /** Such as `audio/vnd.wave`. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A message to store. */
export interface NewMessage {
  readonly recordingId: string;
  readonly callId: string;
  /** The phone number of the caller (E.164). */
  readonly caller: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  /** ISO 8601, such as `PT12S`. */
  readonly duration: string;
  /** Undefined if Bandwidth could not process the recording. */
  readonly audio: Audio | undefined;
}

/** A call that is over. */
export interface EndedCall {
  readonly callId: string;
  readonly caller: string;
  /** ISO 8601; null if the call was never answered. */
  readonly startedAt: string | null;
  /** ISO 8601. */
  readonly endedAt: string;
  /** Such as `hangup`. */
  readonly cause: string;
}

/** What a notice says. */
export interface Notice {
  readonly recordingId: string;
  readonly caller: string;
  readonly duration: string;
  /** The size of the audio; 0 if there is none. */
  readonly bytes: number;
}

/** A stored message. */
export interface StoredMessage extends Notice {
  readonly callId: string;
  /** The words; null if they are not known, or not yet. */
  readonly text: string | null;
  /** Why the call ended; null as long as it has not. */
  readonly cause: string | null;
}

const TABLES = [
  // Several processes may start at the same time.
  'SELECT pg_advisory_xact_lock(7310)',
  'CREATE TABLE IF NOT EXISTS handled (key text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
  `CREATE TABLE IF NOT EXISTS calls (
    call_id text PRIMARY KEY, caller text NOT NULL, started_at timestamptz, ended_at timestamptz, cause text)`,
  `CREATE TABLE IF NOT EXISTS messages (
    recording_id text PRIMARY KEY, call_id text NOT NULL REFERENCES calls, recorded_at timestamptz NOT NULL,
    duration text NOT NULL, content_type text, audio bytea)`,
  // The text of a message may be stored before the message, if that was replayed.
  'CREATE TABLE IF NOT EXISTS transcripts (recording_id text PRIMARY KEY, words text NOT NULL)',
  'CREATE TABLE IF NOT EXISTS notices (key text PRIMARY KEY, recording_id text NOT NULL, sent_at timestamptz)',
];

const NOTICE = `m.recording_id AS "recordingId", c.caller, m.duration, coalesce(octet_length(m.audio), 0) AS bytes`;

/** Stores messages. The database is opened at first use. */
export class Mailbox {
  readonly #open: () => Promise<Database>;
  #opening: Promise<Database> | undefined;

  constructor(open: () => Promise<Database>) {
    this.#open = open;
  }

  /** True if the event with this key has had its effect. */
  async hasHandled(key: string): Promise<boolean> {
    const database = await this.open();
    return (await database.query('SELECT key FROM handled WHERE key = $1', [key])).length > 0;
  }

  /** Stores a message and a notice of it, which is not sent yet. */
  async saveMessage(key: string, { recordingId, callId, caller, recordedAt, duration, audio }: NewMessage) {
    await this.#once(key, async (queries) => {
      await queries.query('INSERT INTO calls (call_id, caller) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        callId,
        caller,
      ]);
      await queries.query(
        `INSERT INTO messages (recording_id, call_id, recorded_at, duration, content_type, audio)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [recordingId, callId, recordedAt, duration, audio?.contentType ?? null, audio?.bytes ?? null],
      );
      await queries.query('INSERT INTO notices (key, recording_id) VALUES ($1, $2)', [key, recordingId]);
    });
  }

  /**
   * Sends the notice of an event, unless it was sent. It is marked as sent after `send`: if the process crashes in between,
   * the notice is sent again. The service behind `send` recognizes it by the key.
   */
  async sendNotice(key: string, send: (notice: Notice) => Promise<void>): Promise<void> {
    const database = await this.open();
    await database.transaction(async (queries) => {
      // Another worker that has the same event waits here.
      const [notice] = await queries.query<Notice>(
        `SELECT ${NOTICE} FROM notices n JOIN messages m USING (recording_id) JOIN calls c USING (call_id)
         WHERE n.key = $1 AND n.sent_at IS NULL FOR UPDATE OF n`,
        [key],
      );
      if (notice === undefined) return;
      await send(notice);
      await queries.query('UPDATE notices SET sent_at = now() WHERE key = $1', [key]);
    });
  }

  /** Stores the words of a message. */
  async saveText(key: string, recordingId: string, text: string): Promise<void> {
    await this.#once(key, (queries) =>
      queries.query('INSERT INTO transcripts (recording_id, words) VALUES ($1, $2)', [recordingId, text]),
    );
  }

  /** Stores that a call is over. */
  async endCall(key: string, { callId, caller, startedAt, endedAt, cause }: EndedCall): Promise<void> {
    await this.#once(key, (queries) =>
      queries.query(
        `INSERT INTO calls (call_id, caller, started_at, ended_at, cause) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (call_id) DO UPDATE
         SET started_at = excluded.started_at, ended_at = excluded.ended_at, cause = excluded.cause`,
        [callId, caller, startedAt, endedAt, cause],
      ),
    );
  }

  /** Returns all messages, the oldest first. */
  async messages(): Promise<readonly StoredMessage[]> {
    const database = await this.open();
    return database.query(
      `SELECT ${NOTICE}, m.call_id AS "callId", t.words AS text, c.cause
       FROM messages m JOIN calls c USING (call_id) LEFT JOIN transcripts t USING (recording_id) ORDER BY m.recorded_at`,
    );
  }

  /** Opens the database and creates the tables, unless that has been done. */
  async open(): Promise<Database> {
    this.#opening ??= this.#start().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** Closes the database. */
  async close(): Promise<void> {
    await (await this.#opening)?.close();
  }

  async #start(): Promise<Database> {
    const database = await this.#open();
    try {
      await database.transaction(async (queries) => {
        for (const statement of TABLES) await queries.query(statement);
      });
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  /** Stores the key of an event, and `effect` in the same transaction. Has no effect if the key is stored already. */
  async #once(key: string, effect: (queries: Queries) => Promise<unknown>): Promise<void> {
    const database = await this.open();
    await database.transaction(async (queries) => {
      const claimed = await queries.query(
        'INSERT INTO handled (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING key',
        [key],
      );
      if (claimed.length > 0) await effect(queries);
    });
  }
}

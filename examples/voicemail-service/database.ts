// PostgreSQL: embedded in this process with its files in a folder, or a server. Both take the same SQL.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A value of a parameter. */
export type Value = string | number | Uint8Array | null;

/** Runs statements. */
export interface Queries {
  /** Runs a statement with the values of `$1`, `$2` and so on. Resolves to its rows. */
  query<Row>(sql: string, values?: readonly Value[]): Promise<readonly Row[]>;
}

/** A database, or a connection to one. */
export interface Database extends Queries {
  /** Runs statements in a transaction. If `work` rejects, none of them has happened. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens an embedded database with PGlite. A folder is created if it does not exist; without one, the database is in memory.
 * Only one process can use a folder at a time.
 *
 * @throws Error if another process uses the folder
 */
export async function embeddedDatabase(folder?: string): Promise<Database> {
  const unlock = folder === undefined ? () => {} : lock(folder);
  const { PGlite } = await import('@electric-sql/pglite');
  if (folder !== undefined && !existsSync(folder)) {
    // Moved when it is whole: half a database, after a crash, could not be opened.
    const unfinished = `${folder}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    await (await PGlite.create(unfinished)).close();
    renameSync(unfinished, folder);
  }
  const database = await PGlite.create(folder);
  const queries = ({ query }: Pick<typeof database, 'query'>): Queries => ({
    // The caller of `query` knows the columns of its statement.
    query: async <Row>(sql: string, values: readonly Value[] = []) => (await query<Row>(sql, [...values])).rows,
  });
  return {
    ...queries({ query: (sql, values) => database.query(sql, values) }),
    transaction: (work) =>
      database.transaction((transaction) => work(queries({ query: (sql, values) => transaction.query(sql, values) }))),
    async close() {
      await database.close();
      unlock();
    },
  };
}

/**
 * Marks a folder as used by this process, because PGlite does not: two processes would destroy the database. Returns a
 * function that removes the mark.
 *
 * @throws Error if another process uses the folder
 */
function lock(folder: string): () => void {
  const file = `${folder}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner !== process.pid && isRunning(owner)) {
      throw new Error(`Process ${owner} uses the database in ${folder}. For several processes, set DATABASE_URL.`);
    }
    // The process was killed.
    writeFileSync(file, String(process.pid));
  }
  return () => rmSync(file, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 is not sent.
    return process.kill(pid, 0);
  } catch (error) {
    // The process belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Connects to a server at the first statement, and again after a lost connection.
 *
 * @param url such as `postgres://user:password@127.0.0.1:5432/voicemail`
 */
export async function databaseServer(url: string): Promise<Database> {
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 30_000 });
  // Connections that are not in use may be lost too. Without a listener, the process would end.
  pool.on('error', () => {});
  return {
    query: async <Row>(sql: string, values: readonly Value[] = []) =>
      // The caller of `query` knows the columns of its statement.
      (await pool.query(sql, [...values])).rows as Row[],
    async transaction(work) {
      const connection = await pool.connect();
      // A connection that is lost between two statements: the next statement rejects.
      const onError = (): void => {};
      connection.on('error', onError);
      let isDone = false;
      try {
        await connection.query('BEGIN');
        const result = await work({
          query: async <Row>(sql: string, values: readonly Value[] = []) =>
            (await connection.query(sql, [...values])).rows as Row[],
        });
        await connection.query('COMMIT');
        isDone = true;
        return result;
      } finally {
        connection.off('error', onError);
        // The server rolls back the transaction of a connection that is closed.
        connection.release(!isDone);
      }
    },
    close: () => pool.end(),
  };
}

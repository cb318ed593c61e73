// A command for the tests of `guarded`: it loads the module that is its argument, and prints its first call.
import { simulate } from 'bxml-jsx/testing';
import { guarded } from '../../src/load/guarded-process.js';
import { loadApplication } from '../../src/load/load-application.js';
import { print } from '../../src/terminal/io.js';
import { main } from '../../src/terminal/main.js';
import { reportError } from '../../src/terminal/report-error.js';

await main(async ([target = '', option], io) => {
  const work = guarded(
    async () => {
      const { application, url, dispose } = await loadApplication(io, target);
      const call = await simulate(application).call({ url });
      await call.waits(1).catch(() => undefined);
      print(io, call.timeline.flatMap((entry) => (entry.kind === 'speech' ? [entry.text] : [])).join(' '));
      await dispose();
      return option === 'findings' ? 1 : 0;
    },
    { watch: option === '--watch' },
  );
  return work(io).catch((error: unknown) => reportError(io, error));
});

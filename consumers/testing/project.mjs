// Fixtures and snapshots for tests: typed by every compiler, with the types of the DOM and without those of Node, and
// sharing modules with the entries under test.
import { STRICT, TYPESCRIPTS, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn } from '../../scripts/package/project-files.mjs';

const prints = `1 true https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-17 gather
<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence>1</SpeakSentence>
</Response>
<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Hangup/>
</Response>
true
true
true
`;

export default TYPESCRIPTS.map((version) => ({
  name: `testing, tsc ${version}`,
  files: { ...filesIn('testing'), 'tsconfig.json': tsconfig({ ...STRICT, lib: [...STRICT.lib, 'DOM'] }) },
  commands: [{ run: [`typescript-${version}/bin/tsc`, '-p', '.'] }, { run: ['node', 'dist/src/main.js'] }],
  prints,
}));

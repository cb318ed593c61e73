// Two copies of the package in one program, as npm installs them for two dependencies: elements, contexts, errors and
// types of one copy work with the other.
import { STRICT, TYPESCRIPTS, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn } from '../../scripts/package/project-files.mjs';

const document =
  '<?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>es</SpeakSentence><Pause/></Response>\n';

export default TYPESCRIPTS.map((version) => ({
  name: `two copies, tsc ${version}`,
  files: {
    ...filesIn('two-copies'),
    'tsconfig.json': tsconfig(STRICT),
    'library/tsconfig.json': tsconfig({ ...STRICT, rootDir: 'src', declaration: true }),
  },
  commands: [
    { run: [`typescript-${version}/bin/tsc`, '-p', 'library'] },
    { run: ['node', 'install.js'] },
    { run: [`typescript-${version}/bin/tsc`, '-p', '.'] },
    { run: ['node', 'dist/src/main.js'] },
  ],
  prints: `false false
${document}${document}<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>
true false
false BxmlError gather.children
false EventError event.not-object
`,
}));

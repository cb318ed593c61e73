// CommonJS programs `require` the ES modules: plain JavaScript, and TSX that tsc compiles to CommonJS.
import { printsInDevelopment, program, STRICT, TYPESCRIPTS, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn } from '../../scripts/package/project-files.mjs';

export default [
  ...['20', '22', '24'].map((node) => ({
    name: `CommonJS on Node ${node}`,
    type: 'commonjs',
    files: filesIn('commonjs'),
    commands: [{ run: ['node', 'main.js'], node }],
    prints: `<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>
function true
true gather.children
BxmlError: handlers has an unknown event "initate".
`,
  })),
  ...TYPESCRIPTS.map((version) => ({
    name: `CommonJS compiled by tsc ${version}`,
    type: 'commonjs',
    files: { ...program, 'tsconfig.json': tsconfig(STRICT) },
    commands: [{ run: [`typescript-${version}/bin/tsc`, '-p', '.'] }, { run: ['node', 'dist/src/main.js'] }],
    prints: printsInDevelopment(),
  })),
];

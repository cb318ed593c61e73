// The same ES module program on the oldest supported Node and on newer versions.
import { printsInDevelopment, program, tsconfig } from '../../scripts/package/program.mjs';

export default ['20', '22', '24'].map((node) => ({
  name: `Node ${node}`,
  files: { ...program, 'tsconfig.json': tsconfig() },
  commands: [{ run: ['typescript-7/bin/tsc', '-p', '.'] }, { run: ['node', 'dist/src/main.js'], node }],
  prints: printsInDevelopment(),
}));

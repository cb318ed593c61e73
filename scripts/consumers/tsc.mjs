// The TypeScript compilers in use, each with both module resolutions, on an ES module program.
import { printsInDevelopment, printsInProduction, program, STRICT, tsconfig } from './program/files.mjs';
import { commandsOf } from './program/setup-page.mjs';

const [compile, compileForProduction] = commandsOf('tsc');
const resolutions = { nodenext: {}, bundler: { module: 'esnext', moduleResolution: 'bundler' } };
const misspelt = "import { Gather } from 'bxml-jsx';\nexport const wrong = <Gather gatherURL='/menu' />;\n";

export default ['5.9', '6', '7'].flatMap((version) => {
  const tsc = ({ run }) => ({ run: [`typescript-${version}/bin/tsc`, ...run.slice(1)] });
  return Object.entries(resolutions).flatMap(([resolution, options]) => {
    const settings = tsconfig({ ...STRICT, ...options });
    const files = { ...program, 'tsconfig.json': settings };
    return [
      {
        name: `tsc ${version}, ${resolution}`,
        files: { ...files, 'wrong/src/wrong.tsx': misspelt, 'wrong/tsconfig.json': settings },
        commands: [tsc(compile), { run: ['node', 'dist/src/main.js'] }],
        prints: printsInDevelopment(),
        fails: { ...tsc({ run: ['tsc', '-p', 'wrong'] }), says: "Did you mean 'gatherUrl'?" },
      },
      {
        name: `tsc ${version}, ${resolution}, for production`,
        files: { ...files, 'tsconfig.production.json': tsconfig({}, { name: 'tsconfig.production.json' }) },
        commands: [tsc(compileForProduction), { run: ['node', 'dist/main.js'] }],
        prints: printsInProduction,
      },
    ];
  });
});

// SWC through its API, as loaders and bundlers call it.
import {
  checkTypes,
  printsInDevelopment,
  printsInProduction,
  program,
  tsconfig,
} from '../../scripts/package/program.mjs';
import { filesIn, setup } from '../../scripts/package/project-files.mjs';

const settings = setup.fileOf('SWC', '.swcrc');
const consumer = (way, swcrc, ends) => ({
  name: `SWC, ${way}`,
  files: { ...program, '.swcrc': swcrc, ...filesIn('swc'), 'tsconfig.json': tsconfig() },
  commands: [checkTypes, { run: ['node', 'build.js'] }, { run: ['node', 'dist/main.js'] }],
  ...ends,
});

const without = (setting) => {
  const settings = JSON.parse(setup.fileOf('SWC', '.swcrc'));
  delete settings.jsc.transform.react[setting];
  return JSON.stringify(settings);
};

export default [
  consumer('development', settings, { prints: printsInDevelopment() }),
  consumer('production', without('development'), { prints: printsInProduction }),
];

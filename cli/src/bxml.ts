#!/usr/bin/env node
import { run } from './program.js';
import { main } from './terminal/main.js';

await main(run);

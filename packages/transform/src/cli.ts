#!/usr/bin/env node
/** `killable-compile`: the command. Everything it does is in cli/run.ts, which takes its surroundings as an argument. */
import { run } from './cli/run.ts';

process.exitCode = await run(process.argv.slice(2), process);

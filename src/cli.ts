/** The shell commands: ask, explain, build-index, facts, evaluate, bench, serve. */
import { boundHeapGrowth } from './adapters/node/heap.ts'
import { createCli } from './cli/create-cli.ts'
import { reportFailure } from './main.serve.ts'

boundHeapGrowth()
await createCli(process.env, process.stdout).parseAsync().catch(reportFailure)

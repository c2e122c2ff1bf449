/** The shell commands: ask, explain, build-index, facts, evaluate, bench, serve. */
import { createCli } from './cli/create-cli.ts'
import { reportFailure } from './main.serve.ts'

await createCli(process.env, process.stdout).parseAsync().catch(reportFailure)

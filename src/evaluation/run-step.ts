/** Runs one step of a benchmark in a process of its own, so that its memory is its own. */
import { spawn } from 'node:child_process'

/**
 * `script`: the path of the benchmark, which is started as this process was, with `--step`; what it prints is JSON.
 * @throws Error when it ends with another code than 0
 */
export function runStep(script: string, step: string): Promise<unknown> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, script, ...process.argv.slice(2), '--step', step],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`${step} ended with ${code}`)),
    )
  })
}

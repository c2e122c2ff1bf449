/** Starts the built server as processes of their own, and ends what was started. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

export interface ServerProcess {
  readonly child: ChildProcess
  readonly origin: string
}

export interface ServerProcesses {
  /** Resolves when it has told its address. `environment` is added to the settings that all of them share. */
  start(environment?: Record<string, string>): Promise<ServerProcess>
  end(): void
}

/** Builds `dist` where it is missing or stale. */
export function bundleServer(): void {
  execFileSync(process.execPath, ['src/build/bundle.mjs'], { cwd: ROOT })
}

/** Servers with `shared` settings and nothing else of this process's environment. */
export function serverProcesses(shared: Record<string, string>): ServerProcesses {
  const running: ChildProcess[] = []
  return {
    start(environment = {}) {
      const child = spawn(process.execPath, ['dist/main.node.js'], {
        cwd: ROOT,
        env: { PATH: process.env.PATH, PORT: '0', LOG: 'off', ...shared, ...environment },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      running.push(child)
      return new Promise((resolve, reject) => {
        child.stdout!.on('data', (data) => resolve({ child, origin: String(data).trim() }))
        child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
      })
    },
    end() {
      for (const child of running.splice(0)) child.kill('SIGKILL')
    },
  }
}

/** The same corpus on both hosts, each as a function that takes a request: Node in this process, workerd in its own. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Log, LogLevel, Miniflare, type WorkerOptions } from 'miniflare'
import { openWebFiles } from '../../src/adapters/node/web-files.ts'
import { bundleWorker } from '../../src/build/bundle-worker.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/create-app.ts'
import { openServices } from '../../src/main.open-services.ts'
import { buildWorker } from '../../src/main.worker-files.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
/** Any origin; both hosts are given the same. */
export const ORIGIN = 'http://zhengda.test'

/** Of both hosts. */
const SETTINGS = { LOG: 'off', RATE_LIMIT: '0', BODY_LIMIT: '16384', READER: 'basic' }

export interface Host {
  /** `path` from the root. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

export interface BuiltWorker {
  /** Holds `worker`, `worker-assets` and `probe`. */
  readonly directory: string
  readonly environment: Record<string, string>
  readonly dataFolder: string
  remove(): Promise<void>
}

/** Builds what is deployed, into a folder of its own, and the probe that looks inside workerd. */
export async function buildForTests(): Promise<BuiltWorker> {
  execFileSync(process.execPath, [join(ROOT, 'web/build.mjs')], { stdio: 'inherit' })
  const directory = await mkdtemp(join(tmpdir(), 'zhengda-worker-'))
  const environment = {
    ...SETTINGS,
    CORPUS_DIR: join(ROOT, 'corpus'),
    INDEX_DIR: join(directory, 'index'),
  }
  const dataFolder = await buildWorker(environment, directory)
  await bundleWorker({ outdir: join(directory, 'probe'), dataFolder, entry: 'test/worker/probe.worker.ts' })
  return {
    directory,
    environment,
    dataFolder,
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

export async function startNode({ environment }: BuiltWorker): Promise<Host> {
  const config = readConfig(environment)
  const services = await openServices(
    config,
    () => undefined,
    () => undefined,
  )
  const web = await openWebFiles(join(ROOT, 'dist/web'))
  if (!web) throw new Error('dist/web is not built')
  const app = createApp(services, { config, log: () => undefined, clientAddress: () => 'test', web })
  return { fetch: async (path, init) => app.request(ORIGIN + path, init) }
}

export interface Workerd extends Host {
  /** Asks the probe, which stands beside the application with the same files. */
  probe(body: unknown): Promise<unknown>
  dispose(): Promise<void>
}

/** Fails, as a deploy would, where the module throws while it loads. `variables` are those of wrangler.toml. */
export async function startWorkerd(
  { directory }: Pick<BuiltWorker, 'directory'>,
  variables: Record<string, string> = {},
): Promise<Workerd> {
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'
  let told = ''
  const worker = (name: string, folder: string, entry: string): WorkerOptions => ({
    name,
    modules: modulesOf(join(directory, folder), entry),
    compatibilityDate: /^compatibility_date = "(.*)"$/m.exec(
      readFileSync(join(ROOT, 'wrangler.toml'), 'utf8'),
    )![1]!,
    bindings: { ...SETTINGS, ...variables },
    assets: {
      directory: join(directory, 'worker-assets'),
      binding: 'ASSETS',
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
      assetConfig: { html_handling: 'none' },
    },
  })
  const miniflare = new Miniflare({
    workers: [worker('zhengda', 'worker', 'main.worker.js'), worker('probe', 'probe', 'probe.worker.js')],
    log: new Log(LogLevel.NONE),
    cf: false,
    handleRuntimeStdio: (output: Readable, errors: Readable) => {
      output.resume()
      errors.on('data', (part: Buffer) => {
        told += String(part)
      })
    },
  })
  let address: URL
  try {
    address = await miniflare.ready
  } catch (cause) {
    await miniflare.dispose().catch(() => undefined)
    throw new Error(told, { cause })
  }
  const probe = (await miniflare.getWorker('probe')) as unknown as typeof globalThis
  return {
    fetch: (path, init) =>
      fetch(new URL(path, address), {
        redirect: 'manual',
        ...init,
        // What dispatchFetch sends; it would also break off what is sent to a Worker that answers early.
        headers: {
          ...(init?.headers as Record<string, string>),
          'MF-Original-URL': new URL(path, ORIGIN).href,
        },
      }),
    probe: async (body) => (await probe.fetch(ORIGIN, { method: 'POST', body: JSON.stringify(body) })).json(),
    dispose: () => miniflare.dispose(),
  }
}

function modulesOf(folder: string, entry: string) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'))
  // The first is the one that workerd starts.
  const ordered = [entry, ...names.filter((name) => name !== entry)]
  return ordered.map((name) => ({
    type: 'ESModule' as const,
    path: name,
    contents: readFileSync(join(folder, name), 'utf8'),
  }))
}

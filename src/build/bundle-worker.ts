/** Bundles src/main.worker.ts with esbuild; what writes office files becomes modules of their own, loaded when asked for. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface WorkerBundle {
  /** Replaced as a whole. */
  readonly outdir: string
  /** Path of the data below the assets, with its version. */
  readonly dataFolder: string
  readonly entry?: string
}

/** Workers have no threads of their own; what asks for them gets functions that do without. */
const oneThread: Plugin = {
  name: 'one-thread',
  setup({ onResolve }) {
    const path = join(ROOT, 'src/adapters/worker/one-thread-zip.ts')
    onResolve({ filter: /^fflate$/ }, ({ importer }) => (importer === path ? null : { path }))
  },
}

export async function bundleWorker({
  outdir,
  dataFolder,
  entry = 'src/main.worker.ts',
}: WorkerBundle): Promise<void> {
  await rm(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    // No Node built-ins: an import of one fails the build.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:workers'],
    plugins: [oneThread],
    define: { DATA_FOLDER: JSON.stringify(dataFolder) },
    logLevel: 'warning',
  })
}

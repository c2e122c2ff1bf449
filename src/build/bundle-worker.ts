/** Bundles src/main.worker.ts with esbuild; what writes office files becomes modules of their own, loaded when asked for. */
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface WorkerBundle {
  /** Replaced as a whole. */
  readonly outdir: string
  /** Path of the data below the assets, with its version. */
  readonly dataFolder: string
  readonly entry?: string
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
    define: { DATA_FOLDER: JSON.stringify(dataFolder) },
    logLevel: 'warning',
  })
}

/** Bundles the Node host and the shell commands from `src` into `dist`; does nothing where `dist` is newer than its sources. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lastChange } from './last-change.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const out = join(root, 'dist')
const stamp = join(out, '.bundled')

async function bundle() {
  const { build } = await import('esbuild').catch((cause) => {
    const message = 'dist/ is missing or stale, and esbuild, which builds it, is not installed: run npm ci'
    throw new Error(message, { cause })
  })
  await mkdir(out, { recursive: true })
  const old = (await readdir(out)).filter((name) => name.endsWith('.js'))
  await build({
    absWorkingDir: root,
    entryPoints: ['src/main.node.ts', 'src/cli.ts', 'src/main.reader-thread.ts'],
    outdir: out,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    splitting: true,
    metafile: true,
    logLevel: 'warning',
  }).then(({ metafile }) => {
    const made = new Set(Object.keys(metafile.outputs).map((path) => path.replace(/^dist\//, '')))
    return Promise.all(
      old.filter((name) => !made.has(name)).map((name) => rm(join(out, name), { force: true })),
    )
  })
}

const sources = Math.max(
  ...(await Promise.all(['src', 'package-lock.json'].map((path) => lastChange(join(root, path))))),
)
if ((await lastChange(stamp)) < sources) {
  await bundle()
  await writeFile(stamp, '')
}

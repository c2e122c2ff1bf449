/** Bundles the Node host and the shell commands from `src` into `dist`; does nothing where `dist` is newer than its sources. */
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const out = join(root, 'dist')
const stamp = join(out, '.bundled')

/** Time of the last change under a path, in milliseconds; 0 where nothing stands there. */
async function lastChange(path) {
  const info = await stat(path).catch(() => null)
  if (!info) return 0
  if (!info.isDirectory()) return info.mtimeMs
  const names = await readdir(path)
  const changes = await Promise.all(names.map((name) => lastChange(join(path, name))))
  return Math.max(info.mtimeMs, ...changes)
}

async function bundle() {
  const { build } = await import('esbuild').catch(() => {
    throw new Error('dist/ is missing or stale, and esbuild, which builds it, is not installed: run npm ci')
  })
  await mkdir(out, { recursive: true })
  for (const name of await readdir(out)) if (name.endsWith('.js')) await rm(join(out, name))
  await build({
    absWorkingDir: root,
    entryPoints: ['src/main.node.ts', 'src/cli.ts'],
    outdir: out,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    splitting: true,
    logLevel: 'warning',
  })
}

const sources = Math.max(
  await lastChange(join(root, 'src')),
  await lastChange(join(root, 'package-lock.json')),
)
if ((await lastChange(stamp)) < sources) {
  await bundle()
  await writeFile(stamp, '')
}

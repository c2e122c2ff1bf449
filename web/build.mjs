/**
 * Builds dist/web: scripts and styles of the pages, what portals load, compressed copies, and `web-assets.json`, from
 * which the server knows the names and portals the integrity of what they load. Does nothing where dist/web is newer.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { lastChange } from '../src/build/last-change.mjs'

// A test runner sets another; libraries would be built with their development warnings.
process.env.NODE_ENV = 'production'

const root = join(import.meta.dirname, '..')
const out = join(root, 'dist/web')
const list = join(out, 'web-assets.json')

async function filesUnder(directory) {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

/** Subresource integrity of an embedded file. */
async function integrityOf(name) {
  const content = await readFile(join(out, `embed/v1/${name}.js`))
  return `sha384-${createHash('sha384').update(content).digest('base64')}`
}

async function buildWeb() {
  const { build } = await import('vite').catch(() => {
    throw new Error('dist/web is missing or stale, and vite, which builds it, is not installed: run npm ci')
  })
  const configFile = join(root, 'web/vite.config.ts')
  await build({ configFile, mode: 'pages' })
  await build({ configFile, mode: 'embed' })
  const component = await integrityOf('policy-qa')
  const loader = join(out, 'embed/v1/loader.js')
  await writeFile(loader, (await readFile(loader, 'utf8')).replace('__COMPONENT_INTEGRITY__', component))
  const files = await filesUnder(out)
  for (const file of files) {
    const content = await readFile(file)
    await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }))
    await writeFile(`${file}.br`, brotliCompressSync(content))
  }
  const hashed = (name, extension) => {
    const file = files.find((each) => each.includes(`/assets/${name}-`) && each.endsWith(extension))
    if (!file) throw new Error(`vite built no ${name}${extension}`)
    return `/${relative(out, file)}`
  }
  const embedded = async (name) => ({ path: `/embed/v1/${name}.js`, integrity: await integrityOf(name) })
  const assets = {
    style: hashed('site', '.css'),
    deskStyle: hashed('desk-style', '.css'),
    preferences: hashed('preferences', '.js'),
    chat: hashed('chat', '.js'),
    reader: hashed('reader', '.js'),
    desk: hashed('desk', '.js'),
    embed: { loader: await embedded('loader'), 'policy-qa': await embedded('policy-qa') },
  }
  await writeFile(list, `${JSON.stringify(assets, null, 2)}\n`)
}

/** Runs `work` while no other process builds; a lock that is older than a build can last was left by a dead one. */
async function alone(work) {
  const lock = join(root, 'dist/.web-lock')
  await mkdir(join(root, 'dist'), { recursive: true })
  for (;;) {
    const held = await mkdir(lock).then(
      () => true,
      () => false,
    )
    if (held) break
    if (Date.now() - (await lastChange(lock)) > 60_000) await rmdir(lock).catch(() => {})
    else await new Promise((resolve) => setTimeout(resolve, 100))
  }
  try {
    await work()
  } finally {
    await rmdir(lock)
  }
}

const SOURCES = [
  'web',
  'src/domain',
  'src/data/interface-answer.json',
  'src/data/interface-loader.json',
  'package-lock.json',
]

async function isStale() {
  const changes = await Promise.all(SOURCES.map((path) => lastChange(join(root, path))))
  return (await lastChange(list)) < Math.max(...changes)
}

if (await isStale()) await alone(async () => ((await isStale()) ? buildWeb() : undefined))

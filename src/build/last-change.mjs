/** Gives the time of the last change under a path, for builds that do nothing where their output is newer. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Milliseconds; 0 where nothing stands there. */
export async function lastChange(path) {
  const info = await stat(path).catch(() => null)
  if (!info) return 0
  if (!info.isDirectory()) return info.mtimeMs
  const changes = await Promise.all((await readdir(path)).map((name) => lastChange(join(path, name))))
  return Math.max(info.mtimeMs, ...changes)
}

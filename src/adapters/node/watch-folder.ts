/** Tells that files of a folder were added, replaced or removed: by the system's notices, and by a look now and then. */
import { watch } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Milliseconds without a further change before it is told. */
const QUIET = 400
/** Milliseconds between two looks: network folders give no notice. */
const LOOK = 15_000

export interface Watch {
  close(): void
}

/** `changed` is called after each burst of changes, and may be called where nothing changed. */
export function watchFolder(folder: string, changed: () => void, { quiet = QUIET, look = LOOK } = {}): Watch {
  let timer: NodeJS.Timeout | undefined
  const soon = (_event?: string, name?: string | null) => {
    // What is written beside the documents is no change yet.
    if (name?.startsWith('.')) return
    clearTimeout(timer)
    timer = setTimeout(changed, quiet).unref()
  }
  const looking = setInterval(changed, look).unref()
  let watcher: ReturnType<typeof watch> | null = null
  try {
    watcher = watch(folder, { persistent: false }, soon)
    watcher.on('error', () => watcher?.close())
  } catch {
    // The looks remain.
  }
  return {
    close() {
      clearTimeout(timer)
      clearInterval(looking)
      watcher?.close()
    },
  }
}

/** Equal where no file of the folder or of its tables changed: names, sizes and times. */
export async function folderSignature(folder: string): Promise<string> {
  const list = async (path: string, within: string) => {
    const names = (await readdir(path).catch(() => [])).filter((name) => !name.startsWith('.')).sort()
    const stats = await Promise.all(
      names.map(async (name) => {
        const found = await stat(join(path, name)).catch(() => null)
        return found?.isFile() ? `${within}${name} ${found.size} ${found.mtimeMs} ${found.ino}` : ''
      }),
    )
    return stats.filter((each) => each !== '')
  }
  return [...(await list(folder, '')), ...(await list(join(folder, 'tables'), 'tables/'))].join('\n')
}

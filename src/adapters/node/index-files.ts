/** The files of a stored index in a folder: read straight into the arrays that they hold, checked on the way. */
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type ByteHasher, createByteHasher } from '../../retrieval/checksum.ts'
import {
  changed,
  type IndexFiles,
  listed,
  type Place,
  type StoredManifest,
} from '../../retrieval/index-codec.ts'
import { contentsLength, PACK_PREFIX, type Packable, readContents, viewOf } from '../../retrieval/pack.ts'

/** Bytes read at a time. */
const STRETCH = 1 << 20

export function indexFiles(directory: string, manifest: StoredManifest): IndexFiles {
  return {
    bytes: (name) =>
      checked(directory, manifest, name, async (file) => {
        const bytes = new Uint8Array(file.size)
        await file.read(bytes)
        return bytes
      }),
    arrays: (name, place) => checked(directory, manifest, name, (file) => readPack(file, place)),
  }
}

/** A file that is read from its start to its end, and hashed. */
interface CheckedFile {
  readonly size: number
  /** Fills `bytes` with what comes next. */
  read(bytes: Uint8Array): Promise<void>
}

async function checked<T>(
  directory: string,
  manifest: StoredManifest,
  name: string,
  readAll: (file: CheckedFile) => Promise<T>,
): Promise<T> {
  const { bytes: size, hash } = listed(manifest, name)
  const hasher = createByteHasher()
  const handle = await open(join(directory, name))
  try {
    if ((await handle.stat()).size !== size) throw changed(name)
    const all = await readAll({ size, read: (bytes) => fill(handle, bytes, hasher) })
    if (hasher.digest() !== hash) throw changed(name)
    return all
  } finally {
    await handle.close()
  }
}

async function fill(handle: FileHandle, bytes: Uint8Array, hasher: ByteHasher): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(STRETCH, bytes.length - at))
    if (bytesRead === 0) return
    hasher.update(bytes.subarray(at, at + bytesRead))
    at += bytesRead
  }
}

/** Each array in a buffer of its own, so that one can stand where `place` says and none keeps another in memory. */
async function readPack(file: CheckedFile, place?: Place): Promise<Record<string, Packable>> {
  const prefix = new Uint8Array(PACK_PREFIX)
  await file.read(prefix)
  const contents = new Uint8Array(Math.min(contentsLength(prefix), file.size))
  await file.read(contents)
  const arrays: Record<string, Packable> = {}
  let at = PACK_PREFIX + contents.length
  for (const entry of readContents(contents)) {
    await file.read(new Uint8Array(entry.offset - at))
    // A damaged table of contents may ask for any size; the array then does not fit.
    const placed = entry.bytes <= file.size ? place?.(entry.name, entry.length) : undefined
    const array = placed ?? viewOf(entry, new ArrayBuffer(Math.min(entry.bytes, file.size)), 0)
    await file.read(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    arrays[entry.name] = array
    at = entry.offset + array.byteLength
  }
  await file.read(new Uint8Array(Math.max(0, file.size - at)))
  return arrays
}

/** Size and checksum of a file, read in stretches: a graph may be half a gigabyte. */
export async function listingOf(path: string): Promise<{ bytes: number; hash: string }> {
  const hasher = createByteHasher()
  const stretch = new Uint8Array(STRETCH)
  const file = await open(path)
  try {
    for (let bytes = 0; ; ) {
      const { bytesRead } = await file.read(stretch, 0, STRETCH)
      if (bytesRead === 0) return { bytes, hash: hasher.digest() }
      hasher.update(stretch.subarray(0, bytesRead))
      bytes += bytesRead
    }
  } finally {
    await file.close()
  }
}

/** Damages files as disks, networks and ill will do: reproducible mutations of bytes, and of the parts inside of packages. */
import { unzipSync, zipSync } from 'fflate'

/** A generator of numbers from 0 up to 1 that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Half of the mutations of a package damage a part of it and pack it again: the damage then reaches the reader. */
export function mutateFile(bytes: Uint8Array, seed: number): Uint8Array {
  const random = randomOf(seed)
  const isPackage = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (!isPackage || random() < 0.5) return mutateBytes(bytes, random)
  const parts: Record<string, Uint8Array> = unzipSync(bytes)
  const names = Object.keys(parts)
  const rounds = 1 + Math.floor(random() * 3)
  for (let i = 0; i < rounds; i++) {
    const name = names[Math.floor(random() * names.length)]!
    if (random() < 0.1) delete parts[name]
    else if (parts[name])
      parts[name] = random() < 0.6 ? mutateXml(parts[name], random) : mutateBytes(parts[name], random)
  }
  return zipSync(parts, { level: 1 })
}

function mutateBytes(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = (length: number) => Math.floor(random() * length)
  let mutated: Uint8Array = bytes.slice()
  const rounds = 1 + at(4)
  for (let i = 0; i < rounds && mutated.length > 0; i++) {
    const from = at(mutated.length)
    const length = 1 + at(Math.min(64, mutated.length - from))
    // What shifts the rest of a file damages all of it at once: that is the rarer case.
    const kind = at(12)
    if (kind <= 4) mutated[from] = at(256)
    else if (kind <= 7) mutated[from] = mutated[from]! ^ (1 << at(8))
    else if (kind <= 9) mutated.fill(random() < 0.5 ? 0 : 255, from, from + length)
    else if (kind === 10) mutated = joined(mutated.subarray(0, from), mutated.subarray(from + length))
    else mutated = joined(mutated.subarray(0, from + length), mutated.subarray(from))
  }
  return random() < 0.1 ? mutated.slice(0, at(mutated.length)) : mutated
}

const NUMBERS = ['0', '-1', '1', '65536', '4294967295', '99999999999', 'NaN', '1e308', '', 'x']

/** Changes values and tags, so that the part stays XML more often than not. */
function mutateXml(bytes: Uint8Array, random: () => number): Uint8Array {
  const text: string = new TextDecoder().decode(bytes)
  const values = [...text.matchAll(/="([^"]*)"/g)]
  const tags = [...text.matchAll(/<([\w:]+)([^<>]*)>/g)]
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  const value = pick(values)
  const tag = pick(tags)
  if (value && random() < 0.6) {
    const from = value.index + 2
    return new TextEncoder().encode(text.slice(0, from) + pick(NUMBERS) + text.slice(from + value[1]!.length))
  }
  if (!tag) return bytes
  const end = text.indexOf(`</${tag[1]}>`, tag.index)
  const whole = end < 0 || tag[2]!.endsWith('/') ? tag[0] : text.slice(tag.index, end + tag[1]!.length + 3)
  const repeated = random() < 0.5 ? '' : whole.repeat(1 + Math.floor(random() * 3))
  return new TextEncoder().encode(text.slice(0, tag.index) + repeated + text.slice(tag.index + whole.length))
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}

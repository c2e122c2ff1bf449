/** Gives the texts of the files in a ZIP archive, by its central directory. */
import { inflateRawSync } from 'node:zlib'

export function unzip(archive: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(archive)
  const files = new Map<string, string>()
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const method = bytes.readUInt16LE(at + 10)
    const size = bytes.readUInt32LE(at + 20)
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = bytes.subarray(start, start + size)
    files.set(
      bytes.toString('utf8', at + 46, at + 46 + name),
      (method === 0 ? content : inflateRawSync(content)).toString('utf8'),
    )
    at += 46 + name + extra + comment
  }
  return files
}

/** Text of XML elements of one name, tags taken off and entities resolved. */
export function textsOf(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</${element}>)`, 'g'))].map(
    (match) =>
      (match[1] ?? '')
        .replace(/<[^>]*>/g, '')
        .replace(/&(?:amp|lt|gt|quot|apos|#(\d+)|#x([\da-f]+));/gi, (entity, decimal, hex) =>
          decimal || hex
            ? String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16))
            : { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }[entity as '&amp;']!,
        ),
  )
}

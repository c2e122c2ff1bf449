/** Gives the text of a web page: byte order mark, then the declared charset where the bytes agree, else UTF-8 or GB18030. */

const DECLARED = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i
const CHINESE = /^(?:gb|gbk|gb2312|gb18030|gb_2312-80|x-gbk|hz-gb-2312|chinese)/i

export function decodeHtml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const match = DECLARED.exec(head)
  const declared = match?.[1] ?? match?.[2] ?? ''
  // Saved pages often keep a declaration that is no longer true; valid UTF-8 of several bytes is no accident.
  const utf8 = strictly(bytes, 'utf-8')
  if (utf8 !== null && (/[^\u0000-\u007f]/.test(utf8) || declared === '')) return utf8
  if (CHINESE.test(declared) || declared === '' || /^utf-?8$/i.test(declared)) {
    return utf8 !== null && !CHINESE.test(declared)
      ? utf8
      : (mostly(bytes, declared) ?? new TextDecoder('gb18030').decode(bytes))
  }
  try {
    return new TextDecoder(declared).decode(bytes)
  } catch {
    return utf8 ?? new TextDecoder('gb18030').decode(bytes)
  }
}

/** UTF-8 that is declared and damaged in a few places stays UTF-8. */
function mostly(bytes: Uint8Array, declared: string): string | null {
  if (CHINESE.test(declared)) return null
  const text = new TextDecoder('utf-8').decode(bytes)
  const bad = text.match(/\ufffd/g)?.length ?? 0
  const good = text.match(/[\u3400-\u9fff]/g)?.length ?? 0
  return bad * 20 < good ? text : null
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

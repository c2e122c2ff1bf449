/** Tells whether bytes are a web page: a tag of its frame among the first characters, in any encoding that keeps ASCII. */

const WITHIN = 4096
const TAG =
  /<(?:!doctype\s+html|html|head|meta|body|title|table|div|p|script|style|link|center|font)\b[^>]*>/i
/** An XML part or prose before the first tag makes no page. */
const BEFORE = /^[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<[!a-z]/i

export function looksLikeHtml(bytes: Uint8Array): boolean {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'latin1'
  const head = new TextDecoder(wide).decode(bytes.subarray(0, WITHIN)).replace(/^\xef\xbb\xbf/, '')
  return BEFORE.test(head) && TAG.test(head)
}

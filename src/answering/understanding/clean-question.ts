/** The question as typed, without what no question needs. */

/** Control, zero-width and bidirectional characters, which could make a page show another text than was asked. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g
const LONE_SURROGATE = /\p{Surrogate}/gu

/** The question without invisible characters; a lone surrogate becomes U+FFFD, white space one space. */
export function cleanQuestion(question: string): string {
  return question
    .replace(/[\t\n\r]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Gives the sentences of a line of English; a bracket behind a full stop is a sentence of its own. */

/** Behind these a full stop ends no sentence, though a number or a name follows. */
const ABBREVIATION =
  /(?:^|[\s(“"'])(?:Nos?|Arts?|Sec|Para|Fig|Vol|pp?|Dr|Mrs?|Ms|Prof|St|Co|Ltd|Inc|Corp|vs|cf|ca|approx|i\.e|e\.g|(?:[A-Z]\.)*[A-Z])\.$/
/** The number of a heading at the start of a line: 1. · I. · (I) · (1). */
const NUMBERING = /^\s*(?:\(?(?:\d{1,3}|[IVXLC]{1,6}|[A-Za-z])[.)]\s+)+/
const CLOSERS = /^[”’"'\]]*/
/** What the next sentence may open with. */
const OPENS = /^\s+[“‘"'([]?[A-Z0-9]/

/** In order and trimmed; joined by a space they are the line again, white space aside. */
export function englishSentences(line: string): string[] {
  const sentences: string[] = []
  let from = 0
  let depth = 0
  for (let i = NUMBERING.exec(line)?.[0].length ?? 0; i < line.length; i++) {
    const character = line[i]!
    if (character === '(' && line.includes(')', i)) depth++
    if (character === ')' && depth > 0) depth--
    if (depth > 0 || !'.!?)'.includes(character)) continue
    const end = i + 1 + CLOSERS.exec(line.slice(i + 1))![0].length
    const sentence = line.slice(from, end)
    // A closing bracket ends a sentence only where the bracket is all of it.
    if (character === ')' && !(from > 0 && /^\s*\(/.test(sentence))) continue
    if (!OPENS.test(line.slice(end)) || ABBREVIATION.test(sentence)) continue
    sentences.push(sentence.trim())
    from = end
  }
  const rest = line.slice(from).trim()
  return rest === '' ? sentences : [...sentences, rest]
}

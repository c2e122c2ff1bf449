/** What changed from one version of a document to the next, statement by statement. */
import type { Statement } from '../domain/statement.ts'
import { alignTexts, bestPairs } from './align.ts'

export type Change =
  | { readonly kind: 'changed'; readonly from: Statement; readonly to: Statement }
  | { readonly kind: 'added'; readonly to: Statement }
  | { readonly kind: 'removed'; readonly from: Statement }

export interface Changes {
  readonly changes: readonly Change[]
  /** Statements that stand in both. */
  readonly same: number
}

/** Share of common letter pairs above which two statements are versions of one. */
const ALIKE = 0.45
/** A number that moved changes nothing that is said: 第十二条, 一、, （三）, 4. */
const NUMBER =
  /^(?:第[〇零一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、])\s*/

export function changesBetween(from: readonly Statement[], to: readonly Statement[]): Changes {
  const pairs = alignTexts(from.map(keyOf), to.map(keyOf))
  const changes: Change[] = []
  let [i, j] = [0, 0]
  for (const [toI, toJ] of [...pairs, [from.length, to.length] as const]) {
    changes.push(...rewritten(from.slice(i, toI), to.slice(j, toJ)))
    ;[i, j] = [toI + 1, toJ + 1]
  }
  return { changes, same: pairs.length }
}

/** A stretch without a common statement: what is alike stands side by side. */
function rewritten(from: readonly Statement[], to: readonly Statement[]): Change[] {
  const [a, b] = [from.map(lettersOf), to.map(lettersOf)]
  const alike = (i: number, j: number) => {
    const share = dice(a[i]!, b[j]!)
    return share >= ALIKE ? share : 0
  }
  const changes: Change[] = []
  let [i, j] = [0, 0]
  for (const [toI, toJ] of [...bestPairs(from.length, to.length, alike), [from.length, to.length] as const]) {
    changes.push(...from.slice(i, toI).map((each): Change => ({ kind: 'removed', from: each })))
    changes.push(...to.slice(j, toJ).map((each): Change => ({ kind: 'added', to: each })))
    if (toI < from.length) changes.push({ kind: 'changed', from: from[toI]!, to: to[toJ]! })
    ;[i, j] = [toI + 1, toJ + 1]
  }
  return changes
}

function keyOf({ text }: Statement): string {
  return text.replace(NUMBER, '').replace(/\s/g, '')
}

function lettersOf(statement: Statement): ReadonlySet<string> {
  const key = keyOf(statement)
  const pairs = new Set<string>()
  for (let i = 0; i < key.length - 1; i++) pairs.add(key.slice(i, i + 2))
  return pairs.size > 0 ? pairs : new Set([key])
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  // The most that they could share.
  if ((2 * small.size) / (a.size + b.size) < ALIKE) return 0
  let common = 0
  for (const pair of small) if (large.has(pair)) common++
  return (2 * common) / (a.size + b.size)
}

export interface Piece {
  readonly text: string
  readonly changed: boolean
}

/** The two texts cut into what they share and what is only in one of them. */
export function piecesOf(
  from: string,
  to: string,
): { readonly from: readonly Piece[]; readonly to: readonly Piece[] } {
  const [a, b] = [[...from], [...to]]
  const pairs = bestPairs(a.length, b.length, (i, j) => (a[i] === b[j] ? 1 : 0))
  return {
    from: cut(a, new Set(pairs.map(([i]) => i))),
    to: cut(b, new Set(pairs.map(([, j]) => j))),
  }
}

/** A character that two changes have between them by chance is part of the change. */
const SHORTEST = 2

function cut(letters: readonly string[], shared: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = []
  for (const [i, letter] of letters.entries()) {
    const changed = !shared.has(i)
    const last = pieces.at(-1)
    if (last?.changed === changed) pieces[pieces.length - 1] = { text: last.text + letter, changed }
    else pieces.push({ text: letter, changed })
  }
  return merged(
    pieces.map((piece, i) =>
      !piece.changed && piece.text.length < SHORTEST && i > 0 && i < pieces.length - 1
        ? { ...piece, changed: true }
        : piece,
    ),
  )
}

function merged(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last?.changed === piece.changed) joined[joined.length - 1] = { ...last, text: last.text + piece.text }
    else joined.push(piece)
  }
  return joined
}
